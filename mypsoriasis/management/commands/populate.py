"""A synthetic community of any size, for benches and for looking at a full site."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forum.models import Topic
from members.models import Member
from mypsoriasis.population import Community, Wish
from mypsoriasis.population.community import MAIL_DOMAIN, invented_members
from mypsoriasis.progress import Bar, Lines, nothing

STOPPED = 130  # what a shell expects of a command that Ctrl-C ended


class Command(BaseCommand):
    help = (
        "Fill a site that has its boards with invented members, topics and posts, in bulk and always the same for the "
        "same seed. The numbers are those in the end: run again, it adds what is missing, also after it was stopped. "
        "Refuses where real people have joined."
    )

    def add_arguments(self, parser):
        parser.add_argument("--members", type=int, default=200, help="default: 200")
        parser.add_argument("--topics", type=int, default=500, help="default: 500")
        parser.add_argument(
            "--posts", type=int, default=5000, help="questions, answers and replies together; default: 5000"
        )
        parser.add_argument("--seed", type=int, default=1, help="default: 1")
        parser.add_argument(
            "--long-thread",
            type=int,
            action="append",
            default=[],
            metavar="N",
            help="one more topic, with N answers; may be given several times",
        )

    def handle(self, *, members, topics, posts, seed, long_thread, verbosity, **options):
        self.refuse_among_people()
        try:
            wish = Wish(members=members, topics=topics, posts=posts, seed=seed, long_threads=tuple(long_thread))
            Community(wish, self.progress() if verbosity else nothing).build()
        except ValueError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            there = f"{invented_members().count()} members and {Topic.objects.count()} whole topics are there."
            self.stderr.write(f"\nStopped. {there} The same command goes on from here.")
            sys.exit(STOPPED)

    def progress(self):
        def write(text: str) -> None:
            self.stdout.write(text, ending="")
            self.stdout.flush()

        return (Bar if self.stdout.isatty() else Lines)(write)

    def refuse_among_people(self):
        """The demo's members are invented too."""
        if not settings.DEMO and Member.objects.exclude(email__endswith=f"@{MAIL_DOMAIN}").exists():
            raise CommandError(
                "People have joined this site. populate is for empty ones, for the demo and for benches."
            )

import argparse
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from detector.policy_check import problems
from moderation import providers, rescanning
from moderation.models import Policy, Provider, Rescan

EXCERPT = 100  # characters of a text in the dry run's list


class Command(BaseCommand):
    help = (
        "Screen published texts again, after the detector, the policy or the providers changed. The worker does it in "
        "the background; hits become flags, and every text stays public until a moderator decides."
    )

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--since", type=_day, metavar="DAY", help="first day of publication, as 2026-05-03")
        what.add_argument("--status", action="store_true", help="say how far the last one is")
        what.add_argument("--cancel", action="store_true", help="stop the one that runs")
        parser.add_argument("--dry-run", action="store_true", help="list what would be flagged, change nothing")
        parser.add_argument("--provider", metavar="NAME", help="dry run as if this entry were approved")
        parser.add_argument("--policy", type=int, metavar="NUMBER", help="dry run as if this policy were in force")

    def handle(self, *, since, status, cancel, dry_run, provider, policy, **options):
        if (provider or policy) and not dry_run:
            raise CommandError("--provider and --policy are for a dry run; put them in force in the admin.")
        if status:
            self.stdout.write(str(Rescan.objects.order_by("-pk").first() or "There was no rescan yet."))
        elif cancel:
            self.stdout.write("Cancelled." if rescanning.cancel() else "No rescan is running.")
        elif dry_run:
            self.dry_run(since, provider, policy)
        else:
            self.start(since)

    def start(self, since: date) -> None:
        try:
            rescan = rescanning.start(since)
        except rescanning.AlreadyRunning as running:
            raise CommandError(f"One at a time. {running}. Stop it with --cancel.") from running
        self.stdout.write(f"{rescan.total} texts to read. The worker has begun; follow it with: rescan --status")

    def dry_run(self, since: date, provider: str | None, policy: int | None) -> None:
        changes = list(rescanning.would_change(since, **self.given(provider, policy)))
        changes.sort(key=lambda change: (not change.wrong, -change.assessment.score))
        wrong = sum(change.wrong for change in changes)
        for change in changes:
            mark = "WRONG " if change.wrong else ""
            words = " ".join(f"{change.subject.title} {change.subject.body}".split())[:EXCERPT]
            self.stdout.write(f"{mark}{change.assessment.outcome} {change.assessment.score:.2f} {change.subject}: {words}")
        self.stdout.write(f"{len(changes)} would be flagged; {wrong} of them a moderator has let stand. Nothing was changed.")

    def given(self, provider: str | None, policy: int | None) -> dict:
        """The provider list or the policy to try."""
        given: dict = {}
        if provider:
            entry = Provider.objects.filter(name=provider).first()
            if entry is None:
                raise CommandError(f"There is no provider called {provider!r}.")
            given["providers"] = providers.entries_with([entry])
        if policy:
            row = Policy.objects.filter(number=policy).first()
            if row is None or problems(row.rules):
                raise CommandError(f"There is no policy {policy} that the detector can use.")
            given["rules"] = row.rules
        return given


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-05-03") from None
    if day > timezone.localdate():
        raise argparse.ArgumentTypeError(f"{day} is still to come, and nothing was published since")
    return day

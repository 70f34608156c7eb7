"""The library into the database: boards, explainers with their references, register, glossary."""

from django.core.management.base import BaseCommand, CommandError

from mypsoriasis.library import LibraryError, load


class Command(BaseCommand):
    help = (
        "Load boards, explainers, references, register and glossary from the library's files. What is there already "
        "stays as it is, edited or not; a second run changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--refresh", action="store_true", help="overwrite what differs from the files, edits included")

    def handle(self, *, refresh, verbosity, **options):
        try:
            counts = load(refresh=refresh)
        except LibraryError as error:
            raise CommandError(str(error)) from error
        if verbosity:
            for what, count in counts.items():
                refreshed = f", {count.refreshed} overwritten" if refresh else ""
                self.stdout.write(f"{what}: {count.created} created{refreshed}, {count.kept} left as they were")

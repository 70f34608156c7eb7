"""How the library's explainers read."""

from django.core.management.base import BaseCommand, CommandError

from mypsoriasis.library import LibraryError, check


class Command(BaseCommand):
    help = (
        "Report words, reading age and sources of each explainer in the library's files. Fails when one is too short, "
        "too long, too hard, or names a reference that is not there. Reading age: Flesch-Kincaid grade + 5."
    )

    def handle(self, **options):
        try:
            reports = check()
        except LibraryError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{'words':>5} {'age':>5} {'marks':>5}  explainer")
        for report in reports:
            self.stdout.write(f"{report.words:>5} {report.age:>5.1f} {report.marks:>5}  {report.slug}")
            for words in report.unmarked_figures:
                self.stdout.write(f"{'':>19}look at: a figure and no source: {words}")
        problems = [f"{report.slug}: {problem}" for report in reports for problem in report.problems]
        if problems:
            raise CommandError("; ".join(problems))

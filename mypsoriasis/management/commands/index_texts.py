"""The index of texts, written anew."""

from django.core.management.base import BaseCommand

from mypsoriasis.progress import nothing, to_stderr
from mypsoriasis.reindexing import write_all
from search.models import Document


class Command(BaseCommand):
    help = (
        "Write all explainers, terms, questions and replies into the index that the search asks, and take out what "
        "should not be there. Needed after the index was lost; the site may run meanwhile. May be stopped and run again."
    )

    def handle(self, *, verbosity, **options):
        write_all(to_stderr() if verbosity else nothing)
        if verbosity:
            self.stdout.write(f"{Document.objects.count():,} texts can be found.")

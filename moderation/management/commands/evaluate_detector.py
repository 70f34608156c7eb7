import argparse
import sys

from django.core.management.base import BaseCommand

from detector.evaluate import add_arguments, run


class Command(BaseCommand):
    help = "Figures of the detector on a labelled file, cross-validated where it was trained on it."

    def add_arguments(self, parser):
        add_arguments(parser)

    def handle(self, *args, **options):
        if code := run(argparse.Namespace(**options), self.stdout):
            sys.exit(code)

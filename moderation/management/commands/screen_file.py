import argparse
import sys

from django.core.management.base import BaseCommand

from detector.__main__ import add_arguments, run


class Command(BaseCommand):
    help = "Screen a file of texts, each as a new member's."

    def add_arguments(self, parser):
        add_arguments(parser)

    def handle(self, *args, **options):
        if code := run(argparse.Namespace(**options), self.stdout):
            sys.exit(code)

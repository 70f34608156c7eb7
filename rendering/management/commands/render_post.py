import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError

from rendering.clean import Refused
from rendering.posts import render_post

PROGRESS_EVERY = 500  # lines between two words of progress


class Command(BaseCommand):
    help = "Turn a member's Markdown, read from standard input, into the HTML that would be stored."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--lines",
            action="store_true",
            help='read JSON lines {"text": …}, write JSON lines {"html": …} in the same order; '
            'a text that would be refused gives {"html": null, "error": …}',
        )

    def handle(self, *, lines: bool, **options) -> None:
        if lines:
            self._render_lines(sys.stdin.buffer)
        else:
            self._render_one(sys.stdin.buffer.read())

    def _render_one(self, source: bytes) -> None:
        try:
            self.stdout.write(render_post(source.decode()), ending="")
        except (UnicodeDecodeError, Refused) as problem:
            raise CommandError(str(problem)) from problem

    def _render_lines(self, source: Iterable[bytes]) -> None:
        number = refused = 0
        for number, line in enumerate(source, 1):
            if not line.strip():
                continue
            try:
                answer = {"html": render_post(_text(line))}
            except Refused as problem:
                answer = {"html": None, "error": str(problem)}
                refused += 1
            except ValueError as problem:
                raise CommandError(f"line {number}: {problem}") from problem
            self.stdout.write(json.dumps(answer))
            if number % PROGRESS_EVERY == 0 and sys.stderr.isatty():
                self.stderr.write(f"{number} rendered", style_func=str)
        if refused:
            raise CommandError(f"{refused} of {number} texts were refused; their lines say why")


def _text(line: bytes) -> str:
    record = json.loads(line)
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError('expected {"text": "…"}')
    return record["text"]

import json
import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from moderation.export import records


class Command(BaseCommand):
    help = (
        "Write what moderators decided as labelled records, in the format of the detector's data. The file holds "
        "members' texts without their names: keep it like the database."
    )

    def add_arguments(self, parser):
        parser.add_argument("target", type=Path, help="JSON Lines file to write")

    def handle(self, *, target, **options):
        unfinished = target.with_name(target.name + ".part")
        count = 0
        try:
            # Readable by its owner alone: held texts are in it.
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
                for record in records():
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")
                    count += 1
            unfinished.replace(target)
        except OSError as error:
            raise CommandError(f"Cannot write the file: {error}") from error
        self.stdout.write(f"{count} decisions written to {target}")

"""The demo: prepared, then served with its worker, until somebody stops it. bin/serve calls this."""

import os
import shutil
import sys
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from mypsoriasis.supervisor import Supervisor

# One process with threads: limits and pages kept in the process's own cache then count for all. Addresses as long as
# gunicorn can read reach the site, whose pages say what is wrong with them; its worker answers longer ones.
GUNICORN = ["-m", "gunicorn", "mypsoriasis.wsgi", "--worker-class=mypsoriasis.longlines.Worker", "--workers=1",
            "--threads=4", "--no-control-socket", "--log-level=warning", "--graceful-timeout=5",
            "--limit-request-line=8190"]  # fmt: skip


class Command(BaseCommand):
    help = "Prepare the demo and serve it with its worker. For this machine only; docs/operations.md tells of others."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="default: 8000")
        parser.add_argument("--fresh", action="store_true", help="delete the demo's database and mails first")

    def handle(self, *, port, fresh, **options):
        if not settings.DEMO:
            raise CommandError("serve is for the demo settings. A public site runs as docs/operations.md says.")
        try:
            if fresh:
                self.forget(settings.DATABASES["default"], Path(settings.EMAIL_FILE_PATH))
            sign_ins = self.prepare()
        except KeyboardInterrupt:
            raise CommandError("Stopped before the site was ready. Starting again goes on from here.") from None
        address = f"http://localhost:{port}"
        # The children log nothing but warnings, and no address of a page: health searches stay out of logs.
        environment = os.environ | {"SITE_URL": address}
        supervisor = Supervisor(
            site=[sys.executable, *GUNICORN, f"--bind=127.0.0.1:{port}"],
            worker=[sys.executable, "manage.py", "worker"],
            folder=settings.BASE_DIR,
            environment=environment,
        )
        sys.exit(supervisor.run(f"http://127.0.0.1:{port}/readyz", lambda: self.welcome(address, sign_ins)))

    def forget(self, database: dict, mails: Path):
        if not database["ENGINE"].endswith("sqlite3"):
            raise CommandError("--fresh deletes the demo's own SQLite file, but DATABASE_URL names another database.")
        files = [Path(f"{database['NAME']}{ending}") for ending in ("", "-wal", "-shm")]
        for path in [*files, mails]:
            if path.exists():
                self.stdout.write(f"Deleting {path}")
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def prepare(self) -> str:
        """Bring everything up to date and return what load_demo says: the sign-ins, told when the site answers."""
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self.stdout.write("Preparing the database and the library ...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_library", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        sign_ins = StringIO()
        call_command("load_demo", stdout=sign_ins)
        return sign_ins.getvalue()

    def welcome(self, address: str, sign_ins: str):
        self.stdout.write(f"\n{sign_ins}\nMyPsoriasis: {address}/\nIts mail:    {address}/demo/mail/\nStop it with Ctrl-C.")

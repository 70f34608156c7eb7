"""One run on one database, in a process of its own: `python -m mypsoriasis.stress.run ROUNDS KILLS FOLDER`.

The environment names the database. Exit code 1 when something was lost, stored twice or half done.
"""

import os
import signal
import sys
import time
from pathlib import Path
from random import Random

from mypsoriasis.progress import to_stderr

from .findings import Findings
from .sink import Sink


def main(rounds: int, kills: int, folder: Path) -> int:
    # An ending by TERM must stop the processes too, so it takes the way of every other error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Sink() as sink:
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
        _prepare()
        findings = Findings()
        started = time.monotonic()
        _run(findings, rounds, kills, folder, sink)
    print(findings.as_text())
    print(f"{time.monotonic() - started:10,.0f} seconds")
    return 1 if findings.faults else 0


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def _run(findings: Findings, rounds: int, kills: int, folder: Path, sink: Sink) -> None:
    # Only now: these modules need the settings.
    from .checks import check_everything
    from .kills import Kills
    from .news import check_news, finish_work
    from .rounds import Rounds

    random, tell = Random(), to_stderr()
    Rounds(findings, random).run(rounds, tell)
    deeds = Kills(findings, random, folder).run(kills, tell)
    finish_work()
    check_news(findings, deeds, sink.times)
    check_everything(findings)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))

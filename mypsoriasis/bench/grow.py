"""One database, grown from size to size and measured at each: `python -m mypsoriasis.bench.grow FOLDER SECONDS SIZES…`.

The environment names the database. Prints the figures as JSON.
"""

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from mypsoriasis.progress import to_stderr

from . import servers
from .growth import EMPTY, Size

ROUNDS = 5
WARM_UP = 0.3  # seconds for each page, before anything counts
REPLIES_IN_A_ROUND = 30
SEED = 20261129
MEMBERS_FOR, TOPICS_FOR = 25, 10  # posts
FEWEST_MEMBERS = 20


def main(folder: Path, seconds: float, sizes: list[int]) -> int:
    # An ending by TERM must stop the servers too, so it takes the way of every other error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    import django

    django.setup()
    from .community import make_site

    make_site(_tell)
    measured = []
    for size in sizes:
        _grow_to(size)
        _housekeep()
        _tell(f"Measuring at {size:,} posts ...")
        measured.append(_measure(folder, seconds, size))
    print(json.dumps([asdict(size) for size in measured]))
    return 0


def _grow_to(posts: int) -> None:
    from mypsoriasis.population import Community, Wish

    from .community import PAGE_OF_REPLIES

    members = max(posts // MEMBERS_FOR, FEWEST_MEMBERS)
    wish = Wish(members, posts // TOPICS_FOR, posts, SEED, long_threads=(PAGE_OF_REPLIES,))
    Community(wish, to_stderr()).build()


def _housekeep() -> None:
    """What PostgreSQL does by itself by and by."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _measure(folder: Path, seconds: float, posts: int) -> Size:
    from .load import Order
    from .pages import Page, matching_posts, pages, returning_member
    from .runner import load_process
    from .session import sign_in

    cookie, csrf = sign_in(returning_member())
    asked = {EMPTY: Page("/empty/"), **pages(csrf)}
    took: dict[str, list[float]] = {name: [] for name in asked}
    with servers.running(folder, "bare", "site", database=os.environ.get("DATABASE_URL", "")) as started:
        orders = {
            name: Order(
                started["bare" if name == EMPTY else "site"].port,
                page.path,
                cookie=cookie if page.signed_in else "",
                form=page.form,
                status=302 if page.form else 200,
                seconds=seconds,
                at_most=REPLIES_IN_A_ROUND if page.form else 1_000_000,
                connections=1,
            )
            for name, page in asked.items()
        }
        with load_process() as load:
            for order in orders.values():
                load.carry_out(Order(**asdict(order) | {"seconds": WARM_UP}))
            for _round in range(ROUNDS):
                for name, order in orders.items():
                    took[name].append(load.carry_out(order)["median_ms"])
    # Whatever else the machine does makes a round slower, never quicker.
    quietest = {name: min(times) for name, times in took.items()}
    ratios = {name: ms / quietest[EMPTY] for name, ms in quietest.items()}
    return Size(posts, matching_posts(), quietest, ratios)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]), [int(size) for size in sys.argv[3:]]))

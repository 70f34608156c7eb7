"""The site that is measured: library and a synthetic community, always the same, in a folder of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.management import call_command
from django.urls import reverse

from articles.models import Article
from forum.models import Topic
from members.models import Member
from mypsoriasis.population import Community, Wish
from mypsoriasis.population.community import TITLE_OF_LONG

from .session import sign_in

SEED = 20261122
PAGE_OF_REPLIES, LONG = 20, 5000
WISH = Wish(members=300, topics=300, posts=3000, seed=SEED, long_threads=(PAGE_OF_REPLIES, LONG, 1))


@dataclass(frozen=True)
class Places:
    """Addresses, and what a request of a member carries."""

    topic: str
    thread: int
    long: str
    last_page: int
    board: str
    article: str
    answer: str
    cookie: str
    csrf: str


def prepare(tell: Callable[[str], None]) -> Places:
    """Run once, in an empty folder, with the site's settings."""
    make_site(tell)
    tell(f"Populating it: {WISH.posts} posts, and threads of {PAGE_OF_REPLIES} and {LONG} replies ...")
    Community(WISH).build()
    twenty, long, one = (
        Topic.objects.select_related("board", "thread").get(title=TITLE_OF_LONG.format(posts=posts))
        for posts in WISH.long_threads
    )
    # An old member.
    cookie, csrf = sign_in(Member.objects.filter(published_posts__gt=5).first())
    return Places(
        topic=twenty.get_absolute_url(),
        thread=twenty.thread_id,
        long=long.get_absolute_url(),
        last_page=long.thread.pages,
        board=twenty.board.get_absolute_url(),
        article=Article.objects.readable().order_by("pk").first().get_absolute_url(),
        answer=reverse("discussion:answer", args=[one.thread_id]),
        cookie=cookie,
        csrf=csrf,
    )


def make_site(tell: Callable[[str], None]) -> None:
    tell("Making the site: database, library, styles ...")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_library", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)

"""The site that is measured: library and a synthetic community, always the same, in a folder of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.urls import reverse

from articles.models import Article
from forum.models import Topic
from members.models import Member
from mypsoriasis.population import Community, Wish
from mypsoriasis.population.community import TITLE_OF_LONG

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
    tell("Making the site: database, library, styles ...")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_library", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    tell(f"Populating it: {WISH.posts} posts, and threads of {PAGE_OF_REPLIES} and {LONG} replies ...")
    Community(WISH).build()
    twenty, long, one = (
        Topic.objects.select_related("board", "thread").get(title=TITLE_OF_LONG.format(posts=posts))
        for posts in WISH.long_threads
    )
    cookie, csrf = _sign_in()
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


def _sign_in() -> tuple[str, str]:
    """A session of an old member, and the token of its forms."""
    client, csrf = Client(), _get_new_csrf_string()
    client.force_login(Member.objects.filter(published_posts__gt=5).first(), settings.AUTHENTICATION_BACKENDS[-1])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={csrf}", csrf

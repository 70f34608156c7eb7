"""Every address at which a text could show. A new one is in by standing in the table of test_every_page.py."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from discussion.models import Bookmark, Post, ReadPosition
from members.models import Member
from moderation.models import Decision
from notifications import follows
from notifications.models import Follow

from .test_every_page import TABLE

# What is found while somebody types.
TYPED = {"title": "My story about light therapy on the scalp", "body": "How it went over a long winter, and stem cells."}
SEARCHES = ("story winter", "stem cells", "about", "light therapy", "scalp")


def kept_by_everybody(posts: Iterable[Post], *, author: Member) -> None:
    """All others keep the texts, followed what they stand in and whoever wrote them before, and had begun to read."""
    posts = list(posts)
    for reader in Member.objects.exclude(pk=author.pk):
        Bookmark.objects.bulk_create([Bookmark(member=reader, post=post) for post in posts], ignore_conflicts=True)
        for post in posts:
            ReadPosition.objects.get_or_create(member=reader, thread=post.thread, seq=0)
            follows.follow(reader, follows.key("thread", post.thread_id))
        follows.follow(reader, follows.key("member", author.pk))
        for board in {post.thread.owner.board_id for post in posts if hasattr(post.thread.owner, "board_id")}:
            follows.follow(reader, follows.key("board", board))
    # Whoever follows later is not told of what stood there.
    Follow.objects.exclude(member=author).update(created_at=timezone.now() - timedelta(days=900))


def addresses_of(posts: Iterable[Post], *, leave_out: tuple[str, ...] = ("demo/",), **names) -> list[str]:
    """Each address of the table, filled in with each of these texts where it names one, and some searches.

    names: of what else addresses name, as case=7. What is not named is number 1.
    """
    found = dict.fromkeys(f"/search/?q={query.replace(' ', '+')}" for query in SEARCHES)
    for post in posts:
        owner = post.thread.owner
        places = names | {
            "topic": owner.get_absolute_url(),
            "topic_id": owner.pk,
            "thread": post.thread_id,
            "answer": post.pk,
        }
        if decision := Decision.objects.about(post).first():
            places["decision"] = decision.pk
        for route, (example, *_expected) in TABLE.items():
            if not route.startswith(leave_out):
                found[(example or f"/{route}").format_map(_Forgiving(places))] = None
        found[f"{owner.get_absolute_url()}?answer={post.answer_no}"] = None
    return list(found)


def pages(client: Client, addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Address and text, all in small letters, of each that answers, and of what is found while somebody types."""
    for path in addresses:
        response = client.get(path)
        if response.status_code < 400:
            yield path, text_of(response).lower()
    yield "while typing", text_of(client.post("/forum/ask/similar/", TYPED, headers={"HX-Request": "true"})).lower()


def text_of(response: HttpResponse) -> str:
    """What it says, and where it leads."""
    text = b"".join(response) if response.streaming else response.content
    return text.decode(errors="replace") + response.headers.get("Location", "")


class _Forgiving(dict):
    def __missing__(self, name: str) -> str:
        return "1"

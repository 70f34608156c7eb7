"""Which pages are held against the size of the forum, and what is read of the forum to know their addresses."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from discussion.models import Audience, Post
from forum.models import Board, Tag, Topic
from members.models import Member
from mypsoriasis.following import ARTICLES
from mypsoriasis.population.community import TITLE_OF_LONG, invented_members
from notifications import follows

from .community import PAGE_OF_REPLIES
from .growth import (
    ACTIVITY,
    BOARD,
    HOME,
    LONG,
    MEMBERS_HOME,
    NOTIFICATIONS,
    REPLY,
    SEARCH,
    TAG,
    TOPIC,
    UNANSWERED,
)
from .load import BODY, KEY

# Of different sentences of the invented texts, so that one says nothing about the others.
SEARCHED = ("felt", "sleeves", "school")
USUAL_NOTICES = 25  # the member whose pages are asked for has about so many


@dataclass(frozen=True)
class Page:
    """form: what is posted there; nothing: the page is read."""

    path: str
    signed_in: bool = False
    form: str = ""


def pages(csrf: str = "") -> dict[str, Page]:
    """Of the site as it is now. csrf: the token of the usual member's forms."""
    reply = urlencode({"csrfmiddlewaretoken": csrf, "act": "send", "body": BODY, "key": KEY})
    return {
        HOME: Page(reverse("home")),
        MEMBERS_HOME: Page(reverse("home"), signed_in=True),
        BOARD: Page(_fullest(Board.objects.all()).get_absolute_url()),
        TOPIC: Page(_public().get(title=TITLE_OF_LONG.format(posts=PAGE_OF_REPLIES)).get_absolute_url()),
        LONG: Page(_middle_of_the_longest()),
        UNANSWERED: Page(reverse("forum:unanswered")),
        TAG: Page(_fullest(Tag.objects.all()).get_absolute_url()),
        SEARCH: Page(f"{reverse('search:results')}?{urlencode({'q': ' '.join(SEARCHED)})}"),
        ACTIVITY: Page(reverse("activity"), signed_in=True),
        NOTIFICATIONS: Page(reverse("notifications:list"), signed_in=True),
        REPLY: Page(_place_for_replies(), signed_in=True, form=reply),
    }


def returning_member() -> Member:
    """Of those who joined last somebody who has been told as much as most. They come back after two months."""
    newest = invented_members().filter(published_posts__gt=5).order_by("-pk")[:200]
    told = Member.objects.filter(pk__in=newest.values("pk")).annotate(told=Count("notices"))
    member = min(told, key=lambda member: abs(member.told - USUAL_NOTICES))
    Member.objects.filter(pk=member.pk).update(visited_at=timezone.now() - timedelta(days=60))
    # Whoever follows nothing of a kind is spared a question to the database.
    board, tag = Board.objects.order_by("pk").first(), Tag.objects.order_by("pk").first()
    other = invented_members().exclude(pk=member.pk).order_by("pk").first()
    for kind, row in (("board", board), ("tag", tag), ("member", other)):
        follows.follow(member, follows.key(kind, row.pk))
    follows.follow(member, ARTICLES)
    return member


def matching_posts() -> int:
    """How many posts hold the three words, whatever the search says."""
    posts = Post.objects.published()
    for word in SEARCHED:
        posts = posts.filter(body__icontains=word)
    return posts.count()


def _public() -> QuerySet:
    return Topic.objects.open_to(AnonymousUser()).select_related("board", "thread")


def _fullest(shelves: QuerySet):
    return shelves.annotate(number=Count("topics")).order_by("-number", "pk").first()


def _middle_of_the_longest() -> str:
    # One with an answer that helped, which is lifted to the top of its pages.
    grown = _public().filter(answered=True).exclude(title=TITLE_OF_LONG.format(posts=PAGE_OF_REPLIES))
    topic = grown.order_by("-answers_count", "pk").first()
    return f"{topic.get_absolute_url()}?page={(topic.thread.pages + 1) // 2}"


def _place_for_replies() -> str:
    topic = _public().filter(answers_count=1, audience=Audience.EVERYONE).order_by("-pk").first()
    return reverse("discussion:answer", args=[topic.thread_id])

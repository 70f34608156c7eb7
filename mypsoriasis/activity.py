"""What happened where a member follows: new replies, questions and explainers, in time order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from discussion import visits
from discussion.models import Post, Thread
from forum.models import Topic
from forum.newest import newest
from members.access import member_required
from notifications import follows
from notifications.follows import Followed
from rendering.excerpt import excerpt

from .following import ARTICLES

SHOWN = 30
LOOKED_AT = 150  # questions, of which some are the reader's own, or not for them
EXCERPT = 160  # characters
SINCE_SHOWN = 5
# Somebody who comes back after years is shown the last months: nobody reads more, and it costs the same for all.
SINCE_AT_MOST = timedelta(days=90)


@dataclass(frozen=True)
class Item:
    """One thing that happened. kind: "question", "reply" or "article"."""

    at: datetime
    kind: str
    url: str
    title: str
    byline: str
    excerpt: str


@require_safe
@member_required
@never_cache
def activity(request: HttpRequest) -> HttpResponse:
    """Newest first; the next page begins before the last moment shown."""
    before = _moment(request.GET.get("before", ""))
    mine = follows.followed(request.user)
    items = _items(request.user, mine, before)
    more = len(items) > SHOWN
    items = items[:SHOWN]
    context = {
        "items": items,
        "older": items[-1].at.isoformat() if more else "",
        "is_first": before is None,
        "follows_any": bool(mine.chosen),
    }
    return render(request, "activity.html", context)


def since_last_visit(member) -> list[Thread]:
    """Threads the member follows with posts since their last visit, each with `fresh`, their number."""
    since = member.last_visit_at
    if since is None:
        return []
    since = max(since, timezone.now() - SINCE_AT_MOST)
    posts = visits.in_followed_threads(member, follows.followed(member), since=since)
    found = posts.order_by().values_list("thread").annotate(fresh=Count("pk"), last=Max("published_at"))
    fresh = {thread: count for thread, count, _last in found.order_by("-last")[:SINCE_SHOWN]}
    threads = {thread.pk: thread for thread in Thread.objects.filter(pk__in=fresh).prefetch_related("owner")}
    for pk, thread in threads.items():
        thread.fresh = fresh[pk]
    return [threads[pk] for pk in fresh]


def _items(member, mine: Followed, before: datetime | None) -> list[Item]:
    replies = visits.in_followed_threads(member, mine, before=before).filter(answer_no__gt=0)
    posts = _before(replies, "published_at", before)
    both = [
        *posts.select_related("author", "alias"),
        *_by_members(member, mine, before).select_related("author", "alias"),
    ]
    found = {item.url: item for item in _of_posts(both)}
    found |= {item.url: item for item in _questions(member, mine, before)}
    if ARTICLES in mine.chosen:
        found |= {item.url: item for item in _articles(before)}
    return sorted(found.values(), key=lambda item: item.at, reverse=True)


def _by_members(member, mine: Followed, before: datetime | None):
    """What members whom the reader follows wrote under their names. Anonymous texts are nobody's."""
    posts = Post.objects.readable_by(member).published().filter(author__in=mine.chosen.get("member", []), alias=None)
    return _before(posts, "published_at", before)


def _questions(member, mine: Followed, before: datetime | None) -> Iterable[Item]:
    found = newest(mine.chosen.get("board", []), mine.chosen.get("tag", []), most=LOOKED_AT, before=before)
    if not found:
        return
    topics = Topic.objects.open_to(member).filter(pk__in=found, question_gone=False).exclude(author=member)
    for topic in _before(topics.with_row(), "created_at", before):
        yield Item(topic.created_at, "question", topic.get_absolute_url(), topic.thread_title, topic.byline, "")


def _of_posts(posts: list[Post]) -> Iterable[Item]:
    # One question for each kind of owner, whichever are there: a page costs the same in every forum.
    threads = {post.thread_id for post in posts}
    topics = Topic.objects.filter(thread__in=threads).select_related("board")
    articles = Article.objects.filter(thread__in=threads).only("slug", "title", "thread")
    owners = {owner.thread_id: owner for owner in [*topics, *articles]}
    for post in posts:
        owner = owners[post.thread_id]
        kind = "question" if post.is_question else "reply"
        url = owner.get_absolute_url() if post.is_question else post.get_absolute_url()
        yield Item(post.published_at, kind, url, owner.thread_title, post.byline, excerpt(post.html, EXCERPT, own=True))


def _articles(before: datetime | None) -> Iterable[Item]:
    for article in _before(
        Article.objects.readable().only("slug", "title", "summary", "published_at"), "published_at", before
    ):
        yield Item(article.published_at, "article", article.get_absolute_url(), article.title, "", article.summary)


def _before(rows, field: str, before: datetime | None):
    if before is not None:
        rows = rows.filter(**{f"{field}__lt": before})
    return rows.order_by(f"-{field}")[: SHOWN + 1]


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Http404
    return moment

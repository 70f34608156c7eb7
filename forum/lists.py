"""Lists of topics, page by page: by the last row seen, never by an offset, for they change while they are read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from discussion import visits

from .models import Tag, Topic, TopicQuerySet, TopicTag

TOPICS_PER_PAGE = 25


class Order:
    """How a list goes on. Its place is what ?before= says: the last row that was shown."""

    def rows(self, topics: TopicQuerySet, before: str) -> TopicQuerySet:
        """The topics in order, those after this place. Raises Http404 for what is no place."""
        raise NotImplementedError(f"{type(self).__name__}.rows")

    def place(self, topic: Topic) -> str:
        raise NotImplementedError(f"{type(self).__name__}.place")


@dataclass(frozen=True)
class ByMoment(Order):
    """field: last_activity_at, or created_at for the newest questions first."""

    field: str

    def rows(self, topics: TopicQuerySet, before: str) -> TopicQuerySet:
        if before:
            moment, _sep, pk = before.rpartition("_")
            at, pk = _moment(moment), _number(pk)
            earlier = Q(**{f"{self.field}__lt": at}) | Q(**{self.field: at, "pk__lt": pk})
            # The second says nothing new; an index is read by it.
            topics = topics.filter(earlier, **{f"{self.field}__lte": at})
        return topics.order_by(f"-{self.field}", "-pk")

    def place(self, topic: Topic) -> str:
        return f"{getattr(topic, self.field):%Y-%m-%dT%H:%M:%S.%f}_{topic.pk}"


@dataclass(frozen=True)
class OfTag(Order):
    """The newest questions with a tag first: ordered by the tag's own rows, whose index serves 40,000 like 40."""

    tag: Tag

    def rows(self, topics: TopicQuerySet, before: str) -> TopicQuerySet:
        # Of both tables: PostgreSQL reads one of the two indexes, whichever it prefers, from there on only.
        after = {"topictag__topic_id__lt": _number(before), "pk__lt": _number(before)} if before else {}
        return topics.filter(topictag__tag=self.tag, **after).order_by("-topictag__topic_id")

    def place(self, topic: Topic) -> str:
        return str(topic.pk)


LATEST, NEWEST = ByMoment("last_activity_at"), ByMoment("created_at")


def page_of(request: HttpRequest, topics: TopicQuerySet, order: Order) -> dict:
    """What forum/_topics.html shows: one page of these topics."""
    before = request.GET.get("before", "")
    rows = list(order.rows(topics, before).with_row()[: TOPICS_PER_PAGE + 1])
    more, rows = len(rows) > TOPICS_PER_PAGE, rows[:TOPICS_PER_PAGE]
    return {
        "topics": with_tags(with_new(rows, request.user)),
        "older": order.place(rows[-1]) if more else "",
        "is_first": not before,
    }


def unanswered(topics: TopicQuerySet, tag: Tag | None = None) -> TopicQuerySet:
    waiting = topics.filter(answers_count=0)
    # Not a join: so few questions wait that reading them beats reading all that have the tag.
    return waiting.filter(Exists(TopicTag.objects.filter(tag=tag, topic=OuterRef("pk")))) if tag else waiting


def with_tags(rows: list[Topic]) -> list[Topic]:
    """Rows that show their tags: one question for all."""
    prefetch_related_objects(rows, "tags")
    return rows


def with_new(topics: Iterable[Topic], reader) -> list[Topic]:
    """Rows of a list, each with how many of its posts are new to the member who reads it."""
    rows = list(topics)
    new = visits.counts(reader, [topic.thread_id for topic in rows]) if rows and reader.is_authenticated else {}
    for topic in rows:
        topic.new = new.get(topic.thread_id, 0)
    return rows


def _moment(text: str):
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise Http404
    return timezone.make_aware(moment, timezone.get_default_timezone())


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise Http404
    return int(text)

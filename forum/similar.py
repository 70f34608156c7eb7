"""What is known already about a question that is being asked: threads, an explainer, the status card."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest

from moderation.screening import assess
from register.models import Entry
from search import similar as index
from search.models import Document
from search.reader import Reader

from . import answering
from .models import Topic

TOPICS, EXPLAINERS = 3, 1
CARD_KEY = "msc-psoriasis"
READ_OF_TEXT = 2000  # characters; enough to tell what it is about
SHORTEST = 8  # characters of both together; less is no question yet


@dataclass(frozen=True)
class Similar:
    topics: Sequence[Topic] = ()
    explainer: Document | None = None
    card: Sequence[Entry] = ()
    ask: str = ""  # the key of the form that asks

    def __bool__(self) -> bool:
        return bool(self.topics or self.explainer)

    @property
    def number(self) -> int:
        return len(self.topics) + bool(self.explainer)

    @property
    def names(self) -> str:
        """Which ones, so that the same are not shown, or read out, anew."""
        explainer = [f"article:{self.explainer.key}"] if self.explainer else []
        return " ".join([*explainer, *(f"topic:{topic.pk}" for topic in self.topics)])

    @property
    def shown(self) -> str:
        return answering.shown(self.ask, self.names)


def similar_for(request: HttpRequest) -> Similar:
    """To what the ask form holds."""
    title, body = request.POST.get("title", ""), request.POST.get("body", "")
    return replace(similar_to(title, body, request.user), ask=request.POST.get("key", ""))


def similar_to(title: str, body: str, reader) -> Similar:
    """What this reader may open of it; by the rule of the forum itself, too."""
    title, body = title.strip()[:READ_OF_TEXT], body.strip()[:READ_OF_TEXT]
    if len(title) + len(body) < SHORTEST:
        return Similar()
    found = index.similar(title, body, wanted={"topic": TOPICS, "article": EXPLAINERS}, reader=Reader.of(reader))
    topics = _opened([row.key for row in found["topic"]], reader)
    explainer = next(iter(found["article"]), None)
    if not (topics or explainer):
        return Similar()
    return Similar(topics, explainer, _card(title, body, topics, reader))


def _opened(keys: Sequence[int], reader) -> list[Topic]:
    if not keys:
        return []
    rows = {
        topic.pk: topic for topic in Topic.objects.open_to(reader).with_row().filter(pk__in=keys, question_gone=False)
    }
    return [rows[key] for key in keys if key in rows]


def _card(title: str, body: str, topics: Sequence[Topic], reader) -> list[Entry]:
    """As the thread would show it, whatever else the screen says of the text."""
    wanted = any(topic.thread.has_card for topic in topics)
    author = reader if reader.is_authenticated else None
    if wanted or assess(title=title, body=body, where="topic", author=author).outcome != "publish":
        return list(Entry.objects.filter(key=CARD_KEY))
    return []

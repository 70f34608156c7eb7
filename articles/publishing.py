"""What an explainer needs before everyone may read it, and what its editor should look at."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from moderation.models import Provider
from rendering.articles import marks_in
from rendering.excerpt import excerpt, plain_text

from .models import Article, Reference

IN_SHORT_LINES = 3
PHONE_DIGITS = 7  # the last ones: people leave out country and area codes
_MARK = re.compile(r"\s*\[[A-Z]\d{1,3}(?:\s*,\s*[A-Z]\d{1,3})*\]")
_FIGURE = re.compile(r"\d")
# Years in a heading, "COVID-19" or "IL-17" are no figures that need a source of their own.
_NO_FIGURE = re.compile(r"\b[A-Z][\w-]*-?\d+\b|\b\d+-[a-zA-Z]+\b|\bTh\d+\b")
_BLOCK = re.compile(r"<(p|li|tr)\b[^>]*>(.*?)</\1>", re.DOTALL)


class Obstacle(NamedTuple):
    """field: where to mend it. words: what to do, for the editor."""

    field: str
    words: str


class NotReady(Exception):
    """Everyone could read it, but something is missing."""

    def __init__(self, obstacles: list[Obstacle]):
        super().__init__(" ".join(obstacle.words for obstacle in obstacles))
        self.obstacles = obstacles


def obstacles(article: Article) -> list[Obstacle]:
    """What keeps it from being published."""
    found = []
    if not article.summary.strip():
        found.append(Obstacle("summary", _("Write a summary of one sentence.")))
    if (lines := len(article.in_short_lines)) != IN_SHORT_LINES:
        words = _("“In short” has to have exactly three lines. It has %(lines)d.") % {"lines": lines}
        found.append(Obstacle("in_short", words))
    if not plain_text(article.body).strip():
        found.append(Obstacle("body", _("Write the text.")))
    if not article.review_due:
        found.append(Obstacle("review_due", _("Set the day by which it has to be reviewed again.")))
    return found + _of_marks(article) + _of_contacts(article)


def remarks(article: Article) -> list[str]:
    """What does not keep it from being published, but should be looked at."""
    bare = _("A figure without a reference: “%(words)s”")
    found = [bare % {"words": words} for words in figures_without_mark(article.body)]
    named = _("It names %(name)s, which is on the list of providers. Keep the name only beside a public record.")
    return found + [named % {"name": name} for name in _providers_named(_all_text(article))]


def marks_of(article: Article) -> list[str]:
    """The keys of its references, in the order in which a reader meets them."""
    return marks_in("\n".join([*article.in_short_lines, article.body]))


def figures_without_mark(body: str) -> list[str]:
    """Beginnings of the paragraphs, list items and table rows that carry a figure and no reference."""
    blocks = (found[2] for found in _BLOCK.finditer(body))
    unmarked = (block for block in blocks if not _MARK.search(block))
    return [excerpt(block, 80) for block in unmarked if _FIGURE.search(_NO_FIGURE.sub("", strip_tags(block)))]


def _providers_named(text: str) -> list[str]:
    providers = Provider.objects.in_force()
    names = [name for provider in providers for name in (provider.name, *provider.aliases)]
    return [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)]


def _of_marks(article: Article) -> list[Obstacle]:
    marks = marks_of(article)
    if not marks:
        return [Obstacle("body", _("Cite at least one reference, as [R4]."))]
    known = set(Reference.objects.filter(key__in=marks).values_list("key", flat=True))
    unknown = [key for key in marks if key not in known]
    if not unknown:
        return []
    words = _("These references are not in the list: %(keys)s. Add them, or correct the marks.")
    return [Obstacle("body", words % {"keys": ", ".join(unknown)})]


def _of_contacts(article: Article) -> list[Obstacle]:
    """Ways to reach a provider of the watchlist never belong into an explainer."""
    text = "\n".join([_all_text(article), article.body]).casefold()
    digits = re.sub(r"(?<=\d)[\s().-]+(?=\d)", "", text)
    words = _("Take out how to reach %(name)s, which is on the list of providers: %(contact)s.")
    return [
        Obstacle("body", words % {"name": provider.name, "contact": contact})
        for provider in Provider.objects.in_force()
        for contact in _contacts_in(provider, text, digits)
    ]


def _contacts_in(provider: Provider, text: str, digits: str) -> Iterable[str]:
    yield from (domain for domain in provider.domains if domain.casefold().removeprefix("www.") in text)
    yield from (handle for handle in provider.handles if f"@{handle.casefold().lstrip('@')}" in text)
    for phone in provider.phones:
        tail = re.sub(r"\D", "", phone)[-PHONE_DIGITS:]
        if len(tail) == PHONE_DIGITS and tail in digits:
            yield phone


def _all_text(article: Article) -> str:
    return "\n".join([article.title, article.summary, article.in_short, plain_text(article.body), article.questions])

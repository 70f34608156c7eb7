"""The search page: explainers first, then questions, each with the words that matched."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from members import limits

from .index import Found, Hit, find
from .words import words_of

MAX_QUERY = 200  # characters
READ_OF_A_KIND = 25
SHOWN_OF_A_KIND = 10  # while all kinds are shown
# Kinds of documents as their rooms call them, and what the page calls them: one of them, all of them.
KINDS = {"article": (_("Article"), _("Articles")), "topic": (_("Question"), _("Questions"))}


@dataclass(frozen=True)
class Group:
    """The matches of one kind."""

    kind: str
    name: Promise
    heading: Promise
    url: str
    found: Found
    is_chosen: bool
    is_shown: bool

    @property
    def count(self) -> str:
        return _counted([self.found])

    @property
    def hits(self) -> list[Hit]:
        return list(self.found.hits) if self.is_chosen else list(self.found.hits[:SHOWN_OF_A_KIND])

    @property
    def hides_some(self) -> bool:
        return len(self.hits) < len(self.found.hits)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    chosen = request.GET.get("kind", "")
    context = {"query": query, "chosen": chosen if chosen in KINDS else "", "max_query": MAX_QUERY}
    if len(query) > MAX_QUERY:
        return render(request, "search/results.html", context | {"problem": "long"}, status=400)
    if not words_of(query):
        return render(request, "search/results.html", context | {"problem": "no words" if query else ""})
    limits.spend(request, "search")
    return render(request, "search/results.html", context | _answer(query, context["chosen"]))


def _answer(query: str, chosen: str) -> dict:
    groups = [
        Group(
            kind=kind,
            name=name,
            heading=heading,
            url=_url(query, kind),
            found=find(query, kind=kind, limit=READ_OF_A_KIND),
            is_chosen=kind == chosen,
            is_shown=chosen in ("", kind),
        )
        for kind, (name, heading) in KINDS.items()
    ]
    shown = [group for group in groups if group.is_shown and group.hits]
    return {
        "groups": groups,
        "shown": shown,
        "total": _counted([group.found for group in groups]),
        "all_url": _url(query),
        "some_words_only": not all(group.found.every for group in shown),
    }


def _counted(founds: list[Found]) -> str:
    """How many; "25+" when there are more than were read."""
    return f"{sum(len(found.hits) for found in founds)}{'+' if any(found.more for found in founds) else ''}"


def _url(query: str, kind: str = "") -> str:
    values = {"q": query, "kind": kind} if kind else {"q": query}
    return f"{reverse('search:results')}?{urlencode(values)}"

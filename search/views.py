"""The search page: explainers first, then words explained, questions and replies, each with the words that matched."""

from dataclasses import dataclass
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from members import limits

from .asked import MAX_PAGE, SINCE, SearchAsked
from .asking import COUNTED
from .finding import search
from .reader import Reader
from .results import Found, Hit
from .words import Query, parse

MAX_QUERY = 200  # characters
TOO_LONG = "too_long"  # stands in the address that mypsoriasis.longlines leads to
PAGE = 20  # hits, where one kind is shown


@dataclass(frozen=True)
class Kind:
    """What the page calls a kind: one of them, all of them. shown: how many while all kinds are."""

    name: Promise
    heading: Promise
    all_found: Promise
    shown: int


KINDS = MappingProxyType(
    {
        "article": Kind(_("Article"), _("Articles"), _("All articles found: %(count)s"), 5),
        "term": Kind(_("Word explained"), _("Words explained"), _("All words found: %(count)s"), 3),
        "topic": Kind(_("Question"), _("Questions"), _("All questions found: %(count)s"), 8),
        "post": Kind(_("Reply"), _("Replies"), _("All replies found: %(count)s"), 5),
    }
)


@dataclass(frozen=True)
class Group:
    """The matches of one kind."""

    kind: str
    about: Kind
    url: str
    total: int
    hits: list[Hit]
    is_chosen: bool

    @property
    def count(self) -> str:
        return counted(self.total)

    @property
    def all_found(self) -> str:
        return self.about.all_found % {"count": self.count}

    @property
    def hides_some(self) -> bool:
        return not self.is_chosen and len(self.hits) < self.total


def counted(total: int) -> str:
    """How many, as the page says it: never more than a thousand is counted."""
    return f"{COUNTED - 1:,}+" if total >= COUNTED else f"{total:,}"


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    asked = SearchAsked.of(request.GET, kinds=KINDS, is_member=request.user.is_authenticated)
    context = {"asked": asked, "query": asked.query, "max_query": MAX_QUERY, "since": SINCE}
    if len(asked.query) > MAX_QUERY or TOO_LONG in request.GET:
        return render(request, "search/results.html", context | {"problem": "long"}, status=400)
    query = parse(asked.query)
    if not query:
        return render(request, "search/results.html", context | {"problem": "no words" if asked.query else ""})
    limits.spend(request, "search")
    found = search(
        query, kinds=tuple(KINDS), reader=Reader.of(request.user), filters=asked.filters, newest=asked.newest
    )
    return render(request, "search/results.html", context | _answer(asked, found))


def _answer(asked: SearchAsked, found: Found) -> dict:
    wanted = {kind: _slice(asked, kind) for kind in KINDS if asked.kind in ("", kind)}
    hits = found.hits(*wanted.items())
    groups = [
        Group(
            kind=kind,
            about=about,
            url=asked.url(kind=kind),
            total=found.total(kind),
            hits=hits.get(kind, []),
            is_chosen=kind == asked.kind,
        )
        for kind, about in KINDS.items()
    ]
    last = min(-(-found.total(asked.kind) // PAGE), MAX_PAGE)
    return {
        "found": found,
        "groups": groups,
        "shown": [group for group in groups if group.hits],
        "total": counted(found.total(*KINDS)),
        "all_url": asked.url(kind=None),
        "searched": _typed(found.query),
        "has_next": bool(asked.kind) and asked.page < last,
    }


def _slice(asked: SearchAsked, kind: str) -> slice:
    if kind == asked.kind:
        return slice((asked.page - 1) * PAGE, asked.page * PAGE)
    return slice(KINDS[kind].shown)


def _typed(query: Query) -> str:
    """A query as somebody would type it."""
    terms = [_term(term) for term in query.terms]
    return " ".join([*terms, *(f"-{_term(term)}" for term in query.without)])


def _term(term) -> str:
    words = " ".join(term.words)
    return words if term.is_word else f'"{words}"'

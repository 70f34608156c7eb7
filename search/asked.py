"""What the address of the search page asks for. Whatever it holds, something sensible is understood."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .asking import Filters
from .hooks import Choices, all_choices

CHOICES_SECONDS = 60
# Whole months: the index knows no days.
SINCE = {"month": (1, _("Since last month")), "year": (12, _("Since a year ago"))}
MAX_PAGE = 20


@dataclass(frozen=True)
class SearchAsked:
    """values: what the address holds and the page keeps, without what it does not know and without the page."""

    query: str
    kind: str = ""
    newest: bool = False
    page: int = 1
    filters: Filters = Filters()
    choices: Choices = Choices([], [])
    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: QueryDict, *, kinds, is_member: bool) -> "SearchAsked":
        choices = cache.get_or_set("search:choices", all_choices, CHOICES_SECONDS)
        allowed = {
            "kind": set(kinds),
            "place": set(_values(choices.places)),
            "tag": set(_values(choices.tags)),
            "answered": {"1"},
            "mine": {"1"} if is_member else set(),
            "since": set(SINCE),
            "sort": {"newest"},
        }
        values = {name: given[name] for name, known in allowed.items() if given.get(name) in known}
        filters = Filters(
            place=values.get("place", ""),
            tag=values.get("tag", ""),
            answered="answered" in values,
            mine="mine" in values,
            since=_months_ago(SINCE[values["since"]][0]) if "since" in values else None,
        )
        return cls(
            query=" ".join(given.get("q", "").replace("\0", " ").split()),
            kind=values.get("kind", ""),
            newest="sort" in values,
            page=_page(given.get("page", "")),
            filters=filters,
            choices=choices,
            values=values,
        )

    @property
    def is_narrowed(self) -> bool:
        return self.filters != Filters()

    def url(self, **changes) -> str:
        """The same search with other values; None takes one away. Always the first page."""
        values = {"q": self.query} | self.values | changes
        return f"{reverse('search:results')}?{urlencode({name: text for name, text in values.items() if text})}"

    @property
    def without_filters(self) -> str:
        return self.url(place=None, tag=None, answered=None, mine=None, since=None)


def _values(choices: list) -> list[str]:
    """What a field of choices can send, groups or not."""
    found: list[str] = []
    for value, words in choices:
        found += _values(words) if isinstance(words, list) else [value]
    return found


def _page(text: str) -> int:
    return min(max(int(text), 1), MAX_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _months_ago(number: int) -> date:
    today = timezone.now().date()
    months = today.year * 12 + today.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)

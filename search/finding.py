"""Finding texts: what somebody typed, as they typed it or as they meant it."""

from collections.abc import Sequence
from dataclasses import replace

from .asking import Asking, Filters, Matches
from .reader import Reader
from .results import Found
from .vocabulary import corrected, unknown
from .words import Query


def search(
    query: Query, *, kinds: Sequence[str], reader: Reader, filters: Filters = Filters(), newest: bool = False
) -> Found:
    """What has all the words; else what a slip of the keys hid; else what has most of them."""
    nothing = Found(query, matches={kind: Matches() for kind in kinds}, newest=newest)
    if not query:
        return nothing
    asking = Asking(kinds, reader, filters, newest)
    found = replace(nothing, matches=asking.matches(query))
    return found if found.total(*kinds) else _second_try(asking, query) or nothing


def _second_try(asking: Asking, query: Query) -> Found | None:
    """What may help is asked for at once, and which words find nothing: only those may be slips."""
    suspected = unknown(query)
    going_on, some = Found(_going_on(query)), Found(query, every=False)
    tries = [going_on, some] if len(query.words) > 1 else [going_on]
    matches, known = asking.all_matches([(one.query, one.every) for one in tries], suspected)
    found = [replace(one, matches=its) for one, its in zip(tries, matches, strict=True)]
    if not found[0].finds_something and (better := corrected(query, [word for word in suspected if word not in known])):
        # What is offered has to find something that this reader may read.
        found.insert(1, Found(better, is_corrected=True, matches=asking.matches(better)))
    return next((replace(one, newest=asking.newest) for one in found if one.finds_something), None)


def _going_on(query: Query) -> Query:
    """The same, whose last word may be the beginning of one."""
    *before, last = query.terms
    return replace(query, terms=(*before, replace(last, starts=True)))

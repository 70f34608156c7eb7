"""Finding texts: what somebody typed, as they typed it or as they meant it."""

from collections.abc import Sequence
from dataclasses import replace

from .asking import Asking, Filters, Matches
from .reader import Reader
from .results import Found
from .vocabulary import corrected
from .words import Query

FEW = 5  # matches; so few may all have the same slip of the keys


def search(
    query: Query, *, kinds: Sequence[str], reader: Reader, filters: Filters = Filters(), newest: bool = False
) -> Found:
    """What has all the words; else what a slip of the keys hid; else what has most of them."""
    nothing = Found(query, matches={kind: Matches() for kind in kinds}, newest=newest)
    if not query:
        return nothing
    asking = Asking(kinds, reader, filters, newest)
    found = replace(nothing, matches=asking.matches(query))
    total = found.total(*kinds)
    if not total:
        return _second_try(asking, query) or nothing
    if total < FEW and (better := corrected(query)):
        # Others mistype it too. What is offered has to find something that this reader may read.
        more = Found(better, matches=asking.matches(better)).total(*kinds)
        return replace(found, meant=better if more > total else None)
    return found


def _second_try(asking: Asking, query: Query) -> Found | None:
    """All that may help is asked for at once; what comes first here and finds something is shown."""
    better = corrected(query)
    tries = [Found(_going_on(query))]
    tries += [Found(better, is_corrected=True)] if better else []
    tries += [Found(query, every=False)] if len(query.words) > 1 else []
    found = asking.all_matches([(one.query, one.every) for one in tries])
    for one, matches in zip(tries, found, strict=True):
        if any(some.ids for some in matches.values()):
            return replace(one, matches=matches, newest=asking.newest)
    return None


def _going_on(query: Query) -> Query:
    """The same, whose last word may be the beginning of one."""
    *before, last = query.terms
    return replace(query, terms=(*before, replace(last, starts=True)))

"""When two transactions wait for each other PostgreSQL ends one of them; what it was to do is done again.

Acts that often meet take their rows in one order. This is for the rest: a member who takes an answer back while another
replies to it must not see an error for that. All that the transaction wrote is undone, and what a request does twice
(a form with its key, a reaction) counts once anyway.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
TIMES = 4
DEADLOCK_DETECTED = "40P01"  # PostgreSQL's name for it


def again_after_deadlock(act: Callable[[], Result]) -> Result:
    """What `act` returns, tried up to four times. Only for what is whole in itself: not within a transaction."""
    attempt = 1
    while True:
        try:
            return act()
        except OperationalError as error:
            if not _is_deadlock(error) or attempt == TIMES or connection.in_atomic_block:
                raise
            attempt += 1
            logger.warning("Two transactions waited for each other; attempt %s of %s", attempt, TIMES)


def _is_deadlock(error: Exception) -> bool:
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") == DEADLOCK_DETECTED


class DeadlockMiddleware:
    """Calls a view again that ended so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not _is_deadlock(error) or connection.in_atomic_block:
            return None
        view, args, kwargs = request.resolver_match
        return again_after_deadlock(lambda: view(request, *args, **kwargs))

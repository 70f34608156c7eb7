"""A request whose transaction PostgreSQL ended, because it and another waited for each other, is run again."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import ResolverMatch

from mypsoriasis.deadlocks import TIMES, DeadlockMiddleware, again_after_deadlock


class Refused(Exception):
    """As psycopg tells it."""

    def __init__(self, sqlstate: str):
        super().__init__("refused")
        self.sqlstate = sqlstate


class View:
    """Fails some times before it answers."""

    def __init__(self, times: int, sqlstate: str = "40P01"):
        self.times, self.sqlstate, self.calls = times, sqlstate, 0

    def __call__(self, request, pk):
        self.calls += 1
        if self.calls <= self.times:
            raise OperationalError("refused") from Refused(self.sqlstate)
        return HttpResponse(f"post {pk}")


def ask(view, rf):
    """As Django calls a view, and the middleware when it raised."""
    request = rf.get("/")
    request.resolver_match = ResolverMatch(view, (), {"pk": 7})
    try:
        return view(request, pk=7)
    except OperationalError as error:
        return DeadlockMiddleware(None).process_exception(request, error)


def test_the_view_is_called_again_until_it_answers(rf):
    view = View(TIMES)

    assert ask(view, rf).content == b"post 7"
    assert view.calls == TIMES + 1


def test_it_is_given_up_in_the_end(rf):
    view = View(TIMES + 1)
    with pytest.raises(OperationalError):
        ask(view, rf)


def test_another_error_is_left_to_others(rf):
    view = View(1, sqlstate="57014")

    assert ask(view, rf) is None
    assert view.calls == 1


@pytest.mark.django_db
def test_within_a_transaction_nothing_is_done_twice(rf):
    view = View(1)

    assert ask(view, rf) is None
    assert view.calls == 1


def test_what_a_thread_does_by_itself_is_done_again():
    view = View(TIMES - 1)

    assert again_after_deadlock(lambda: view(None, 7)).content == b"post 7"


def test_the_site_uses_it(settings):
    assert f"{DeadlockMiddleware.__module__}.DeadlockMiddleware" in settings.MIDDLEWARE

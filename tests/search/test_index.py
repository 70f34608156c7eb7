"""The index holds what was written into it, and nothing that was taken out."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import index
from search.models import Document

from .conftest import NOW

pytestmark = pytest.mark.django_db
WRITABLE = st.characters(blacklist_categories=["Cs"])  # halves of surrogate pairs end before they come here


def test_the_newer_form_takes_the_place_of_the_older(write, urls):
    write(1, "Old words", tags=" scalp ")
    write(1, "New words", tags=" nails ")

    assert urls("old") == urls("words", tag="scalp") == []
    assert urls("new") == urls("words", tag="nails") == ["/topic/1/"]
    assert Document.objects.count() == 1


def test_a_forgotten_text_is_found_no_more(write, urls):
    write(1, "Light therapy", "On the scalp.")

    index.forget("topic", 1)
    index.forget("topic", 99)

    assert urls("light") == urls("scalp") == []


def test_all_parts_of_a_text_are_forgotten_at_once(write, urls):
    write(1, text="Light", kind="post")
    write(2, text="Light", kind="post", of=("topic", 2))
    write(3, text="Light", kind="post", of=("article", 1))

    index.forget_parts("topic", 1)

    assert set(urls("light", kind="post")) == {"/post/2/", "/post/3/"}


def test_nul_in_a_text_is_left_out(write, hits):
    write(1, "Light", "sc\x00alp")

    assert hits("scalp")[0].snippet == [("scalp", True)]


@given(title=st.text(WRITABLE, max_size=80), text=st.text(WRITABLE, max_size=300))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_written(title, text):
    index.write(kind="topic", key=1, title=title, text=text, url="/", updated_at=NOW)

    stored = Document.objects.get(kind="topic", key=1)
    assert stored.text == unicodedata.normalize("NFC", text.translate(index.UNSTORABLE))


def test_writing_costs_one_query_for_one_and_for_many(write, max_queries):
    with max_queries(1):
        write(1, "Light therapy")
    many = [
        index.document(kind="topic", key=key, title="Light", text="", url="/", updated_at=NOW) for key in range(400)
    ]
    with max_queries(len(many) // 50):
        index.write_all(many)

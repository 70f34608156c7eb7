"""The index finds what was written into it, on every engine alike."""

import unicodedata
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import index
from search.models import Document
from search.words import MAX_WORDS, words_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
WRITABLE = st.characters(blacklist_categories=["Cs"])  # halves of surrogate pairs end before they come here


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()


@pytest.fixture
def write():
    """write(7, "title", "text") -> writes topic 7"""

    def write_one(key: int, title: str, text: str = "", *, kind: str = "topic", note: str = "") -> None:
        index.write(kind=kind, key=key, title=title, text=text, url=f"/{kind}/{key}/", updated_at=NOW, note=note)

    return write_one


def found(query: str, kind: str = "topic") -> list[str]:
    return [hit.url for hit in index.find(query, kind=kind).hits]


def marked(pieces) -> list[str]:
    return [text for text, is_match in pieces if is_match]


def joined(pieces) -> str:
    return "".join(text for text, _is_match in pieces)


def test_a_text_is_found_by_a_word_of_its_title_and_of_its_text(write):
    write(1, "Light on the scalp", "The comb device helped me.")

    assert found("scalp") == found("device") == ["/topic/1/"]
    assert found("exosomes") == []


def test_other_forms_of_a_word_and_its_beginning_are_found(write):
    write(1, "Clinics that promise cures", "They injected plasma twice.")

    assert found("clinic") == found("promises") == found("injecting") == found("plas") == ["/topic/1/"]


def test_short_words_are_not_beginnings(write):
    write(1, "Arthritis in the fingers")

    assert found("art") == []


@pytest.mark.parametrize("query", ["kobner", "KÖBNER", "köbner", "Ko\u0308bner"])
def test_accents_do_not_matter(write, query):
    write(1, "The Köbner reaction")

    assert found(query) == ["/topic/1/"]


@pytest.mark.parametrize("query", ["IL-17", "il 17", "il/17", "(IL17)"])
def test_a_name_with_a_number_is_found_however_it_is_written(write, query):
    write(1, "Blockers", "She takes an IL-17 blocker, or IL17 as others write it.")

    assert found(query) == ["/topic/1/"]


def test_words_joined_by_a_slash_a_dot_or_an_at_sign_are_words_of_their_own(write):
    write(1, "Where", "skin/joints and see.clinic or mail@doctor")

    for word in ("skin", "joints", "clinic", "doctor"):
        assert found(word) == ["/topic/1/"]


def test_texts_with_all_the_words_are_preferred_to_texts_with_some(write):
    write(1, "Light therapy", "On the scalp.")
    write(2, "Light therapy", "On the knees.")

    both = index.find("light scalp", kind="topic")
    assert ([hit.url for hit in both.hits], both.every) == (["/topic/1/"], True)
    some = index.find("light elbow", kind="topic")
    assert ({hit.url for hit in some.hits}, some.every) == ({"/topic/1/", "/topic/2/"}, False)


def test_a_match_in_the_title_comes_before_one_in_the_text(write):
    write(1, "Any news?", "Somebody told me about exosomes and I wonder.")
    write(2, "Exosomes", "Somebody told me about them and I wonder.")

    assert found("exosomes") == ["/topic/2/", "/topic/1/"]


def test_kinds_are_kept_apart(write):
    write(1, "Light therapy", kind="article")
    write(1, "Light therapy", kind="topic")

    assert found("light", kind="article") == ["/article/1/"]
    assert found("light", kind="topic") == ["/topic/1/"]
    assert found("article") == found("topic") == []


def test_what_matched_is_marked_in_title_and_text(write):
    write(1, "Light <b> & scalps", "First words. " * 40 + "The light reached my scalp & helped. " + "Last words. " * 40)

    hit = index.find("lights scalp", kind="topic").hits[0]
    assert joined(hit.title) == "Light <b> & scalps"
    assert marked(hit.title) == ["Light", "scalps"]
    assert {"light", "scalp"} <= set(marked(hit.snippet))
    assert len(joined(hit.snippet)) < 400


def test_the_newer_form_takes_the_place_of_the_older(write):
    write(1, "Old words")
    write(1, "New words")

    assert found("old") == []
    assert found("new") == ["/topic/1/"]
    assert Document.objects.count() == 1


def test_a_forgotten_text_is_found_no_more(write):
    write(1, "Light therapy", "On the scalp.")

    index.forget("topic", 1)
    index.forget("topic", 99)

    assert found("light") == found("scalp") == []


def test_marks_and_nul_in_a_text_are_left_out(write):
    write(1, "Light\x02\x03", "sc\x00alp \x02light\x03")

    hit = index.find("light", kind="topic").hits[0]
    assert (joined(hit.title), joined(hit.snippet)) == ("Light", "scalp light")


def test_more_matches_than_asked_for_are_announced(write):
    for key in range(3):
        write(key, f"Light number {key}")

    assert index.find("light", kind="topic", limit=2).more
    assert not index.find("light", kind="topic", limit=3).more


def test_common_words_do_not_narrow_a_search(write):
    write(1, "Exosomes", "A vial of them.")

    assert found("what are the risks of exosomes") == ["/topic/1/"]
    assert words_of("What are they?") == []


def test_the_illness_is_a_telling_word_only_by_itself():
    assert words_of("psoriasis") == ["psoriasis"]
    assert words_of("light for psoriasis") == ["light"]


def test_no_more_than_ten_words_are_asked_for():
    assert len(words_of(" ".join(f"word{number}" for number in range(50)))) == MAX_WORDS


def test_related_texts_share_telling_words(write):
    write(1, "Exosomes: what is known", "Bubbles.", kind="article")
    write(2, "How to read a study", "Groups.", kind="article")

    titles = [row.title for row in index.related("Has anyone tried exosomes?", kind="article", limit=3)]
    assert titles == ["Exosomes: what is known"]
    assert index.related("What is it?", kind="article", limit=3) == []


def test_a_related_text_that_was_forgotten_or_renamed_meanwhile_is_not_shown_as_it_was(write):
    write(1, "Exosomes", kind="article")
    write(2, "More on exosomes", kind="article")
    index.related("exosomes", kind="article", limit=3)

    index.forget("article", 1)
    write(2, "Still more on exosomes", kind="article")

    assert [row.title for row in index.related("exosomes", kind="article", limit=3)] == ["Still more on exosomes"]


def test_finding_costs_one_query_and_a_second_only_when_nothing_has_all_words(write, django_assert_num_queries):
    write(1, "Light therapy", "On the scalp.")

    with django_assert_num_queries(1):
        index.find("light scalp", kind="topic")
    with django_assert_num_queries(2):
        index.find("light elbow", kind="topic")
    with django_assert_num_queries(0):
        index.find("?!", kind="topic")


def test_writing_costs_one_query(write, django_assert_num_queries):
    with django_assert_num_queries(1):
        write(1, "Light therapy")


@given(query=st.text(max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_engine(query):
    index.find(query, kind="topic")


@pytest.mark.parametrize(
    "query",
    ['"', '""', "*", "light*", "NEAR(light scalp)", "light AND", "OR OR", "-light", "title:light", "^light", "a & | !",
     ":*", "light:A", "'; DROP TABLE search_document; --", "²", "ß", "한국", "❤️", "\\", "(",
     "light\x00scalp", "light)"],
)  # fmt: skip
def test_syntax_of_the_engines_is_only_text(write, query):
    write(1, "Light therapy")

    assert set(found(query)) <= {"/topic/1/"}


@given(title=st.text(WRITABLE, max_size=80), text=st.text(WRITABLE, max_size=300))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_written(title, text):
    index.write(kind="topic", key=1, title=title, text=text, url="/", updated_at=NOW)

    stored = Document.objects.get(kind="topic", key=1)
    assert stored.text == unicodedata.normalize("NFC", text.translate(index.UNSTORABLE))


def test_related_texts_cost_one_query_the_first_time_and_afterwards(write, django_assert_num_queries):
    write(1, "Exosomes", kind="article")
    write(2, "More on exosomes", kind="article")

    for _ in range(2):
        with django_assert_num_queries(1):
            documents = index.related("exosomes", kind="article", limit=3)
            assert {row.title: row.url for row in documents} == {
                "Exosomes": "/article/1/",
                "More on exosomes": "/article/2/",
            }

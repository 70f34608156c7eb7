"""What is found, by whom, and in which order; on every engine alike."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import index
from search.asking import COUNTED, Filters
from search.engines import All, Any
from search.finding import search
from search.models import Document
from search.reader import VISITOR, Reader
from search.vocabulary import count_words, vocabulary
from search.words import Term, parse

from .conftest import NOW

MARIE = Reader(member=7)


def marked(pieces) -> list[str]:
    return [text for text, is_match in pieces if is_match]


def joined(pieces) -> str:
    return "".join(text for text, _is_match in pieces)


def test_a_text_is_found_by_a_word_of_its_title_and_of_its_text(write, urls):
    write(1, "Light on the scalp", "The comb device helped me.")

    assert urls("scalp") == urls("device") == ["/topic/1/"]
    assert urls("exosomes") == []


def test_other_forms_of_a_word_are_found(write, urls):
    write(1, "Clinics that promise cures", "They injected plasma twice.")

    assert urls("clinic") == urls("promises") == urls("injecting") == ["/topic/1/"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("itchy", "itch"), ("scaly", "scales"), ("flaky", "flake"), ("feet", "foot"), ("MSC", "MSCs"), ("SVFs", "SVF")],
)
def test_words_of_one_family_find_each_other_and_are_marked(write, urls, hits, one, other):
    write(1, one)
    write(2, other)

    for word in (one, other):
        assert set(urls(word)) == set(urls(f"{word} {word}")) == {"/topic/1/", "/topic/2/"}
        assert [marked(hit.title) for hit in hits(word)] == [[other], [one]]
        assert urls(f"{one} -{word}") == urls(f'"{word} {word}"') == []


def test_a_beginning_is_found_by_its_star_and_where_nothing_has_the_word_itself(write, find, urls):
    write(1, "Plasma")
    write(2, "The plas of it")

    assert set(urls("plas*")) == {"/topic/1/", "/topic/2/"}
    assert urls("plas") == ["/topic/2/"]
    assert urls("plasm") == ["/topic/1/"]
    assert find("plasm").every


@pytest.mark.parametrize("typed", ["kobner", "KÖBNER", "köbner", "Ko\u0308bner"])
def test_accents_do_not_matter(write, urls, typed):
    write(1, "The Köbner reaction")

    assert urls(typed) == ["/topic/1/"]


@pytest.mark.parametrize("typed", ["IL-17", "il 17", "il/17", "(IL17)"])
def test_a_name_with_a_number_is_found_however_it_is_written(write, urls, typed):
    write(1, "Blockers", "She takes an IL-17 blocker, or IL17 as others write it.")

    assert urls(typed) == ["/topic/1/"]


def test_words_joined_by_a_slash_a_dot_or_an_at_sign_are_words_of_their_own(write, urls):
    write(1, "Where", "skin/joints and see.clinic or mail@doctor")

    for word in ("skin", "joints", "clinic", "doctor"):
        assert urls(word) == ["/topic/1/"]


def test_a_phrase_is_found_only_in_its_order(write, urls):
    write(1, "Light therapy", "Comb on the scalp.")
    write(2, "Therapy, light", "Scalp on the comb.")

    assert urls('"light therapy"') == urls('"comb on the scalp"') == ["/topic/1/"]


def test_what_is_excluded_is_not_found(write, urls):
    write(1, "Light therapy", "On the scalp.")
    write(2, "Light therapy", "On the knees.")

    assert urls("light -scalp") == ["/topic/2/"]
    assert urls('light -"on the knees"') == ["/topic/1/"]
    assert urls("light -the -therapies") == []


def test_texts_with_all_the_words_are_preferred_to_texts_with_some(write, find, urls):
    write(1, "Light therapy", "On the scalp.")
    write(2, "Light therapy", "On the knees.")

    assert (urls("light scalp"), find("light scalp").every) == (["/topic/1/"], True)
    assert (set(urls("light elbow")), find("light elbow").every) == ({"/topic/1/", "/topic/2/"}, False)


def test_of_three_words_at_least_two_must_be_there(write, urls):
    write(1, "Light on the scalp")
    write(2, "Light on the knees")

    assert urls("light scalp elephants") == ["/topic/1/"]


def test_a_match_in_the_title_comes_first_and_words_close_together_before_others(write, urls):
    write(1, "Exosomes against plaques")
    write(2, "Any news?", "Exosomes, plaques: I wonder.")
    write(3, "Any news?", f"Exosomes. {'And then something else. ' * 20} Plaques.")

    assert urls("exosomes plaques") == ["/topic/1/", "/topic/2/", "/topic/3/"]


def test_else_the_newest_comes_first_and_always_where_that_is_asked_for(write, urls):
    write(1, "Exosomes")
    write(2, "Any news?", "Of exosomes.")
    write(3, "Any other news?", "Of exosomes.")

    assert urls("exosomes") == ["/topic/1/", "/topic/3/", "/topic/2/"]
    assert urls("exosomes", newest=True) == ["/topic/3/", "/topic/2/", "/topic/1/"]


def test_kinds_are_kept_apart(write, urls):
    write(1, "Light therapy", kind="article")
    write(1, "Light therapy")
    write(1, text="Light therapy", kind="post")

    for kind in ("article", "topic", "post"):
        assert urls("light", kind=kind) == [f"/{kind}/1/"]
        assert urls(kind) == []


def test_a_part_is_found_by_its_own_words_and_shows_the_title_above_it(write, hits):
    write(1, "Light therapy")
    write(5, text="The comb helped.", kind="post")
    write(6, text="The comb broke.", kind="post", of=("topic", 99))

    assert hits("therapy", kind="post") == []
    assert {joined(hit.title) for hit in hits("comb", kind="post")} == {"Light therapy", ""}


def test_what_matched_is_marked_in_title_and_text(write, hits):
    write(1, "Light <b> & scalps", "First words. " * 40 + "The light reached my scalp & helped. " + "Last words. " * 40)

    [hit] = hits("lights scalp")
    assert joined(hit.title) == "Light <b> & scalps"
    assert marked(hit.title) == ["Light", "scalps"]
    assert marked(hit.snippet) == ["light", "scalp"]
    assert 100 < len(joined(hit.snippet)) < 260


def test_more_than_a_thousand_are_not_counted(write, find):
    texts = [
        index.document(kind="post", key=key, title="", text="Light", url="/", updated_at=NOW, of=("topic", 1))
        for key in range(COUNTED + 20)
    ]
    index.write_all(texts)

    assert find("light", kind="post").total("post") == COUNTED


class TestReaders:
    def test_visitors_do_not_find_what_is_for_members(self, write, urls):
        write(1, "Light", audience="members")
        write(2, text="Light", kind="post", audience="members")

        for kind in ("topic", "post"):
            assert urls("light", kind=kind) == []
            assert len(urls("light", kind=kind, reader=MARIE)) == 1

    def test_a_text_for_nobody_in_particular_is_found_by_nobody(self, write, urls):
        write(1, "Light")
        Document.objects.update(facts="")

        assert urls("light", reader=MARIE) == []

    def test_voices_a_reader_does_not_hear_are_not_found(self, write, urls):
        write(1, "Light", voices=["member:3"])
        write(2, "Light", voices=["alias:4"])
        write(3, "Light", voices=["member:5", "member:3"])
        write(4, "Light", voices=["member:30"])

        assert set(urls("light", reader=Reader(7, lambda: {"member:3"}))) == {"/topic/2/", "/topic/4/"}
        assert len(urls("light", reader=Reader(7, lambda: {"alias:4"}))) == 3

    def test_however_many_these_are(self, write, urls):
        write(1, "Light", voices=["member:399"])
        write(2, "Light", voices=["member:1000"])

        unheard = {f"member:{number}" for number in range(500)}
        assert urls("light", reader=Reader(7, lambda: unheard)) == ["/topic/2/"]


class TestFilters:
    def test_a_place_a_tag_and_what_helped(self, write, urls):
        write(1, "Light", place="treatments", tags=" scalp uvb ", answered=True)
        write(2, "Light", place="treatments-2", tags=" scalps ")

        assert urls("light", place="treatments") == urls("light", tag="scalp") == ["/topic/1/"]
        assert urls("light", tag="uvb", place="treatments", answered=True) == ["/topic/1/"]
        assert urls("light", place="joints") == urls("light", tag="light") == []

    def test_own_texts_for_their_author_alone(self, write, urls):
        write(1, "Light", author=7)
        write(2, "Light", author=70)

        assert urls("light", mine=True, reader=MARIE) == ["/topic/1/"]
        assert urls("light", mine=True) == []

    def test_the_months_since_a_day(self, write, urls):
        today = timezone.now()
        write(1, "Light", updated_at=today)
        write(2, "Light", updated_at=today - timedelta(days=70))
        write(3, "Light", updated_at=today - timedelta(days=500))

        assert urls("light", since=(today - timedelta(days=10)).date()) == ["/topic/1/"]
        assert urls("light", since=(today - timedelta(days=400)).date(), newest=True) == ["/topic/2/", "/topic/1/"]


class TestHostileQueries:
    @given(typed=st.text(max_size=60))
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_query_breaks_the_engine(self, db, typed):
        search(parse(typed), kinds=["article", "topic", "post"], reader=VISITOR)

    @given(
        words=st.lists(
            st.sampled_from(['"', "-", "*", "light", "the", "IL-17", '"a b"', "²", "😀", "NEAR(", ":"]), max_size=25
        )
    )
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_mixture_of_signs_does(self, db, words):
        for between in ("", " "):
            search(
                parse(between.join(words)),
                kinds=["topic", "post"],
                reader=MARIE,
                filters=Filters(tag='"', place="' OR"),
            )

    @pytest.mark.parametrize(
        "typed",
        ['"', '""', "*", "light*", "NEAR(light scalp)", "light AND", "OR OR", "title:light", "^light", "a & | !",
         ":*", "light:A", "'; DROP TABLE search_document; --", "²", "ß", "한국", "❤️", "\\", "(", "light\x00scalp",
         "light)", "facts : k", "=amembers", '-"', "--", "-*", 'light -"', "'", "''light''", "%s", "%(a)s", "{title}"],
    )  # fmt: skip
    def test_syntax_of_the_engines_is_only_text(self, write, urls, typed):
        write(1, "Light therapy")

        assert set(urls(typed)) <= {"/topic/1/"}

    def test_a_text_cannot_pretend_a_fact(self, write, urls):
        write(1, "Light", audience="members")
        facts = Document.objects.get().facts
        write(2, "Light", f"{facts} ={facts}", audience="members")

        assert urls("light") == urls(facts.split()[0]) == []


def test_finding_costs_one_query_reading_another_and_a_third_when_nothing_has_all_words(write, find, max_queries):
    write(1, "Light therapy", "On the scalp.")
    find("elephants")  # reads the words of the index, for the next ten minutes

    for typed, most in (("light scalp", 2), ("light elbow", 3), ("?!", 0)):
        with max_queries(most):
            find(typed).hits(("topic", slice(20)))


def test_related_texts_come_from_the_same_index_and_are_remembered_for_a_while(write, max_queries):
    from search.similar import related

    write(1, "Exosomes", kind="article")
    write(2, "More on exosomes", kind="article")
    related("exosomes", wanted={"article": 3})

    index.forget("article", 1)
    write(2, "Still more on exosomes", kind="article")
    with max_queries(1):
        assert [row.title for row in related("exosomes", wanted={"article": 3})["article"]] == [
            "Still more on exosomes"
        ]
    cache.clear()
    with max_queries(1):
        related("exosomes", wanted={"article": 3, "topic": 3})


def test_dates_are_taken_in_utc(write, urls):
    write(1, "Light", updated_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC))

    assert urls("light", since=datetime(2026, 4, 1, tzinfo=UTC).date()) == []


@pytest.mark.parametrize("enough", [1, 30_000, 300_000])
def test_common_words_are_found_in_old_texts_too_when_the_newest_have_too_few(db, urls, monkeypatch, enough):
    """The first step looks through about so many ids, the second through four times as many, the third through all."""
    texts = [
        index.document(
            kind="post", key=key, title="", text=f"Light {key}", url=f"/post/{key}/", updated_at=NOW, of=("topic", 1)
        )
        for key in range(1, 61)
    ]
    for text in texts:
        text.pk = text.key * 10_000
    index.write_all(texts)
    count_words()
    monkeypatch.setattr("search.asking.ENOUGH", enough)

    assert len(urls("light", kind="post")) == 20
    assert urls("light", kind="post", newest=True)[0] == "/post/60/"
    assert urls("light 1", kind="post") == ["/post/1/"]


def test_what_is_rare_and_what_is_common_is_known_once_words_are_counted(write):
    for key in range(1, 11):
        write(key, f"Light number {key}", "scalp feet" if key < 6 else "")
    count_words()

    share = vocabulary().share
    assert share(Term(("light",))) == 1
    assert share(Term(("scalps",))) == 0.5
    assert share(Term(("foot",))) == 0.5
    assert share(Term(("sca",), starts=True)) == 0.5
    assert share(All((Term(("light",)), Term(("scalp",))))) == 0.5
    assert share(Any((Term(("zebra",)), Term(("scalp",))))) == 0.5

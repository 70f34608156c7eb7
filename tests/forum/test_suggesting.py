import pytest

from forum.models import Tag
from forum.suggesting import suggest
from mypsoriasis.library import files


@pytest.fixture(scope="module")
def tags():
    return [Tag(pk=number, **fields) for number, fields in enumerate(files.tags(), start=1)]


def suggested(tags, title, body="") -> list[str]:
    return [tag.slug for tag in suggest(title, body, tags)]


@pytest.mark.parametrize(
    "title, slugs",
    [
        ("Does light therapy help on the scalp?", ["light-therapy", "scalp"]),
        ("My NAILS are pitting", ["nails"]),
        ("MTX and folic acid, how long?", ["methotrexate"]),
        ("Has anyone tried mesenchymal stem-cell injections", ["stem-cells"]),
        ("psoriatic arthritis in one finger", ["joints", "hands"]),
        ("Vitamin D ointment or vitamin D tablets?", ["vitamin-d-creams", "supplements-and-herbs"]),
        ("Does it work? I came back to the light", []),
        ("", []),
    ],
)
def test_tags_are_suggested_by_their_names_and_by_words_members_use(tags, title, slugs):
    assert suggested(tags, title) == slugs


def test_what_the_title_names_comes_before_what_the_text_mentions(tags):
    body = "The doctor said my knees and elbows are calm, and that a clinic far away is not worth the price."

    assert suggested(tags, "Itchy palms at night", body)[:2] == ["itch", "hands"]


def test_no_more_than_a_few_are_suggested(tags):
    assert len(suggested(tags, "", " ".join(tag.name for tag in tags))) == 6


def test_a_changed_synonym_counts_at_once(tags):
    tag = Tag(pk=1, slug="swimming", name="Swimming", synonyms="chlorine")
    assert suggested([tag], "Chlorine!") == ["swimming"]

    tag.synonyms = "pool water"
    assert suggested([tag], "Chlorine!") == []
    assert suggested([tag], "Is pool-water bad?") == ["swimming"]


@pytest.mark.parametrize("text", ["\0", "🌿" * 50_000, "a " * 200_000, "ﬀ", "\u202e"])
def test_no_text_is_too_odd_or_too_long(tags, text):
    assert suggested(tags, text, text) == []

"""The command that writes the index anew, and what each update writes."""

import pytest
from django.core.management import call_command

from articles.models import Article
from discussion import indexing
from moderation import actions as moderation
from moderation.models import Status
from mypsoriasis import reindexing
from register.models import Term
from search import index
from search.models import Document, Word
from tests.site.library import make_explainer

from .conftest import NOW


@pytest.fixture
def texts(topic, make_post, make_topic) -> set[tuple[str, int]]:
    """One of each kind, and some that nobody may find."""
    article = make_explainer("Light therapy, explained", slug="light")
    term = Term.objects.create(slug="uvb", term="UVB", definition="A kind of light.")
    reply = make_post("The light helped.")
    held = make_post("The light did not help.")
    moderation.texts.move(held, (Status.PUBLISHED,), Status.HELD)
    make_topic(title="Light, and held", outcome="hold")
    return {("article", article.pk), ("term", term.pk), ("topic", topic.pk), ("post", reply.pk)}


def stored() -> set[tuple[str, int]]:
    return set(Document.objects.exclude(facts="").values_list("kind", "key"))


def run() -> None:
    call_command("index_texts", verbosity=0)


def test_everything_is_written_that_may_be_found_and_nothing_else(texts):
    Document.objects.all().delete()

    run()

    assert stored() == texts
    assert not indexing.write_due()


def test_a_second_run_changes_nothing(texts):
    run()
    before = list(Document.objects.order_by("pk").values())
    run()

    assert list(Document.objects.order_by("pk").values()) == before


def test_what_should_not_be_there_is_taken_out(texts):
    run()
    for kind in ("article", "term", "topic", "post"):
        index.write(kind=kind, key=9999, title="Gone", text="", url="/", updated_at=NOW)

    run()

    assert stored() == texts


def test_it_says_how_far_it_is_and_what_came_of_it(texts, capsys):
    call_command("index_texts")

    said = capsys.readouterr()
    assert said.out == "4 texts can be found.\n"
    assert "1/1 replies" in said.err


def test_an_update_writes_what_an_earlier_release_left(texts):
    indexing.write_due()
    Document.objects.update(facts="")

    reindexing.write_missing()

    assert stored() == {text for text in texts if text[0] != "post"}


def test_the_words_are_counted_at_the_end(texts):
    run()

    assert Word.objects.filter(word="uvb").exists()


def test_the_library_can_be_found(db, urls):
    call_command("load_library", verbosity=0)

    assert stored() == {("article", pk) for pk in Article.objects.values_list("pk", flat=True)} | {
        ("term", pk) for pk in Term.objects.values_list("pk", flat=True)
    }
    assert "/glossary/#plaque" in urls("plaque", kind="term")

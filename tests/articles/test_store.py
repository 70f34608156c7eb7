"""Saving an explainer: everything that is derived from its text, its thread, its place in the index."""

import pytest
from django.utils import timezone

from articles import actions
from articles.models import Article, EarlierAddress
from articles.publishing import NotReady, remarks
from discussion.models import Thread
from moderation.models import Provider
from register.models import Term
from rendering.clean import TooLong
from search.models import Document

from .conftest import CREAM


def numbers(article):
    return {citation.reference.key: citation.number for citation in article.citations.select_related("reference")}


def test_sources_are_numbered_as_a_reader_meets_them(make_article, make_reference):
    make_reference("R9")
    article = make_article(
        in_short="First [L1].\nSecond [R9, R4].\nThird [L1].", body="<p>Text [R4] and more [R9].</p>"
    )

    assert numbers(article) == {"L1": 1, "R9": 2, "R4": 3}
    assert 'href="#ref-3"' in article.html
    assert ['href="#ref-1"' in line for line in article.in_short_html] == [True, False, True]


def test_a_script_in_the_editors_html_does_not_survive(make_article):
    article = make_article(body='<p onclick="x()">Text [R4]<script>alert(1)</script></p>')
    article.refresh_from_db()

    assert "script" not in article.body + article.html
    assert "onclick" not in article.body + article.html


def test_lines_in_short_are_escaped(make_article):
    article = make_article(in_short="<b>Bold</b> [R4]\nTwo\nThree")

    assert article.in_short_html[0].startswith("&lt;b&gt;Bold")


def test_contents_minutes_and_evidence_are_worked_out(make_article):
    article = make_article(body="<p>Text [R4].</p><h2>Next</h2>" + "<p>" + "word " * 450 + "</p>")

    assert [heading["text"] for heading in article.contents] == ["Next"]
    assert article.minutes == 3
    assert (article.evidence, article.people_studied, article.evidence_step) == ("few-people", 17, 2)


def test_an_explainer_about_no_treatment_has_no_label(make_article):
    assert make_article(register_keys=[]).evidence == ""


def test_glossary_words_are_linked(make_article):
    Term.objects.create(slug="trial", term="Trial", aliases=["trials"], definition="A test in people.")

    assert 'id="term-trial"' in make_article().html


def test_a_new_explainer_gets_a_thread_of_its_own(make_article):
    article = make_article()

    thread = Thread.objects.get(pk=article.thread_id)
    assert thread.owner == article
    assert thread.visible


def test_a_draft_is_neither_readable_nor_found_and_nobody_can_write_under_it(make_article):
    article = make_article(status="draft")

    assert not Article.objects.readable().exists()
    assert not Document.objects.filter(kind="article").exists()
    assert not article.thread.visible


def test_publishing_sets_the_day_once(make_article):
    article = make_article(status="draft")
    assert article.published_at is None

    article.status = "published"
    first = actions.store(article).published_at
    assert first <= timezone.now()
    assert actions.store(article).published_at == first


def test_taking_an_explainer_back_hides_it_its_comments_and_its_document(article):
    article.status = "draft"
    actions.store(article)

    assert not Article.objects.readable().exists()
    assert not Thread.objects.get(pk=article.thread_id).visible
    assert not Document.objects.filter(kind="article").exists()


def test_the_index_holds_what_readers_read(article):
    document = Document.objects.get(kind="article", key=article.pk)

    assert (document.title, document.url) == ("Cell cream and psoriasis", "/articles/cell-cream/")
    assert "It helped 8 of 17 people" in document.text
    assert "It was tried" in document.text
    assert "[R4]" not in document.text


def test_a_changed_slug_is_remembered_and_can_come_back(article):
    article.slug = "cream-of-cells"
    actions.store(article)
    assert EarlierAddress.objects.get().slug == "cell-cream"

    article.slug = "cell-cream"
    actions.store(article)
    assert [address.slug for address in EarlierAddress.objects.all()] == ["cream-of-cells"]


def test_the_history_says_why(article):
    article.title = "Cream of cells"
    actions.store(article, why="A clearer title")

    assert [record.history_change_reason for record in article.history.all()] == ["A clearer title", None]


def test_a_text_that_is_too_long_is_refused_and_nothing_is_stored(article):
    article.body = "<p>" + "x" * 100_001 + "</p>"

    with pytest.raises(TooLong):
        actions.store(article)
    assert "8 of 17" in Article.objects.get().body


def test_saving_again_changes_no_citation(article):
    before = list(article.citations.values_list("pk", flat=True))
    actions.store(article)

    assert list(article.citations.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("summary", " ", "Write a summary"),
        ("in_short", "One [R4]\nTwo", "exactly three lines. It has 2"),
        ("body", "<p> </p>", "Write the text"),
        ("body", "<p>It helps [R99].</p>", "not in the list: R99"),
        ("review_due", None, "reviewed again"),
    ],
)
def test_what_is_missing_keeps_it_from_being_published(article, field, value, says):
    setattr(article, field, value)

    with pytest.raises(NotReady, match=says) as refused:
        actions.store(article)
    assert [obstacle.field for obstacle in refused.value.obstacles] == [field]


def test_a_text_without_any_reference_is_not_published(make_article):
    with pytest.raises(NotReady, match="Cite at least one reference"):
        make_article(in_short="One\nTwo\nThree", body="<p>It helps.</p>")


def test_a_draft_may_lack_everything_but_its_title(make_article):
    assert make_article(status="draft", summary="", in_short="", body="").pk


@pytest.fixture
def listed(site_admin, make_member):
    """A provider on the list, approved by a second admin."""
    return Provider.objects.create(
        name="Acme Regen",
        domains=["acme-regen.example"],
        phones=["+1 202 555 0143"],
        handles=["@acmeregen"],
        evidence="A court's record",
        evidence_date="2024-01-01",
        review_by="2099-01-01",
        added_by=site_admin,
        approved_by=make_member("Ola", role="admins"),
    )


@pytest.mark.parametrize(
    "contact",
    [
        '<a href="https://www.acme-regen.example/book">a clinic</a>',
        "call (202) 555-0143",
        "write to @AcmeRegen",
    ],
)
def test_no_explainer_says_how_to_reach_a_listed_provider(make_article, listed, contact):
    with pytest.raises(NotReady, match="how to reach Acme Regen"):
        make_article(body=f"<p>Text [R4], {contact}.</p>")


def test_the_name_of_a_listed_provider_is_a_remark_and_no_obstacle(make_article, listed):
    article = make_article(body="<p>A court barred ACME Regen [L1].</p>")

    assert any("Acme Regen" in remark for remark in remarks(article))


def test_a_figure_without_a_reference_is_a_remark(make_article):
    article = make_article(body="<p>Of 30 people 20 got better.</p><p>IL-17 and 5-hmC [R4] are names.</p>")

    assert remarks(article) == ["A figure without a reference: “Of 30 people 20 got better.”"]


class TestWhenSomethingItUsesChanges:
    def test_a_changed_definition_is_on_the_page(self, make_article):
        term = Term.objects.create(slug="trial", term="Trial", aliases=["trials"], definition="A test.")
        article = make_article()
        term.definition = "A fair test in people."
        term.save()

        assert actions.rerender(actions.using_term(term)) == 1
        article.refresh_from_db()
        assert "A fair test in people." in article.html

    def test_other_explainers_are_left_alone(self, make_article):
        make_article()
        term = Term.objects.create(slug="phage", term="Phage", aliases=["phage"], definition="A virus of bacteria.")

        assert actions.using_term(term) == []

    def test_a_reference_that_gained_a_control_group_lifts_the_label(self, article, references):
        trial = references[0]
        trial.kind, trial.controls = "controlled-trial", True
        trial.save()

        actions.rerender(actions.using_reference(trial))
        article.refresh_from_db()
        assert article.evidence == "small-trials"

    def test_a_mark_that_had_no_reference_gets_its_number(self, make_article, make_reference):
        draft = make_article(status="draft", body="<p>Soon [R7].</p>")
        assert "[R7]" in draft.html

        actions.rerender(actions.using_reference(make_reference("R7")))
        draft.refresh_from_db()
        assert "[R7]" not in draft.html
        assert "R7" in numbers(draft)

    def test_neither_the_day_of_change_nor_the_history_moves(self, article):
        changed, versions = article.updated_at, article.history.count()
        actions.rerender_all()

        article.refresh_from_db()
        assert (article.updated_at, article.history.count()) == (changed, versions)


    def test_a_page_that_an_earlier_renderer_made_is_made_again(self, make_article):
        article = make_article()
        make_article(slug="current")
        Article.objects.filter(pk=article.pk).update(renderer=0, html="<p>Old look</p>")

        assert actions.rerender_stale() == 1
        article.refresh_from_db()
        assert "8 of 17" in article.html
        assert actions.rerender_stale() == 0


class TestDiscarding:
    def test_a_draft_nobody_wrote_under_goes_with_its_thread(self, make_article):
        draft = make_article(status="draft")
        assert actions.can_be_discarded(draft)

        actions.discard(draft)
        assert not Article.objects.exists()
        assert not Thread.objects.exists()

    def test_what_was_ever_published_stays(self, article):
        article.status = "draft"
        actions.store(article)

        assert not actions.can_be_discarded(article)


def test_the_label_counts_only_studies_of_the_treatments_it_is_about(make_article, make_reference):
    make_reference("R5", kind="controlled-trial", people=900, controls=True, treatments=["serum-psoriasis"])
    article = make_article(body="<p>Text [R4]. For scale, another treatment [R5].</p>", register_keys=[CREAM])

    assert article.evidence == "few-people"

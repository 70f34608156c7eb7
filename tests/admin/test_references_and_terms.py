"""References, contributors, glossary and register: a change is on every page that uses it."""

import pytest

from articles.models import Article, Contributor, Reference
from register.models import Term


@pytest.fixture(autouse=True)
def row(make_entry):
    return make_entry("US")


@pytest.fixture
def trials(db):
    return Term.objects.create(slug="trial", term="Trial", aliases=["trials"], definition="A test.")


def reference_url(reference):
    return f"/admin/articles/reference/{reference.pk}/change/"


def term_url(term, page="change"):
    return f"/admin/register/term/{term.pk}/{page}/"


def html_of(article):
    return Article.objects.get(pk=article.pk).html


def test_what_a_study_can_show_changes_the_label_of_explainers_that_cite_it(desk, editor, send, article, references):
    send(desk(editor), reference_url(references[0]), kind="controlled-trial", controls="true")

    assert Article.objects.get().evidence == "small-trials"


def test_a_reference_that_was_missing_gets_its_number(desk, editor, send, make_article):
    draft = make_article(status="draft", body="<p>Soon [R7].</p>")
    data = {"key": "R7", "source": "Journal, 2026", "kind": "review"}
    send(desk(editor), "/admin/articles/reference/add/", **data)

    assert "[R7]" not in html_of(draft)


def test_the_key_of_a_cited_reference_is_fixed(desk, editor, send, article, references):
    response = desk(editor).get(reference_url(references[0]))

    assert "key" not in response.context["adminform"].form.fields


@pytest.mark.parametrize("key", ["4", "r4", "REF4", "R1234"])
def test_a_key_that_no_mark_could_name_is_refused(desk, editor, send, errors_of, key):
    data = {"key": key, "source": "Journal, 2026", "kind": "review"}

    assert "key" in errors_of(send(desk(editor), "/admin/articles/reference/add/", **data))


def test_a_cited_reference_cannot_be_deleted(desk, editor, article, references):
    desk(editor).post(f"/admin/articles/reference/{references[0].pk}/delete/", {"post": "yes"})

    assert Reference.objects.filter(key="R4").exists()


def test_the_history_of_a_reference_says_who_changed_it(desk, editor, send, article, references):
    send(desk(editor), reference_url(references[0]), people="21")

    html = desk(editor).get(f"/admin/articles/reference/{references[0].pk}/history/").content.decode()
    assert "Edith" in html
    assert "<del>17</del>" in html
    assert "<ins>21</ins>" in html


def test_a_changed_definition_is_on_the_pages(desk, editor, send, trials, article):
    send(desk(editor), term_url(trials), definition="A fair test in people.")

    assert "A fair test in people." in html_of(article)


def test_a_form_that_was_taken_away_is_no_longer_linked(desk, editor, send, trials, make_article):
    article = make_article()
    assert 'id="term-trial"' in article.html
    send(desk(editor), term_url(trials), aliases="clinical trials")

    assert 'id="term-trial"' not in html_of(article)


def test_the_slug_of_a_term_stays_since_pages_link_to_it(desk, editor, trials):
    assert "slug" not in desk(editor).get(term_url(trials)).context["adminform"].form.fields


def test_a_new_term_is_linked(desk, editor, send, article):
    data = {"term": "Regulator", "slug": "regulator", "definition": "An authority."}
    send(desk(editor), "/admin/register/term/add/", aliases="regulator\r\nregulators", **data)

    assert Term.objects.get().aliases == ["regulator", "regulators"]
    assert 'id="term-regulator"' in html_of(article)


@pytest.mark.parametrize("how", ["one", "several"])
def test_a_deleted_term_is_no_longer_linked(desk, editor, trials, make_article, how):
    article = make_article()
    if how == "one":
        desk(editor).post(term_url(trials, "delete"), {"post": "yes"})
    else:
        act = {"action": "delete_selected", "_selected_action": [trials.pk], "post": "yes"}
        desk(editor).post("/admin/register/term/", act)

    assert not Term.objects.exists()
    assert 'id="term-trial"' not in html_of(article)


def test_a_word_belongs_to_one_term(desk, editor, send, errors_of, trials):
    data = {"term": "Study", "slug": "study", "aliases": "study\r\nTrials", "definition": "A look."}
    response = send(desk(editor), "/admin/register/term/add/", **data)

    assert errors_of(response) == {"aliases": ["trials belongs to “Trial” already."]}


def test_a_contributor_is_entered_with_profession_and_interests(desk, editor, send):
    data = {"name": "Nora Field", "profession": "dermatologist", "interests": "None declared."}
    send(desk(editor), "/admin/articles/contributor/add/", **data)

    assert Contributor.objects.get().profession == "dermatologist"


def test_somebody_who_signs_an_explainer_cannot_be_deleted(desk, editor, article, editors):
    desk(editor).post(f"/admin/articles/contributor/{editors.pk}/delete/", {"post": "yes"})

    assert Contributor.objects.exists()

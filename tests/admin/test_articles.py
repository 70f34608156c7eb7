"""Editors write, publish, change and revert explainers."""

from datetime import date

import pytest

from articles.models import Article, Contributor
from moderation.models import Provider
from register.models import Entry
from search.models import Document

ADD = "/admin/articles/article/add/"


@pytest.fixture(autouse=True)
def row(make_entry):
    """The register's row of the cream, which the form offers."""
    return make_entry("US")


def change(article, page="change"):
    return f"/admin/articles/article/{article.pk}/{page}/"


def fields(editors, **given):
    values = {
        "title": "Cell serum",
        "slug": "cell-serum",
        "theme": "research",
        "order": "7",
        "summary": "What is known about cell serum.",
        "in_short": "It was tried [R4].\r\nIt is not approved [L1].\r\nAsk first.",
        "body": "<p>It helped 8 of 17 people [R4].</p>",
        "questions": "Would it help me?",
        "author": str(editors.pk),
        "review_due": "2099-05-01",
        "status": "published",
    }
    return values | given


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_an_editor_publishes_an_explainer(client, desk, editor, send, references, editors):
    send(desk(editor), ADD, **fields(editors))

    article = Article.objects.readable().get()
    assert article.in_short_lines == ["It was tried [R4].", "It is not approved [L1].", "Ask first."]
    assert article.citations.count() == 2
    assert Document.objects.filter(kind="article", key=article.pk).exists()
    assert client.get("/articles/cell-serum/").status_code == 200


def test_the_body_is_cleaned_before_it_is_kept(desk, editor, send, references, editors):
    send(desk(editor), ADD, **fields(editors, body='<p>Text [R4].<img src=x onerror="x()"></p><script>x()</script>'))

    article = Article.objects.get()
    assert article.body.startswith("<p>Text [R4].</p>")
    assert not any(word in article.body for word in ("<script", "<img", "onerror"))


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    desk, editor, send, errors_of, references, editors
):
    body = "<p>It helped [R99].</p>"
    response = send(desk(editor), ADD, **fields(editors, in_short="Only one line [R4].", body=body, summary=""))

    assert not Article.objects.exists()
    assert errors_of(response)["summary"] == ["This field is required."]
    again = send(desk(editor), ADD, **fields(editors, in_short="Only one line [R4].", body=body))
    assert errors_of(again) == {
        "in_short": ["“In short” has to have exactly three lines. It has 1."],
        "body": ["These references are not in the list: R99. Add them, or correct the marks."],
    }
    assert "It helped [R99]." in again.content.decode()


def test_an_unfinished_draft_is_sent_back_when_it_shall_be_published(desk, editor, send, errors_of, make_article):
    draft = make_article(status="draft", in_short="One line [R4].")
    response = send(desk(editor), change(draft), status="published", title="Typed a moment ago")

    assert response.status_code == 200
    assert errors_of(response) == {"in_short": ["“In short” has to have exactly three lines. It has 1."]}
    assert "Typed a moment ago" in response.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"


class TestTwoWindows:
    @pytest.fixture
    def older_window(self, desk, editor, send, article):
        """The number of the version that a window showed before somebody saved another."""
        based_on = article.history.first().pk
        send(desk(editor), change(article), summary="Saved by the other window.")
        return based_on

    def test_what_is_based_on_an_older_version_is_sent_back(
        self, desk, site_admin, send, errors_of, article, older_window
    ):
        response = send(desk(site_admin), change(article), title="Typed here", based_on=older_window)

        [words] = errors_of(response)["__all__"]
        assert "changed after you opened it (Edith, " in words
        page = response.content.decode()
        assert "was changed after you opened it" in page
        assert 'value="Typed here"' in page
        article.refresh_from_db()
        assert (article.title, article.summary) == ("Cell cream and psoriasis", "Saved by the other window.")

    def test_sent_once_more_it_is_saved(self, desk, editor, article, older_window, send):
        client = desk(editor)
        again = send(client, change(article), title="Typed here", based_on=older_window)
        shown = again.context["adminform"].form["based_on"].value()
        send(client, change(article), title="Typed here", based_on=shown)

        article.refresh_from_db()
        assert article.title == "Typed here"

    def test_a_form_that_does_not_say_its_version_is_sent_back(self, desk, editor, send, errors_of, article):
        response = send(desk(editor), change(article), title="Typed here", based_on=None)

        assert list(errors_of(response)) == ["__all__"]


def test_a_draft_may_be_incomplete(desk, editor, send, references, editors):
    send(desk(editor), ADD, **fields(editors, status="draft", in_short="", body="<p>Notes.</p>"))

    assert Article.objects.get().status == "draft"


def test_a_text_that_is_too_long_is_refused_beside_its_field(desk, editor, send, errors_of, references, editors):
    response = send(desk(editor), ADD, **fields(editors, body="<p>" + "x" * 100_001 + "</p>"))

    assert list(errors_of(response)) == ["body"]


@pytest.mark.parametrize(
    ("reviewer", "day", "field"),
    [("other", "", "reviewed_on"), ("", "2026-05-03", "reviewed_on"), ("author", "2026-05-03", "reviewer")],
)
def test_a_review_has_a_reviewer_who_is_not_the_author_and_a_day(
    desk, editor, send, errors_of, references, editors, reviewer, day, field
):
    other = Contributor.objects.create(name="Nora Field", profession="dermatologist")
    pk = {"other": str(other.pk), "author": str(editors.pk), "": ""}[reviewer]
    response = send(desk(editor), ADD, **fields(editors, reviewer=pk, reviewed_on=day))

    assert list(errors_of(response)) == [field]


def test_a_reviewed_explainer_is_published_with_its_reviewer(desk, editor, send, references, editors):
    nora = Contributor.objects.create(name="Nora Field", profession="dermatologist")
    send(desk(editor), ADD, **fields(editors, reviewer=str(nora.pk), reviewed_on="2026-05-03"))

    assert Article.objects.get().reviewed_on == date(2026, 5, 3)


def test_the_address_another_explainer_had_is_not_given_away(desk, editor, send, errors_of, article, editors):
    client = desk(editor)
    send(client, change(article), slug="cream-of-cells")
    response = send(client, ADD, **fields(editors, slug="cell-cream"))

    assert errors_of(response)["slug"] == [
        "This was the address of “Cell cream and psoriasis”, and links to it still lead there."
    ]


def test_the_editor_hears_of_figures_without_a_source_and_of_listed_names(
    desk, editor, send, references, editors, site_admin, other_admin
):
    Provider.objects.create(
        name="Acme Regen", evidence="A court's record", evidence_date=date(2024, 1, 1), review_by=date(2099, 1, 1),
        added_by=site_admin, approved_by=other_admin,
    )  # fmt: skip
    body = "<p>Acme Regen was barred [L1].</p><p>Of 30 people 20 got better.</p>"
    words = told(send(desk(editor), ADD, **fields(editors, body=body)))

    assert any("“Of 30 people 20 got better.”" in sentence for sentence in words)
    assert any("names Acme Regen" in sentence for sentence in words)
    assert Article.objects.readable().exists()


def test_the_order_of_the_status_box_survives_an_edit(desk, editor, send, make_entry, make_article):
    make_entry("US", key="z-main")
    make_entry("US", key="a-second")
    article = make_article(register_keys=["z-main", "a-second"])
    send(desk(editor), change(article), title="Another title")

    article.refresh_from_db()
    assert (article.title, article.register_keys) == ("Another title", ["z-main", "a-second"])


class TestHistory:
    @pytest.fixture
    def edited(self, desk, editor, send, article):
        body = "<p>It helped 9 of 17 people [R4]. The regulator warns [L1].</p><h2>What comes next</h2><p>Trials.</p>"
        send(desk(editor), change(article), body=body, change_reason="The paper was corrected")
        article.refresh_from_db()
        return article

    def test_it_says_who_why_and_which_words(self, desk, editor, edited):
        html = desk(editor).get(change(edited, "history")).content.decode()

        assert "Edith" in html
        assert "The paper was corrected" in html
        assert "<del>8 </del>" in html
        assert "<ins>9 </ins>" in html
        assert "Trials." not in html

    def test_a_line_end_of_the_browser_is_no_change(self, desk, editor, send, article):
        lines = article.in_short.replace("\n", "\r\n")
        send(desk(editor), change(article), in_short=lines, title="Another title")

        record = article.history.first()
        changed = record.diff_against(record.prev_record).changed_fields
        assert changed == ["title"]

    def test_an_earlier_version_can_be_brought_back(self, client, desk, editor, send, edited):
        first = edited.history.last()
        send(desk(editor), change(edited, f"history/{first.history_id}"), change_reason="Back")

        edited.refresh_from_db()
        assert "8 of 17" in edited.html
        assert edited.history.count() == 3
        assert "8 of 17" in client.get(edited.get_absolute_url()).content.decode()


class TestPreview:
    def test_a_draft_is_shown_to_its_editor_as_readers_would_get_it(self, desk, editor, make_article):
        draft = make_article(status="draft")
        html = desk(editor).get(change(draft, "preview")).content.decode()

        assert "This is a draft. Only editors can see it." in html
        assert "8 of 17" in html

    @pytest.mark.parametrize("who", ["member", "moderator"])
    def test_others_do_not_see_it(self, request, desk, make_article, who):
        draft = make_article(status="draft")
        response = desk(request.getfixturevalue(who)).get(change(draft, "preview"))

        assert response.status_code in (302, 403)
        assert b"8 of 17" not in response.content

    def test_a_draft_is_viewed_there_and_a_published_one_on_the_site(self, desk, editor, make_article):
        client = desk(editor)
        draft, published = make_article(status="draft", slug="draft"), make_article()

        assert f'href="{change(draft, "preview")}"' in client.get(change(draft)).content.decode()
        assert 'href="/articles/cell-cream/"' in client.get(change(published)).content.decode()

    def test_what_is_not_there_is_not_found(self, desk, editor):
        assert desk(editor).get("/admin/articles/article/999/preview/").status_code == 404


class TestDeleting:
    def test_a_draft_can_be_deleted(self, desk, editor, make_article):
        draft = make_article(status="draft")
        desk(editor).post(change(draft, "delete"), {"post": "yes"})

        assert not Article.objects.exists()

    def test_what_was_published_cannot(self, desk, editor, article):
        assert desk(editor).post(change(article, "delete"), {"post": "yes"}).status_code == 403
        assert Article.objects.exists()


class TestPolicy:
    """The editor needs an inline import map and one inline style. No other page gets them."""

    def test_the_article_form_allows_the_editors_own_script_and_style(self, desk, editor, article):
        response = desk(editor).get(change(article))

        policy = response["Content-Security-Policy"]
        nonce = policy.split("'nonce-")[1].split("'")[0]
        assert f'<script type="importmap" nonce="{nonce}">' in response.content.decode()
        assert "sha256-" in policy

    def test_so_does_the_form_that_reverts(self, desk, editor, article):
        response = desk(editor).get(change(article, f"history/{article.history.first().history_id}"))

        assert "'nonce-" in response["Content-Security-Policy"]

    @pytest.mark.parametrize(
        "url",
        ["/admin/", "/admin/articles/article/", "/admin/articles/reference/add/", "/articles/cell-cream/", "/"],
    )
    def test_other_pages_stay_without(self, desk, editor, article, url):
        response = desk(editor).get(url)

        assert response.status_code == 200
        assert "nonce-" not in response["Content-Security-Policy"]
        assert "sha256-" not in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]


def test_lists_say_what_is_overdue(desk, editor, make_article):
    make_article(title="Old one", slug="old", review_due=date(2026, 1, 1))
    make_article(title="New one", slug="new")
    html = desk(editor).get("/admin/articles/article/?review=overdue").content.decode()

    assert "Old one" in html
    assert "New one" not in html


def test_a_register_row_changed_in_the_admin_is_on_the_page_at_once(client, desk, editor, send, article, row):
    send(desk(editor), f"/admin/register/entry/{row.pk}/change/", status="in-trials")

    assert Entry.objects.get().status == "in-trials"
    assert "US: in trials" in client.get("/articles/cell-cream/").content.decode()

"""The library that comes with the site: loading it, and how it reads."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.actions import rerender_all
from articles.models import Article, Contributor, Reference
from forum.models import Board
from mypsoriasis.library import LibraryError, check, files, load
from register.models import Entry, Term


def run(command: str, **options) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def library(db):
    return load()


class TestLoading:
    def test_a_fresh_site_gets_everything(self, library):
        assert Article.objects.readable().count() >= 8
        assert Term.objects.count() >= 40
        assert list(Board.objects.values_list("slug", flat=True)) == [
            "treatments", "newly-diagnosed", "daily-life", "joints", "research", "carers",
        ]  # fmt: skip
        assert {entry.key for entry in Entry.objects.all()} >= {"msc-psoriasis", "hsct-psoriasis", "ryoncil-gvhd"}

    def test_nobody_invented_signs(self, library):
        assert [contributor.name for contributor in Contributor.objects.all()] == ["MyPsoriasis editors"]
        assert not Article.objects.exclude(reviewer=None).exists()

    def test_a_second_run_changes_nothing(self, library):
        versions = Article.history.count()

        again = load()
        assert {what: count.changed for what, count in again.items()} == dict.fromkeys(again, 0)
        assert Article.history.count() == versions

    def test_what_an_editor_changed_stays(self, library):
        Article.objects.filter(slug="exosomes-and-psoriasis").update(title="Edited")
        Term.objects.filter(slug="msc").update(definition="Edited")
        load()

        assert Article.objects.filter(title="Edited").exists()
        assert Term.objects.get(slug="msc").definition == "Edited"

    def test_refreshing_brings_the_files_back(self, library):
        Article.objects.filter(slug="exosomes-and-psoriasis").update(title="Edited")
        Reference.objects.filter(key="R4").update(people=1)

        counts = load(refresh=True)
        assert (counts["explainers"].refreshed, counts["references"].refreshed) == (1, 1)
        assert not Article.objects.filter(title="Edited").exists()

    def test_what_was_deleted_comes_back_and_the_pages_follow(self, library):
        Term.objects.filter(slug="msc").delete()
        rerender_all()
        assert not Article.objects.filter(html__contains='id="term-msc"').exists()

        assert load()["glossary terms"].created == 1
        assert Article.objects.filter(html__contains='id="term-msc"').exists()

    def test_pages_of_an_earlier_renderer_are_made_again(self, library):
        Article.objects.filter(slug="exosomes-and-psoriasis").update(renderer=0, html="<p>Old look</p>")
        load()

        assert not Article.objects.filter(html="<p>Old look</p>").exists()

    def test_the_command_tells_what_it_did(self, db):
        assert "boards: 6 created, 0 left as they were" in run("load_library")
        assert "boards: 0 created, 6 left as they were" in run("load_library")
        assert "explainers: 0 created, 0 overwritten" in run("load_library", refresh=True)

    def test_a_row_that_cannot_be_is_named_and_nothing_is_loaded(self, db, monkeypatch):
        broken = {"X1": {"source": "Journal", "kind": "rumour"}}
        monkeypatch.setattr(files, "references", lambda: broken)

        with pytest.raises(CommandError, match="reference X1: kind: Value 'rumour'"):
            run("load_library")
        assert not Board.objects.exists()

    def test_a_misspelt_field_is_named(self, db, monkeypatch):
        monkeypatch.setattr(files, "boards", lambda: [{"slug": "x", "name": "X", "descripton": "?"}])

        with pytest.raises(LibraryError, match="board x: unknown descripton"):
            load()

    def test_an_explainer_that_cites_what_is_not_there_is_named(self, db, monkeypatch):
        monkeypatch.setattr(files, "references", dict)

        with pytest.raises(LibraryError, match=r"\.md: These references are not in the list"):
            load()


class TestFiles:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("no fields", "must begin with fields"),
            ('+++\ntitle = "x\n+++\nText', "Unterminated string"),
            ('+++\ntitle = "x"\n+++\nText', "missing slug, theme"),
        ],
    )
    def test_a_file_that_is_not_an_explainer_is_named(self, tmp_path, settings, text, says):
        folder = tmp_path / "articles" / "library"
        folder.mkdir(parents=True)
        (folder / "bad.md").write_text(text)
        settings.BASE_DIR = tmp_path

        with pytest.raises(LibraryError, match=says) as error:
            files.explainers()
        assert str(error.value).startswith("articles/library/bad.md")


REPORTS = check()


@pytest.mark.parametrize("report", REPORTS, ids=[report.slug for report in REPORTS])
class TestExplainers:
    def test_it_has_a_real_length(self, report):
        assert 700 <= report.words <= 1800

    def test_a_reader_of_about_thirteen_can_read_it(self, report):
        assert report.grade <= 8

    def test_each_mark_has_its_reference(self, report):
        assert report.unknown_marks == []
        assert report.marks >= 5

    def test_each_paragraph_with_a_figure_has_its_source(self, report):
        assert report.unmarked_figures == []


def test_there_are_at_least_eight_of_them():
    assert len(REPORTS) >= 8


class TestChecking:
    def test_the_command_lists_each_explainer(self):
        out = run("check_library")

        assert all(report.slug in out for report in REPORTS)

    def test_it_fails_for_a_text_that_is_too_short_and_names_an_unknown_reference(self, monkeypatch):
        fields = dict.fromkeys(files.REQUIRED, "") | {"slug": "stub", "in_short": ["One [R99]"]}
        stub = files.Explainer(path=None, fields=fields, markdown="Of 30 people 20 got better.")
        monkeypatch.setattr(files, "explainers", lambda: [stub])

        with pytest.raises(CommandError, match=r"stub: 4 words, outside 700 to 1800; stub: no such reference: R99"):
            run("check_library")


def test_what_the_library_says_of_evidence(library):
    """The exosome page cites a trial of other cells for scale; its own evidence is from mice."""
    said = dict(Article.objects.values_list("slug", "evidence"))

    assert said["exosomes-and-psoriasis"] == "laboratory"
    assert said["mesenchymal-stem-cells-and-psoriasis"] == "few-people"
    assert said["prp-and-psoriasis"] == "small-trials"
    assert said["how-to-read-a-study"] == ""


def test_the_largest_study_of_mscs_had_seventeen_people(library):
    assert Article.objects.get(slug="mesenchymal-stem-cells-and-psoriasis").people_studied == 17

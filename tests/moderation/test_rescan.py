from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from discussion.models import Post
from moderation import providers, rescanning
from moderation.models import AuditEntry, Case, Provider, Rescan, Status
from tests.texts import ADVERT, decided

LONG_AGO = "2020-01-01"


def run(*arguments):
    said = StringIO()
    call_command("rescan", *arguments, stdout=said)
    return said.getvalue()


def finish():
    while rescanning.go_on():
        pass


@pytest.fixture
def slipped_through(make_post):
    """An advertisement that an older detector published."""
    return make_post(ADVERT, outcome="publish")


def test_an_old_hit_becomes_a_flag_and_stays_public(slipped_through):
    run("--since", LONG_AGO)
    finish()

    slipped_through.refresh_from_db()
    case = Case.objects.open_about(slipped_through).get()
    assert slipped_through.status == Status.PUBLISHED
    assert (case.is_hidden, "phone" in case.codes) == (False, True)
    assert AuditEntry.objects.get(case_id=case.pk).act == "flagged"
    assert Rescan.objects.get().state == Rescan.State.DONE


def test_innocent_texts_are_left_alone(make_post):
    make_post("It helped me a little.")
    run("--since", LONG_AGO)
    finish()

    assert not Case.objects.exists()


def test_a_dry_run_changes_nothing_and_lists_the_wrong_ones_first(slipped_through, make_post, moderator):
    let_stand = make_post(ADVERT + " Really.", outcome="flag")
    case = Case.objects.open_about(let_stand).get()
    decided(case, act="keep", moderator=moderator, version=1, rule="", reason="known and fine")
    before = (Case.objects.count(), AuditEntry.objects.count())

    lines = run("--since", LONG_AGO, "--dry-run").splitlines()
    assert lines[0].startswith("WRONG ")
    assert lines[-1] == "2 would be flagged; 1 of them a moderator has let stand. Nothing was changed."
    assert (Case.objects.count(), AuditEntry.objects.count()) == before


def test_what_a_moderator_has_let_stand_is_not_flagged_again(make_post, moderator):
    let_stand = make_post(ADVERT, outcome="flag")
    case = Case.objects.open_about(let_stand).get()
    decided(case, act="keep", moderator=moderator, version=1, rule="", reason="known and fine")
    run("--since", LONG_AGO)
    finish()

    assert not Case.objects.open().exists()


def test_a_worker_that_was_killed_goes_on_where_it_was(slipped_through, make_post, monkeypatch):
    make_post(ADVERT + " Again.", outcome="publish")
    monkeypatch.setattr(rescanning, "BATCH", 1)
    run("--since", LONG_AGO)
    assert rescanning.go_on()  # the question
    with monkeypatch.context() as killed:
        killed.setattr(rescanning.cases, "open_for_rescan", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rescanning.go_on()
    assert Rescan.objects.get().read == 1

    finish()
    assert (Rescan.objects.get().flagged, Case.objects.count()) == (2, 2)


def test_a_cancelled_rescan_stops_and_can_be_followed_by_another(slipped_through):
    run("--since", LONG_AGO)
    assert run("--cancel") == "Cancelled.\n"
    assert not rescanning.go_on()
    assert not Case.objects.exists()

    run("--since", LONG_AGO)
    finish()
    assert Case.objects.count() == 1


def test_there_is_one_at_a_time_and_its_state_can_be_asked(slipped_through):
    assert "no rescan" in run("--status")
    run("--since", LONG_AGO)

    with pytest.raises(CommandError, match="One at a time"):
        run("--since", LONG_AGO)
    assert "running, 0 of 2 read" in run("--status")


def test_only_texts_since_the_day_are_read(slipped_through):
    Post.objects.update(published_at=timezone.now() - timedelta(days=400))

    assert "0 texts to read" in run("--since", date.today().isoformat())


@pytest.mark.parametrize("wrong", [["--since", "yesterday"], ["--since", "2999-01-01"], [], ["--since", LONG_AGO, "--provider", "X"]])
def test_bad_input_is_told(db, wrong):
    with pytest.raises(CommandError):
        run(*wrong)


def test_a_provider_can_be_tried_before_it_counts(make_post, site_admin):
    make_post("I recommend Wexmoor Lane for the knee exercises.", outcome="publish")
    entry = providers.save(
        Provider(
            name="Wexmoor Lane", evidence="A court record.", evidence_date=date.today(), review_by=date(2030, 1, 1)
        ),
        by=site_admin,
    )

    assert not run("--since", LONG_AGO, "--dry-run").startswith("hold")
    assert run("--since", LONG_AGO, "--dry-run", "--provider", entry.name).startswith("hold")

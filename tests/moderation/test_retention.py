"""What time takes away: texts, reports and what the log tells of them; and what old cases lead to."""

import json
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from discussion import actions as discussion
from discussion.models import Post
from moderation import actions, retention
from moderation.actions import texts
from moderation.models import (
    Appeal,
    AuditDetail,
    AuditEntry,
    Case,
    CaseNote,
    Decision,
    ProviderMention,
    Report,
    Sanction,
    Status,
    Version,
)
from moderation.verification import verify
from notifications.delivery import deliver_due_mail
from notifications.models import OutgoingMail
from tests.races import at_once
from tests.texts import ADVERT, decided, verdict

PHONE = "+1 202 555 0143"


@pytest.fixture
def removed(make_post, moderator):
    """A flagged text that a moderator removed."""
    post = make_post(ADVERT, outcome="flag", words=PHONE)
    case = Case.objects.open_about(post).get()
    decided(case, act="remove", moderator=moderator, rule="contact", message=f"No {PHONE}.")
    post.refresh_from_db()
    return post


def close_cases(*, days):
    Case.objects.exclude(closed_at=None).update(closed_at=timezone.now() - timedelta(days=days))


def faults():
    return [finding.what for finding in verify() if finding.is_fault]


def test_a_removed_text_is_erased_a_year_after_its_case_was_closed(removed):
    close_cases(days=366)
    retention.forget()

    post = Post.objects.get(pk=removed.pk)
    assert (post.status, post.title, post.body, post.html, post.rule) == (Status.ERASED, "", "", "", "contact")
    assert not Version.objects.filter(object_id=post.pk).exists()
    case = Case.objects.get()
    assert (case.excerpt, case.assessed.reasons, case.codes) == ("", (), ["phone"])


def test_nothing_in_the_log_tells_the_text_and_the_chain_is_whole(removed, moderator):
    close_cases(days=366)
    assert any(PHONE in detail.text for detail in AuditDetail.objects.all())
    retention.forget()

    assert not [detail.text for detail in AuditDetail.objects.all() if PHONE in detail.text]
    assert faults() == []
    erased = AuditEntry.objects.get(act="detail-erased", subject_id=removed.pk)
    told = json.loads(AuditDetail.objects.get(pk=erased.pk).text)
    about = AuditEntry.objects.filter(subject_id=removed.pk, act__in=["flagged", "removed"]).order_by("pk")
    assert told == {"entries": [entry.pk for entry in about], "because": "retention"}


def test_a_day_less_than_a_year_erases_nothing(removed):
    close_cases(days=364)
    retention.forget()

    removed.refresh_from_db()
    assert removed.body == ADVERT


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.HELD, Status.RETURNED])
def test_a_text_its_author_may_still_read_stays(make_post, status):
    post = make_post(ADVERT, outcome="flag")
    Post.objects.filter(pk=post.pk).update(status=status)
    Case.objects.update(closed_at=timezone.now() - timedelta(days=500), closed_because="keep")
    retention.forget()

    post.refresh_from_db()
    assert (post.status, post.body) == (status, ADVERT)


@pytest.mark.parametrize("outcome", ["flag", "publish"])
@pytest.mark.parametrize("days, left", [(366, False), (364, True)])
def test_a_withdrawn_text_goes_also_when_nobody_ever_questioned_it(make_post, outcome, days, left):
    post = make_post(ADVERT, outcome=outcome)
    actions.withdraw(post)
    close_cases(days=days)
    Version.objects.update(created_at=timezone.now() - timedelta(days=days))
    retention.forget()

    assert bool(Post.objects.get(pk=post.pk).body) == left
    assert Version.objects.filter(object_id=post.pk).exists() == left


def test_a_withdrawn_text_that_was_edited_lately_stays(make_post):
    post = make_post("It helped me.")
    Version.objects.update(created_at=timezone.now() - timedelta(days=400))
    discussion.edit(post, title="", body="It helped.", assessment=verdict("publish"), based_on=1)
    actions.withdraw(post)
    retention.forget()

    assert Post.objects.get(pk=post.pk).body == "It helped."


def test_what_is_shown_in_place_of_an_erased_text_is_what_was_there_before(client, topic, removed, make_post):
    taken_back, answered = make_post("It helped me."), make_post("And me.")
    make_post("Which cream?", under=answered)
    for post in (taken_back, answered):
        actions.withdraw(post)
    before = client.get(topic.get_absolute_url()).text
    close_cases(days=366)
    Version.objects.update(created_at=timezone.now() - timedelta(days=366))
    retention.forget()

    after = client.get(topic.get_absolute_url()).text
    for page in (before, after):
        assert page.count("A moderator removed this reply.") == 1 and "Passing on how to reach a seller" in page
        assert page.count("The author took this reply back.") == 1
    assert set(Post.objects.filter(status=Status.ERASED)) == {removed, taken_back, answered}


def test_a_text_with_a_newer_case_stays(removed):
    close_cases(days=366)
    Case.objects.create(
        content_type=Case.objects.get().content_type, object_id=removed.pk, version=1, place_key="x", place_title="x"
    )
    retention.forget()

    assert Post.objects.get(pk=removed.pk).body == ADVERT


def test_the_title_of_a_question_goes_too(make_topic, moderator):
    topic = make_topic(title="Where is Acme Regen?", body=ADVERT, outcome="hold")
    question = topic.thread.posts.get(answer_no=0)
    decided(Case.objects.get(), act="remove", moderator=moderator, rule="contact", message="x")
    close_cases(days=366)
    retention.forget()

    question.refresh_from_db()
    assert (question.status, question.title) == (Status.ERASED, "")
    assert Case.objects.get().place_title == ""


def test_it_no_longer_speaks_of_a_provider(make_post, moderator, make_provider):
    post = make_post(ADVERT, outcome="hold", names=make_provider())
    decided(Case.objects.get(), act="remove", moderator=moderator, rule="contact", message="x")
    close_cases(days=366)
    assert ProviderMention.objects.exists()
    retention.forget()

    assert not ProviderMention.objects.filter(object_id=post.pk).exists()


def test_pages_of_an_erased_text_still_answer(removed, client, sign_in, moderator, stranger):
    close_cases(days=366)
    retention.forget()

    case = Case.objects.get()
    desk = sign_in(client, moderator).get(case.get_absolute_url())
    assert desk.status_code == 200
    assert PHONE not in desk.text
    receipt = sign_in(client, stranger).get(case.decisions.get().get_absolute_url())
    assert "What was written then was erased after its time." in receipt.text
    assert PHONE not in receipt.text and "Passing on how to reach a seller" in receipt.text


def test_only_hidden_texts_can_be_erased(make_post):
    with pytest.raises(actions.MovedMeanwhile):
        texts.erase(make_post())


def test_it_can_run_twice(removed):
    close_cases(days=366)
    retention.forget()
    retention.forget()

    assert AuditEntry.objects.filter(act="detail-erased").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_erase_a_text_once(removed):
    close_cases(days=366)

    assert at_once(retention.forget, retention.forget) == [None, None]
    assert Post.objects.get(pk=removed.pk).status == Status.ERASED
    assert AuditEntry.objects.filter(act="detail-erased").count() == 1
    assert faults() == []


@pytest.mark.parametrize("closed, days, left", [(True, 366, 0), (True, 364, 1), (False, 366, 1)])
def test_a_report_goes_after_a_year_once_its_case_is_closed(make_post, member, moderator, closed, days, left):
    actions.report(make_post(ADVERT), reporter=member, reason="promotion", note="He sells it.")
    if closed:
        decided(Case.objects.get(), act="keep", moderator=moderator)
    Report.objects.update(created_at=timezone.now() - timedelta(days=days))
    retention.forget()

    assert Report.objects.count() == left


def test_what_the_log_tells_of_an_old_report_goes_with_it(make_post, member, moderator, monkeypatch):
    with monkeypatch.context() as then:
        then.setattr("django.utils.timezone.now", lambda now=timezone.now(): now - timedelta(days=400))
        actions.report(make_post(ADVERT), reporter=member, reason="promotion", note="He sells it.")
    decided(Case.objects.get(), act="keep", moderator=moderator)
    retention.forget()

    assert not [detail.text for detail in AuditDetail.objects.all() if "He sells it" in detail.text]
    assert faults() == []


def test_a_member_who_goes_leaves_the_chain_whole(removed, stranger, moderator, make_post, member):
    actions.report(make_post(ADVERT), reporter=member, reason="promotion")
    actions.suspend(stranger, until=timezone.now() + timedelta(days=7), by=moderator, reason="Adverts.")
    entries = AuditEntry.objects.count()
    for gone in (stranger, member, moderator):
        gone.delete()

    assert AuditEntry.objects.count() == entries
    assert faults() == []
    close_cases(days=366)
    retention.forget()
    assert Post.objects.get(pk=removed.pk).status == Status.ERASED
    assert faults() == []


class TestWords:
    """What was written in a case goes with time, whatever became of its text."""

    @pytest.fixture
    def kept(self, make_post, moderator, other_moderator):
        """A text that was returned, appealed, and stands again; somebody left a note."""
        case = Case.objects.open_about(make_post(ADVERT, outcome="flag", words=PHONE)).get()
        actions.note(case, moderator, text=f"He wrote {PHONE} before.")
        actions.escalate(case, moderator, text=f"Look at {PHONE}.")
        words = {"rule": "contact", "message": f"Not {PHONE}.", "reason": f"It says {PHONE}."}
        made = decided(case, act="return", moderator=moderator, sanction=actions.Wish("strike"), **words)
        appeal = actions.appeal(made, author=made.author, text=f"{PHONE} is my own.")
        actions.answer(appeal, moderator=other_moderator, overturn=True, reply=f"{PHONE} may stay.", reason=f"{PHONE}")
        decided(Case.objects.open().get(), act="keep", moderator=other_moderator)
        return made

    def words_left(self) -> list[str]:
        """Where the phone number stands in what the desk keeps."""
        tables = [Case, Decision, Appeal, CaseNote, Sanction, AuditDetail]
        return [model.__name__ for model in tables for row in model.objects.all() if PHONE in str(vars(row))]

    def test_they_go_and_what_was_done_is_kept(self, kept, moderator, stranger, client):
        assert set(self.words_left()) == {"Case", "Decision", "Appeal", "CaseNote", "Sanction", "AuditDetail"}
        close_cases(days=366)
        retention.forget()

        assert self.words_left() == []
        kept.refresh_from_db()
        assert (kept.act, kept.rule, kept.moderator) == ("return", "contact", moderator)
        assert kept.appeal.outcome == "overturned"
        assert Post.objects.get(pk=kept.object_id).body == ADVERT
        assert faults() == []
        client.force_login(stranger)
        assert "Your words and theirs were erased" in client.get(kept.get_absolute_url()).text
        for page in ("reasons.json", "reasons.txt"):
            assert client.get(f"{kept.get_absolute_url()}{page}").status_code == 200

    def test_a_day_less_than_a_year_they_stay(self, kept):
        close_cases(days=364)
        retention.forget()

        assert len(set(self.words_left())) == 6

    @pytest.mark.parametrize("newer", ["open", "closed lately"])
    def test_they_stay_while_something_newer_is_about_the_same_text(self, kept, member, other_moderator, newer):
        close_cases(days=366)
        actions.report(Post.objects.get(pk=kept.object_id), reporter=member, reason="promotion")
        if newer != "open":
            decided(Case.objects.open().get(), act="keep", moderator=other_moderator)
        retention.forget()

        assert len(set(self.words_left())) == 6

    def test_the_words_of_a_suspension_stay_while_it_is_in_force(self, member, site_admin):
        until = timezone.now() + timedelta(days=800)
        made = actions.suspend(member, until=until, by=site_admin, reason="Threats.", rule="respect")
        close_cases(days=500)
        retention.forget()
        assert Decision.objects.get().message == "Threats."

        Sanction.objects.filter(pk=made.pk).update(expires_at=timezone.now())
        retention.forget()
        assert Decision.objects.get().message == Sanction.objects.get().reason == ""
        assert faults() == []

    def test_an_edit_that_was_refused_goes_and_the_text_that_stands_stays(self, make_post, moderator):
        post = make_post("It helped me.")
        discussion.edit(post, title="", body=ADVERT, assessment=verdict("hold", ADVERT, words=PHONE), based_on=1)
        decided(Case.objects.get(), act="remove", moderator=moderator, rule="contact", message="m")
        close_cases(days=366)
        Version.objects.update(created_at=timezone.now() - timedelta(days=367))
        retention.forget()

        assert [version.body for version in Version.objects.filter(object_id=post.pk)] == ["It helped me."]
        assert Post.objects.get(pk=post.pk).body == "It helped me."

    def test_a_held_text_that_waits_for_its_author_stays_with_its_version(self, make_post, moderator):
        post = make_post(ADVERT, outcome="hold", words=PHONE)
        decided(Case.objects.get(), act="return", moderator=moderator, rule="contact", message="m")
        close_cases(days=366)
        Version.objects.update(created_at=timezone.now() - timedelta(days=367))
        retention.forget()

        assert Version.objects.filter(object_id=post.pk, body=ADVERT).exists()

    def test_what_an_older_release_left_goes_too(self, removed):
        texts.erase(removed)
        assert Decision.objects.get().message
        close_cases(days=366)
        retention.forget()

        assert Decision.objects.get().message == ""

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_forget_a_case_once(self, kept):
        close_cases(days=366)

        assert at_once(retention.forget, retention.forget) == [None, None]
        named = [json.loads(AuditDetail.objects.get(pk=entry.pk).text)["entries"] for entry in
                 AuditEntry.objects.filter(act="detail-erased")]  # fmt: skip
        assert sum(map(len, named)) == len({number for numbers in named for number in numbers})
        assert self.words_left() == []
        assert faults() == []


class TestOverdue:
    @pytest.fixture
    def held(self, make_post, stranger):
        post = make_post(ADVERT, outcome="hold", author=stranger)
        Case.objects.update(opened_at=timezone.now() - timedelta(hours=49))
        return post

    def test_moderators_and_admins_are_mailed_once_a_day(self, held, moderator, site_admin, editor, member):
        assert retention.mail_overdue() == 2
        assert retention.mail_overdue() == 0
        assert {mail.member for mail in OutgoingMail.objects.all()} == {moderator, site_admin}

        OutgoingMail.objects.update(about="overdue:2020-01-01")
        assert retention.mail_overdue() == 2

    def test_the_mail_says_how_many_and_nothing_of_what(self, held, moderator):
        retention.mail_overdue()
        deliver_due_mail()

        sent = django_mail.outbox[0]
        assert sent.subject == "The review queue needs you"
        assert "1 held text has waited for a decision for more than 48 hours." in sent.body
        assert "/moderation/" in sent.body
        assert not [word for word in ("psoriasis", "Acme", "Jon", PHONE) if word in (sent.subject + sent.body).replace(
            "MyPsoriasis", ""
        )]  # fmt: skip

    def test_neither_flags_nor_young_cases_nor_ones_own_are_told(self, make_post, moderator):
        make_post(ADVERT, outcome="flag")
        make_post(ADVERT + " Own.", outcome="hold", author=moderator)
        Case.objects.update(opened_at=timezone.now() - timedelta(days=9))
        make_post(ADVERT + " Young.", outcome="hold")

        assert retention.mail_overdue() == 0

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_mail_once(self, held, moderator):
        assert sorted(at_once(retention.mail_overdue, retention.mail_overdue)) == [0, 1]
        assert OutgoingMail.objects.count() == 1

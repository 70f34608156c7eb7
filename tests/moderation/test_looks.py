"""The log says who looked at what the public could not read; looks at public texts would drown that."""

import pytest

from discussion import actions as discussion
from discussion.models import Thread
from moderation import actions, timeline
from moderation.models import AuditEntry, Case, ProviderMention
from tests.texts import ADVERT, INNOCENT, decided, verdict


@pytest.fixture
def looks(desk):
    """looks(post) -> the entries that opening its case has left."""

    def look(post) -> list[AuditEntry]:
        assert desk.get(Case.objects.about(post).get().get_absolute_url()).status_code == 200
        return list(AuditEntry.objects.filter(act="looked", subject_id=post.pk))

    return look


def edited(post, words, outcome):
    return discussion.edit(post, title="", body=words, assessment=verdict(outcome, words), based_on=1)


def test_a_flagged_text_that_everybody_reads_leaves_no_entry(looks, make_post):
    assert looks(make_post(ADVERT, outcome="flag")) == []


def test_nor_does_one_that_was_reported(looks, make_post, member):
    post = make_post(INNOCENT)
    actions.report(post, reporter=member, reason="promotion")

    assert looks(post) == []


def test_a_look_at_a_held_text_names_who_looked_and_at_what(looks, make_post, moderator):
    post = make_post(ADVERT, outcome="hold")
    (entry,) = looks(post)

    assert (entry.actor_id, entry.case_id) == (moderator.pk, Case.objects.get().pk)


@pytest.mark.parametrize("act", ["return", "remove"])
def test_a_text_out_of_sight_leaves_one(looks, make_post, moderator, act):
    post = make_post(ADVERT, outcome="flag")
    decided(Case.objects.get(), act=act, moderator=moderator, rule="contact", message="x")

    assert len(looks(post)) == 1


@pytest.mark.parametrize("outcome", ["flag", "hold"])
def test_an_older_version_and_an_edit_that_waits_are_not_public(looks, make_post, outcome):
    post = make_post(ADVERT, outcome="flag")
    edited(post, ADVERT + " Really.", outcome)

    assert len(looks(post)) == 1


def test_a_public_answer_of_a_thread_nobody_can_open_is_not_public(looks, make_post):
    post = make_post(ADVERT, outcome="flag")
    Thread.objects.filter(pk=post.thread_id).update(visible=False)

    assert len(looks(post)) == 1


def test_a_provider_s_page_shows_no_words_of_a_thread_nobody_can_open(make_post, make_provider, make_member):
    post = make_post(ADVERT, names=make_provider())
    Thread.objects.filter(pk=post.thread_id).update(visible=False)
    elsewhere = make_member("Bo", role="board moderators")
    (voice,) = timeline.voices(ProviderMention.objects.all(), elsewhere)

    assert (voice.words, voice.is_public) == ("", False)


def test_a_group_leaves_one_for_each_hidden_text_on_each_page_that_shows_it(desk, make_post, moderator):
    hidden = [make_post(f"{ADVERT} {number}", outcome="hold") for number in range(2)]
    public = make_post(INNOCENT, outcome="flag")
    cases = [Case.objects.about(post).get() for post in (*hidden, public)]
    sent = {"case": [f"{case.pk}:{case.version}" for case in cases]}

    page = desk.post("/moderation/group/", sent)
    entries = AuditEntry.objects.filter(act="looked", actor_id=moderator.pk)
    assert {entry.case_id for entry in entries} == {case.pk for case in cases[:2]} and len(entries) == 2

    key = str(page.context["form"]["group_key"].value())
    sent |= {"act": "mask", "rule": "contact", "reason": "r", "message": "m", "group_key": key, "step": "preview"}
    assert desk.post("/moderation/group/", sent).status_code == 200
    assert entries.all().count() == 4


def test_a_list_of_figures_shows_public_words_only_and_leaves_none(desk, make_post):
    make_post(ADVERT, outcome="hold")
    make_post(INNOCENT, outcome="flag")
    page = desk.get("/moderation/figures/cases/?of=waiting-all").text

    assert INNOCENT[:60] in page and "A text that is not public" in page
    assert ADVERT[:30] not in page
    assert not AuditEntry.objects.filter(act="looked").exists()

"""One clinic, many voices: texts that name a provider of the list, and the alert when that looks arranged."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from moderation import actions, mentions, providers, rescanning
from moderation.models import Provider, ProviderAlert, ProviderMention
from notifications.models import Notice
from tests.races import at_once
from tests.texts import new_key, verdict


@pytest.fixture
def provider(make_provider):
    return make_provider("Wexmoor Lane")


@pytest.fixture
def speaks(make_post, make_member, provider):
    """speaks(author=…, outcome="flag") -> Post that names the provider; if not said, by somebody who has just joined."""
    young = iter(range(100))

    def speak(*, outcome="flag", **given):
        author = given.get("author") or make_member(f"Young {next(young)}", days=1, posts=0)
        return make_post("Go to Wexmoor Lane.", outcome=outcome, author=author, names=provider)

    return speak


def told(member):
    return [notice.text for notice in Notice.objects.filter(member=member, kind="desk")]


def test_a_text_that_names_a_provider_is_on_its_timeline(speaks, provider, stranger):
    post = speaks(author=stranger, outcome="publish")

    mention = ProviderMention.objects.get()
    assert (mention.provider, mention.subject, mention.author) == (provider, post, stranger)
    assert (mention.praises, mention.author_was_young) == (False, False)


def test_an_edit_that_no_longer_names_it_leaves_the_timeline(speaks, provider):
    post = speaks()
    revise(post, verdict("publish"))

    assert not ProviderMention.objects.exists()


def test_while_an_edit_waits_the_public_text_still_speaks(speaks, provider):
    post = speaks(outcome="publish")
    revise(post, verdict("hold"))

    assert ProviderMention.objects.count() == 1


def test_an_edit_that_begins_to_praise_counts_as_of_then(speaks, provider):
    post = speaks(outcome="publish")
    ProviderMention.objects.update(created_at=timezone.now() - timedelta(days=20))
    revise(post, verdict("flag", names=provider))

    mention = ProviderMention.objects.get()
    assert mention.praises
    assert timezone.now() - mention.created_at < timedelta(minutes=1)


def test_a_text_that_is_withdrawn_leaves_the_timeline(speaks):
    actions.withdraw(speaks())

    assert not ProviderMention.objects.exists()


def test_an_entry_that_went_between_the_screen_and_the_storing_stops_nobody(provider, make_post, site_admin):
    gone = Provider(pk=provider.pk)
    providers.remove(provider, by=site_admin)

    make_post("Go to Wexmoor Lane.", names=gone)
    assert not ProviderMention.objects.exists()


def test_three_young_accounts_raise_one_alert_and_tell_each_moderator_once(
    speaks, provider, moderator, site_admin, member
):
    speaks(), speaks()
    assert not ProviderAlert.objects.exists()

    speaks(), speaks()
    alert = ProviderAlert.objects.get()
    assert (alert.provider, alert.accounts, alert.closed_at) == (provider, 4, None)
    assert len(told(moderator)) == len(told(site_admin)) == 1
    assert "Wexmoor Lane" in told(moderator)[0]
    assert told(member) == []


def test_one_account_that_writes_three_times_raises_none(speaks, newcomer):
    for _time in range(3):
        speaks(author=newcomer)

    assert not ProviderAlert.objects.exists()


def test_neither_questions_nor_members_of_long_standing_raise_one(speaks, member, stranger):
    for author in (member, stranger, None):
        speaks(author=author)
    for _time in range(3):
        speaks(outcome="publish")

    assert not ProviderAlert.objects.exists()


def test_voices_more_than_a_week_apart_raise_none(speaks):
    speaks(), speaks()
    ProviderMention.objects.update(created_at=timezone.now() - timedelta(days=8))
    speaks()

    assert not ProviderAlert.objects.exists()


def test_after_a_closed_alert_only_newer_voices_count(speaks, moderator):
    for _time in range(3):
        speaks()
    mentions.close(ProviderAlert.objects.get(), by=moderator)
    speaks()
    assert not ProviderAlert.objects.filter(closed_at=None).exists()

    speaks(), speaks()
    assert ProviderAlert.objects.filter(closed_at=None).count() == 1


def test_a_rescan_finds_old_voices_as_of_their_day(make_post, make_member, provider, settings):
    for number in range(3):
        make_post("I recommend Wexmoor Lane. Book there today.", author=make_member(f"Old {number}", days=1, posts=0))
    long_ago = timezone.now() - timedelta(days=60)
    type(make_post()).objects.update(published_at=long_ago)
    rescanning.start(date(2020, 1, 1))
    while rescanning.go_on():
        pass

    assert {mention.created_at for mention in ProviderMention.objects.all()} == {long_ago}
    assert ProviderAlert.objects.get().accounts == 3


@pytest.mark.django_db(transaction=True)
def test_of_three_at_once_one_alert_comes(topic, provider, make_member, make_post, moderator):
    young = [make_member(f"Young {number}", days=1, posts=0) for number in range(3)]

    def speak(author):
        return lambda: make_post("Go to Wexmoor Lane.", outcome="flag", author=author, names=provider, key=new_key())

    outcomes = at_once(*(speak(author) for author in young))
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert ProviderAlert.objects.get().accounts == 3
    assert len(told(moderator)) == 1


def revise(post, assessment):
    return actions.revise(
        post, title="", body="Something else.", html="<p>Something else.</p>", assessment=assessment, based_on=1
    )

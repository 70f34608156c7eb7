"""Texts that were there before an entry of the provider list counted are found by the worker, once it counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from discussion import actions as discussion
from moderation import actions, providers, searching
from moderation.models import Case, MentionSearch, ProviderAlert, ProviderMention, Status
from tests.races import at_once
from tests.texts import decided, verdict

ASKS = "Has anybody been to Wexmoor Lane? I would like to hear how it went."
PRAISES = "Wexmoor Lane cured my psoriasis with stem cells. Call +1 202 555 0143 and tell them I sent you."


def search():
    """To the end: all processes know the entry by now."""
    MentionSearch.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    while searching.go_on():
        pass


@pytest.fixture
def read(monkeypatch):
    """The texts that the worker reads."""
    texts, really = [], searching._heard
    monkeypatch.setattr(searching, "_heard", lambda subject, listed: texts.append(subject) or really(subject, listed))
    return texts


def found() -> set:
    return {mention.subject for mention in ProviderMention.objects.all()}


def test_a_text_written_before_the_approval_comes_on_the_timeline(make_post, make_provider, stranger):
    post = make_post(ASKS)
    make_post("It helped me a little.")
    post_at = timezone.now() - timedelta(days=100)
    type(post).objects.filter(pk=post.pk).update(published_at=post_at)
    provider = make_provider("Wexmoor Lane")
    assert not ProviderMention.objects.exists()
    search()

    mention = ProviderMention.objects.get()
    assert (mention.provider, mention.subject, mention.author) == (provider, post, stranger)
    assert (mention.praises, mention.created_at) == (False, post_at)
    assert not searching.goes_on(provider)


def test_the_page_of_the_provider_says_that_older_texts_are_still_read(client, sign_in, moderator, make_provider):
    url = f"/moderation/providers/{make_provider('Wexmoor Lane').pk}/"
    desk = sign_in(client, moderator)

    assert "still being read" in desk.get(url).text
    search()
    assert "still being read" not in desk.get(url).text


def test_it_praises_or_not_as_it_is_read_today_and_nothing_is_flagged(make_post, make_provider):
    make_post(PRAISES)
    make_provider("Wexmoor Lane")
    search()

    assert ProviderMention.objects.get().praises
    assert not Case.objects.exists()


@pytest.mark.parametrize("act", ["return", "remove"])
def test_texts_out_of_sight_speak_too(make_post, make_provider, moderator, act):
    post = make_post(PRAISES, outcome="hold")
    decided(Case.objects.get(), act=act, moderator=moderator, rule="contact", message="m")
    make_provider("Wexmoor Lane")
    search()

    assert found() == {post}


def test_an_edit_that_waits_speaks_beside_the_public_text(make_post, make_provider):
    post = make_post("It helped me a little.")
    discussion.edit(post, title="", body=PRAISES, assessment=verdict("hold", PRAISES), based_on=1)
    make_provider("Wexmoor Lane")
    search()

    assert ProviderMention.objects.get().praises


def test_a_text_that_was_taken_back_says_nothing(make_post, make_provider):
    actions.withdraw(make_post(PRAISES))
    make_provider("Wexmoor Lane")
    search()

    assert not ProviderMention.objects.exists()


def test_what_was_noted_when_it_was_written_stays_as_it_is(make_post, make_provider):
    first = make_provider("Acme Regen")
    make_post("Acme Regen sent me to Wexmoor Lane.", names=first)
    ProviderMention.objects.update(praises=True, created_at=timezone.now() - timedelta(days=9))
    before = ProviderMention.objects.get()
    make_provider("Wexmoor Lane")
    search()

    again = ProviderMention.objects.get(provider=first)
    assert (again.praises, again.created_at) == (True, before.created_at)
    assert ProviderMention.objects.count() == 2


def test_three_young_accounts_of_one_week_raise_the_alert_afterwards(make_post, make_provider, make_member):
    for number in range(3):
        make_post(PRAISES, author=make_member(f"Young {number}", days=1, posts=0))
    provider = make_provider("Wexmoor Lane")
    search()

    assert ProviderAlert.objects.get().provider == provider


def test_an_entry_that_waits_for_approval_is_searched_by_nobody(make_post, site_admin, make_provider):
    make_post(ASKS)
    entry = make_provider("Wexmoor Lane")
    entry.aliases = ["Wexmoor"]
    providers.save(entry, by=site_admin)
    search()

    assert not ProviderMention.objects.exists()


def test_a_killed_worker_goes_on_where_it_was(make_post, make_provider, read, monkeypatch):
    monkeypatch.setattr(searching, "BATCH", 2)
    posts = {make_post(f"{ASKS} {number}") for number in range(5)}
    make_provider("Wexmoor Lane")
    assert searching.go_on()
    assert len(found()) in (1, 2)  # the question of the thread is the first text

    read.clear()
    search()
    assert found() == posts
    assert len(read) == len(set(read)) == 4


def test_one_search_answers_all_that_began_before_it(make_post, make_provider, read):
    make_post(f"{ASKS} Or to Acme Regen?")
    make_provider("Wexmoor Lane")
    make_provider("Acme Regen")
    search()

    assert ProviderMention.objects.count() == 2
    assert len(read) == 2
    assert not MentionSearch.objects.filter(done_at=None).exists()


def test_a_text_taken_back_while_it_is_read_is_not_noted(make_post, make_provider, monkeypatch):
    post = make_post(ASKS)
    make_provider("Wexmoor Lane")

    def reads_slowly(subject, listed, really=searching._heard):
        heard = really(subject, listed)
        if subject == post:
            actions.withdraw(post)
        return heard

    monkeypatch.setattr(searching, "_heard", reads_slowly)
    search()
    assert not ProviderMention.objects.exists()
    assert type(post).objects.get(pk=post.pk).status == Status.WITHDRAWN


def test_a_text_that_was_screened_with_the_old_list_a_moment_later_is_found_too(make_post, make_provider):
    provider = make_provider("Wexmoor Lane")
    while searching.go_on():
        pass
    assert searching.goes_on(provider)

    post = make_post(ASKS)
    search()
    assert found() == {post}


@pytest.mark.django_db(transaction=True)
def test_two_workers_note_each_text_once(make_post, make_provider):
    for number in range(4):
        make_post(f"{ASKS} {number}")
    make_provider("Wexmoor Lane")
    at_once(search, search)

    assert ProviderMention.objects.count() == 4

import pytest
from django.urls import reverse

from discussion.models import Draft, PendingText, Post
from discussion.pending import COOKIE
from moderation.models import Status
from tests.texts import ADVERT, new_key


@pytest.fixture
def answer_url(topic):
    return reverse("discussion:answer", args=[topic.thread_id])


@pytest.fixture
def signed_in(client, stranger):
    client.force_login(stranger)
    return client


def form(body, **more):
    return {"body": body, "key": new_key(), "act": "send"} | more


def send_anyway(client, url, body, **more):
    """See the hint, and post the text all the same."""
    hinted = client.post(url, form(body, **more))
    hint_for = hinted.context["form"]["hint_for"].value()
    return client.post(url, form(body, hint_for=hint_for, **more))


def test_a_member_answers_and_is_led_to_the_answer(signed_in, answer_url, stranger):
    response = signed_in.post(answer_url, form("It helped me a little."), follow=True)

    post = Post.objects.get(author=stranger)
    assert response.redirect_chain[-1][0].endswith(f"#post-{post.pk}")
    assert "It helped me a little." in response.text


def test_an_advertisement_is_hinted_before_it_is_sent(signed_in, answer_url):
    response = signed_in.post(answer_url, form(ADVERT))

    assert response.status_code == 200
    assert "These words would make your text wait" in response.text
    assert "<mark" in response.text
    assert not Post.objects.filter(answer_no=1).exists()


def test_the_same_text_sent_after_the_hint_is_stored_and_held(signed_in, answer_url, stranger):
    response = send_anyway(signed_in, answer_url, ADVERT)

    assert response.status_code == 302
    assert Post.objects.get(author=stranger).status == Status.HELD


def test_a_hint_for_one_text_does_not_count_for_another(signed_in, answer_url):
    hint_for = signed_in.post(answer_url, form(ADVERT)).context["form"]["hint_for"].value()
    response = signed_in.post(answer_url, form(ADVERT + " Today only, 20 % off.", hint_for=hint_for))

    assert "These words would make your text wait" in response.text


def test_the_offered_cleaning_leaves_a_text_that_is_published(signed_in, answer_url, stranger):
    cleaned = signed_in.post(answer_url, form(ADVERT, act="clean")).context["form"]["body"].value()
    signed_in.post(answer_url, form(cleaned))

    assert "0143" not in cleaned
    assert Post.objects.get(author=stranger).status == Status.PUBLISHED


def test_a_held_text_can_be_cleaned_in_place_by_its_author(signed_in, answer_url, stranger):
    send_anyway(signed_in, answer_url, ADVERT)
    post = Post.objects.get(author=stranger)

    signed_in.post(reverse("discussion:without_details", args=[post.pk]))
    post.refresh_from_db()
    assert post.status == Status.PUBLISHED
    assert "0143" not in post.body


def test_the_preview_shows_the_text_as_it_will_look_and_stores_nothing(signed_in, answer_url):
    response = signed_in.post(answer_url, form("It **helped** me.", act="preview"))

    assert "<strong>helped</strong>" in response.text
    assert not Post.objects.filter(answer_no=1).exists()


@pytest.mark.parametrize("body", ["", "   \n ", "a\x00b", "x" * 20_001, "y" * 1_000_000])
def test_a_bad_text_comes_back_with_a_message_and_is_not_lost(signed_in, answer_url, body):
    response = signed_in.post(answer_url, form(body))

    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert response.context["form"]["body"].value() == body
    assert not Post.objects.filter(answer_no=1).exists()


def test_a_locked_thread_refuses_and_gives_the_text_back(signed_in, answer_url, topic):
    topic.thread.locked = True
    topic.thread.save()

    response = signed_in.post(answer_url, form("Too late, but worth keeping."))
    assert response.status_code == 422
    assert "closed for new replies" in response.text
    assert "Too late, but worth keeping." in response.text


def test_a_vanished_parent_refuses_and_gives_the_text_back(signed_in, make_post):
    answer = make_post()
    Post.objects.filter(pk=answer.pk).update(status=Status.REMOVED)

    response = signed_in.post(reverse("discussion:reply", args=[answer.pk]), form("I agree."))
    assert response.status_code == 422
    assert "I agree." in response.text


def test_a_thread_that_never_was_gives_the_text_back(signed_in, db):
    response = signed_in.post(reverse("discussion:answer", args=[999_999]), form("Into the void."))

    assert response.status_code == 422
    assert "Into the void." in response.text


def test_the_same_form_with_another_text_shows_both(signed_in, answer_url):
    key = new_key()
    signed_in.post(answer_url, form("The first text.", key=key))

    response = signed_in.post(answer_url, form("The second text.", key=key))
    assert response.status_code == 409
    assert "The first text." in response.text
    assert "The second text." in response.text


def test_an_edit_from_an_old_page_shows_the_newest_text_and_keeps_what_was_typed(signed_in, answer_url, stranger):
    signed_in.post(answer_url, form("one"))
    post = Post.objects.get(author=stranger)
    url = reverse("discussion:edit", args=[post.pk])
    signed_in.post(url, form("two", based_on=1))

    response = signed_in.post(url, form("three, from an old page", based_on=1))
    assert response.status_code == 409
    assert "two" in response.text
    assert "three, from an old page" in response.text
    post.refresh_from_db()
    assert post.body == "two"


def test_an_edit_that_adds_an_advertisement_waits_while_the_old_text_stays(signed_in, answer_url, stranger):
    signed_in.post(answer_url, form("It helped me a little."))
    post = Post.objects.get(author=stranger)
    send_anyway(signed_in, reverse("discussion:edit", args=[post.pk]), ADVERT, based_on=1)

    post.refresh_from_db()
    assert (post.body, post.proposal.body) == ("It helped me a little.", ADVERT)


def test_nobody_edits_withdraws_or_reads_the_versions_of_anothers_text(client, make_post, member):
    post = make_post("Not yours.")
    client.force_login(member)

    for name in ("edit", "withdraw", "history"):
        assert client.get(reverse(f"discussion:{name}", args=[post.pk])).status_code == 404
    assert client.post(reverse("discussion:without_details", args=[post.pk])).status_code == 404


def test_what_a_member_typed_is_a_draft_until_it_is_posted(signed_in, answer_url, stranger):
    shown_again = signed_in.post(answer_url, form("x" * 30_000)).context["form"]
    assert Draft.objects.get(member=stranger).fields["body"] == "x" * 30_000

    signed_in.post(answer_url, form("Short enough.") | {"seen": shown_again.seen})
    assert not Draft.objects.filter(member=stranger).exists()


def test_a_draft_waits_in_its_form(signed_in, answer_url, topic):
    signed_in.post(reverse("discussion:save_draft"), {"place": f"thread:{topic.thread_id}", "body": "half a thought"})

    assert "half a thought" in signed_in.get(answer_url).text


def test_drafts_are_for_their_owner_alone(signed_in, client, answer_url, topic, member):
    signed_in.post(reverse("discussion:save_draft"), {"place": f"thread:{topic.thread_id}", "body": "private"})
    client.force_login(member)

    assert "private" not in client.get(reverse("discussion:drafts")).text
    assert "private" not in client.get(answer_url).text


def test_a_visitors_text_is_kept_under_a_signed_cookie_and_they_are_asked_to_join(client, answer_url):
    response = client.post(answer_url, form("As a visitor."))

    assert response.url == reverse("members:join")
    assert PendingText.objects.get().fields["body"] == "As a visitor."
    assert PendingText.objects.get().token in response.cookies[COOKIE].value


def test_a_forged_cookie_names_no_text(client, answer_url, db):
    client.post(answer_url, form("As a visitor."))
    token = PendingText.objects.get().token
    client.cookies[COOKIE] = f"{token}:1:forged"

    assert "As a visitor." not in client.get(answer_url).text


def test_after_joining_the_kept_text_is_screened_and_posted_once(client, answer_url, stranger):
    client.post(answer_url, form("As a visitor."))
    client.force_login(stranger)

    for _ in range(2):
        client.get(reverse("discussion:pending"))
    assert Post.objects.filter(author=stranger, body="As a visitor.").count() == 1
    assert not PendingText.objects.exists()


def test_a_visitors_advertisement_is_held_after_joining(client, answer_url, stranger):
    send_anyway(client, answer_url, ADVERT)
    client.force_login(stranger)

    client.get(reverse("discussion:pending"))
    assert Post.objects.get(author=stranger).status == Status.HELD


def test_a_kept_text_whose_thread_was_closed_becomes_a_draft(client, answer_url, stranger, topic):
    client.post(answer_url, form("As a visitor."))
    topic.thread.locked = True
    topic.thread.save()
    client.force_login(stranger)

    assert "As a visitor." in client.get(reverse("discussion:pending")).text
    assert Draft.objects.get(member=stranger).fields["body"] == "As a visitor."


def test_a_suspended_member_cannot_write_and_loses_nothing(client, answer_url, make_member):
    from datetime import timedelta

    from django.utils import timezone

    suspended = make_member("Sus", suspended_until=timezone.now() + timedelta(days=3))
    client.force_login(suspended)

    client.post(answer_url, form("Let me explain."))
    assert not Post.objects.filter(author=suspended).exists()
    assert Draft.objects.get(member=suspended).fields["body"] == "Let me explain."


def test_after_a_form_was_sent_twice_the_next_reply_is_a_new_one(signed_in, answer_url, stranger):
    key = new_key()
    signed_in.post(answer_url, form("The first text.", key=key))
    signed_in.post(answer_url, form("The second text.", key=key))

    fresh = signed_in.get(answer_url).context["form"]
    assert fresh["key"].value() != key
    assert signed_in.post(answer_url, form("A third text.", key=fresh["key"].value())).status_code == 302


def test_the_second_text_of_a_form_waits_as_a_draft_of_the_edit(signed_in, answer_url, stranger):
    key = new_key()
    signed_in.post(answer_url, form("The first text.", key=key))
    signed_in.post(answer_url, form("The second text.", key=key))

    assert Draft.objects.get().place == f"edit:{Post.objects.get(author=stranger).pk}"


def test_an_edit_sent_after_the_session_ended_is_saved_after_signing_in(client, make_post, stranger):
    post = make_post("old", author=stranger)
    url = reverse("discussion:edit", args=[post.pk])
    assert client.post(url, form("new", based_on=1)).status_code == 302
    client.force_login(stranger)

    client.get(reverse("discussion:pending"))
    post.refresh_from_db()
    assert post.body == "new"


def test_a_kept_edit_of_anothers_text_changes_nothing(client, make_post, stranger, member):
    post = make_post("old", author=stranger)
    client.post(reverse("discussion:edit", args=[post.pk]), form("vandalised", based_on=1))
    client.force_login(member)

    assert "not yours to edit" in client.get(reverse("discussion:pending")).text
    post.refresh_from_db()
    assert post.body == "old"


def test_once_the_hints_are_used_up_every_text_gets_the_same_answer(signed_in, topic, settings):
    from django.core.cache import cache

    cache.clear()
    settings.LIMITS = {name: {"member": "1/h", "newcomer": "1/h"} for name in ("hint", "explained", "check")}
    fields = {"place": f"thread:{topic.thread_id}"}
    url = reverse("discussion:hint")
    assert "These words" in signed_in.post(url, fields | {"body": ADVERT}).text

    answers = [signed_in.post(url, fields | {"body": body}) for body in (ADVERT, "It helped me a little.")]
    assert [answer.status_code for answer in answers] == [429, 429]


def test_the_place_of_a_draft_is_a_place_that_can_be_kept(signed_in):
    place = "thread:" + "9" * 5000

    assert signed_in.post(reverse("discussion:save_draft"), {"place": place, "body": "x"}).status_code == 422

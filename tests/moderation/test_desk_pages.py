import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from discussion.models import Post
from moderation import actions
from moderation.models import AuditEntry, Case, Decision, Status
from notifications.models import Notice
from tests.texts import ADVERT, INNOCENT, decided

QUEUE = "/moderation/"


def decision(**fields):
    return {"act": "release", "rule": "", "reason": "It is fine.", "message": "", "version": 1} | fields


@pytest.mark.parametrize("who", ["member", "stranger", "newcomer", "editor"])
def test_for_others_there_is_no_desk(client, sign_in, request, case, who):
    sign_in(client, request.getfixturevalue(who))

    assert client.get(QUEUE).status_code == 404
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.post(case.get_absolute_url(), decision()).status_code == 404


def test_a_visitor_at_the_desk_is_asked_to_sign_in(client, case):
    assert client.get(QUEUE).status_code == 302


def test_the_queue_lists_a_case_with_its_reasons(desk, case):
    text = desk.get(QUEUE).text

    assert "Acme Regen" in text
    assert "Phone number" in text


def test_the_case_page_marks_the_words_and_shows_the_thread_around(desk, case):
    text = desk.get(case.get_absolute_url()).text

    assert "<mark" in text
    assert "light therapy on the scalp" in text


def test_a_look_at_a_hidden_text_is_an_audit_entry(desk, case, moderator):
    desk.get(case.get_absolute_url())

    entry = AuditEntry.objects.order_by("-pk").first()
    assert (entry.act, entry.actor_id, entry.case_id) == ("looked", moderator.pk, case.pk)


def test_a_released_text_is_public_and_its_author_told(desk, client, held, case, topic):
    desk.post(case.get_absolute_url(), decision())

    assert Post.objects.readable_by(AnonymousUser()).filter(pk=held.pk).exists()
    assert Notice.objects.get(member=held.author).text == "Thank you for waiting. Your text is now visible."


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"act": ""}, "Choose a decision."),
        ({"act": "keep"}, "Choose a decision."),
        ({"reason": ""}, "Say in a few words why."),
        ({"act": "remove"}, "Name the rule."),
        ({"act": "return", "rule": "promotion"}, "Tell the author what to change"),
    ],
)
def test_a_decision_without_its_parts_is_refused_and_what_was_typed_is_kept(desk, case, wrong, message):
    response = desk.post(case.get_absolute_url(), decision(reason="a reason worth keeping") | wrong)

    assert response.status_code == 422
    assert message in response.text
    assert wrong.get("reason") == "" or "a reason worth keeping" in response.text
    assert not Decision.objects.exists()


def test_the_second_moderator_is_told_and_keeps_what_they_typed(desk, case, other_moderator):
    decided(case, act="release", moderator=other_moderator, version=1, rule="", reason="fine")

    response = desk.post(case.get_absolute_url(), decision(reason="my own reason"))
    assert response.status_code == 409
    assert "was decided" in response.text


def test_a_moderators_own_text_is_not_theirs_to_read_at_the_desk(desk, make_post, moderator):
    post = make_post(ADVERT, outcome="hold", author=moderator)
    case = Case.objects.open_about(post).get()

    assert desk.get(case.get_absolute_url()).url == QUEUE
    desk.post(case.get_absolute_url(), decision())
    post.refresh_from_db()
    assert post.status == Status.HELD


def test_the_receipt_is_for_the_author_alone(client, held, case, moderator, member, sign_in):
    made = decided(
        case,
        act="remove",
        moderator=moderator,
        version=1,
        rule="promotion",
        reason="r",
        message="It sends people there.",
    )
    url = made.get_absolute_url()

    client.force_login(member)
    assert client.get(url).status_code == 404
    client.force_login(held.author)
    text = client.get(url).text
    assert "It sends people there." in text
    assert "Steering people to a seller" in text
    assert "+1 202 555 0143" in text  # a copy to keep
    assert moderator.username not in text


def test_a_removed_text_is_a_stub_with_its_rule_for_everyone(client, make_post, moderator, topic):
    post = make_post(ADVERT, outcome="flag")
    decided(
        Case.objects.open_about(post).get(), act="remove", moderator=moderator, rule="promotion", message="It sells."
    )

    text = client.get(topic.get_absolute_url()).text
    assert "A moderator removed this reply" in text
    assert "Steering people to a seller" in text
    assert "Acme" not in text


def test_a_removed_text_that_was_never_public_leaves_no_trace_but_for_its_author(
    client, held, case, moderator, member, topic
):
    decided(case, act="remove", moderator=moderator, rule="promotion", message="It sells.")
    link = reverse("discussion:post", args=[held.pk])

    for reader in (None, member):
        if reader:
            client.force_login(reader)
        assert "A moderator removed this reply" not in client.get(topic.get_absolute_url()).text
        assert client.get(link).status_code == 404
    client.force_login(held.author)
    page = client.get(link, follow=True).text
    assert "A moderator removed this reply" in page and "What was decided, and why" in page


def test_a_removed_question_that_was_never_public_leaves_no_trace(client, make_topic, moderator, member, stranger):
    asked = make_topic(title="Where is Acme Regen?", body=ADVERT, outcome="hold", author=stranger)
    question = asked.thread.posts.get()
    decided(Case.objects.open_about(question).get(), act="remove", moderator=moderator, rule="contact", message="m")

    client.force_login(member)
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert client.get(reverse("discussion:post", args=[question.pk])).status_code == 404


@pytest.mark.parametrize(
    ("outcome", "answered", "told"),
    [
        ("hold", False, "Nobody sees that it was ever there."),
        ("flag", False, "Nobody sees that it was ever there."),
        ("flag", True, "Everybody sees a line that it was removed, and the rule."),
    ],
)
def test_the_preview_of_removing_a_question_says_what_stays_in_its_place(
    desk, make_topic, make_post, outcome, answered, told
):
    asked = make_topic(title="Where is Acme Regen?", body=ADVERT, outcome=outcome)
    if answered:
        make_post(INNOCENT, thread=asked.thread)
    sent = {"act": "remove", "rule": "contact", "reason": "r", "message": "m", "version": 1, "preview": "1"}

    assert told in desk.post(Case.objects.get().get_absolute_url(), sent).text


def test_a_member_reports_and_the_desk_sees_it_without_the_name(client, desk, make_post, stranger, member):
    post = make_post("Something unkind.")
    client.logout()
    client.force_login(member)
    client.post(reverse("discussion:report", args=[post.pk]), {"reason": "respect", "note": "It hurts."})

    case = Case.objects.get()
    assert (case.reports_count, case.reports.get().note) == (1, "It hurts.")


def test_the_desk_shows_reports_but_not_who_made_them(desk, make_post, make_member):
    post = make_post("Something unkind.")
    actions.report(post, reporter=make_member("Whistle"), reason="respect", note="It hurts.")

    text = desk.get(Case.objects.get().get_absolute_url()).text
    assert "It hurts." in text
    assert "Whistle" not in text

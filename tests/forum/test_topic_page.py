import pytest
from django.urls import reverse

from discussion import actions
from discussion.models import Post
from moderation import actions as moderation
from moderation.models import Status
from tests.texts import ADVERT, decided


def page(client, topic, **query):
    return client.get(topic.get_absolute_url(), query)


def test_a_visitor_reads_the_question_its_answers_and_their_replies(client, topic, make_post, member):
    answer = make_post("An answer.")
    make_post("A reply.", under=answer, author=member)

    text = page(client, topic).text
    for words in ("light therapy on the scalp", "An answer.", "A reply."):
        assert words in text


@pytest.mark.parametrize("answers", [3, 19])
def test_a_visitors_page_costs_the_same_however_long_the_thread_is(
    client, topic, make_post, member, answers, max_queries
):
    for number in range(answers):
        make_post("Reply.", under=make_post(f"Answer {number}."), author=member)
    page(client, topic)  # content types are looked up once in a process

    with max_queries(6):
        page(client, topic)


def test_stubs_staff_card_and_helpful_marks_cost_a_visitor_nothing_more(
    client, topic, make_post, moderator, other_moderator, max_queries
):
    from discussion import actions as discussion

    make_post("Has anyone tried MSC therapy?", outcome="card", author=moderator)
    discussion.set_helpful(make_post("This is how.", author=other_moderator), on=True)
    moderation.texts.move(make_post("Unkind."), (Status.PUBLISHED,), Status.REMOVED, rule="respect")

    with max_queries(6):
        text = page(client, topic).text
    for words in ("Moderator", "Marked helpful by the asker", "Unkind words about a person"):
        assert words in text


def test_a_members_page_costs_at_most_six_more(client, topic, make_post, stranger, max_queries):
    for number in range(5):
        make_post(f"Answer {number}.")
    make_post(ADVERT, outcome="hold", words="Call")
    client.force_login(stranger)
    page(client, topic)

    with max_queries(12):
        page(client, topic)


def test_storing_a_reply_costs_at_most_fifteen(client, topic, make_post, stranger, max_queries):
    from tests.discussion.test_writing import form

    client.force_login(stranger)
    url = reverse("discussion:answer", args=[topic.thread_id])
    client.post(url, form("Warm."))

    shown = page(client, topic).context["form"]["shown"].value()

    with max_queries(15):
        response = client.post(url, form("It helped me a little.", shown=shown))
    assert response.status_code == 302


def test_a_visitors_page_is_the_same_for_all_visitors(client, topic, make_post):
    make_post()
    first, second = page(client, topic), page(type(client)(), topic)

    assert first.content == second.content
    assert not first.cookies
    assert "csrf" not in first.text


def test_a_held_answer_is_for_its_author_alone(client, topic, make_post, stranger, member, moderator):
    make_post(ADVERT, outcome="hold", words="+1 202 555 0143", author=stranger)

    assert "0143" not in page(client, topic).text
    for other in (member, moderator):
        client.force_login(other)
        assert "0143" not in page(client, topic).text
    client.force_login(stranger)
    text = page(client, topic).text
    assert "<mark" in text
    assert "Only you can see it" in text


def test_an_edit_that_waits_is_for_its_author_alone(client, topic, make_post, stranger, member):
    from tests.texts import verdict

    post = make_post("It helped me a little.", author=stranger)
    moderation.revise(
        post, title="", body=ADVERT, html="<p>x</p>", assessment=verdict("hold", ADVERT, words="Call"), based_on=1
    )

    client.force_login(member)
    assert "0143" not in page(client, topic).text
    client.force_login(stranger)
    assert "Your edit is waiting for a moderator" in page(client, topic).text


def test_a_topic_whose_question_is_held_exists_for_its_author_alone(client, make_topic, member, stranger):
    held = make_topic(title="Buy here, friends", body=ADVERT, outcome="hold")

    assert page(client, held).status_code == 404
    client.force_login(stranger)
    assert page(client, held).status_code == 404
    client.force_login(member)
    assert "Buy here, friends" in page(client, held).text


def test_a_wrong_address_of_a_held_topic_does_not_tell_its_title(client, make_topic, board):
    held = make_topic(title="Buy here, friends", body=ADVERT, outcome="hold")
    url = reverse("forum:topic", args=[board.slug, held.pk, "guess"])

    assert client.get(url).status_code == 404


def test_a_wrong_slug_leads_to_the_topic(client, topic, board):
    response = client.get(reverse("forum:topic", args=[board.slug, topic.pk, "old-title"]))

    assert (response.status_code, response.url) == (301, topic.get_absolute_url())


def test_a_removed_question_keeps_its_answers_and_loses_its_title(client, topic, question, make_post):
    make_post("An answer worth keeping.")
    question.refresh_from_db()
    question.thread.owner.refresh_from_db()
    moderation.texts.move(question, (Status.PUBLISHED,), Status.REMOVED)
    topic.refresh_from_db()

    text = page(client, topic).text
    assert "An answer worth keeping." in text
    assert "Removed question" in text
    assert "Light therapy" not in text


def test_a_removed_question_without_answers_is_gone(client, topic, question):
    moderation.texts.move(question, (Status.PUBLISHED,), Status.REMOVED)
    topic.refresh_from_db()

    assert page(client, topic).status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "9" * 30])
def test_a_page_that_is_not_there_is_not_found(client, topic, make_post, number):
    make_post()

    assert page(client, topic, page=number).status_code == 404


def test_long_threads_have_pages_and_permalinks_lead_to_the_right_one(client, topic, make_post):
    posts = [make_post(f"Answer number {number}.") for number in range(1, 23)]

    first, second = page(client, topic).text, page(client, topic, page=2).text
    assert "Answer number 20." in first
    assert "Answer number 21." not in first
    assert "Answer number 21." in second
    link = client.get(reverse("discussion:post", args=[posts[20].pk]))
    assert link.url == f"{topic.get_absolute_url()}?page=2#post-{posts[20].pk}"


def test_replies_past_the_twentieth_stand_at_the_answers_own_address(client, topic, make_post, member):
    answer = make_post("An answer.")
    replies = [make_post(f"Reply number {number}.", under=answer, author=member) for number in range(1, 23)]

    text = page(client, topic).text
    assert "Reply number 20." in text
    assert "Reply number 21." not in text
    assert "2 more replies" in text
    link = client.get(reverse("discussion:post", args=[replies[21].pk])).url
    assert "Reply number 22." in client.get(link.partition("#")[0]).text


def test_a_permalink_of_a_held_post_is_not_found_for_others(client, topic, make_post, stranger, member):
    post = make_post(ADVERT, outcome="hold", author=stranger)
    url = reverse("discussion:post", args=[post.pk])

    client.force_login(member)
    assert client.get(url).status_code == 404
    client.force_login(stranger)
    assert client.get(url).status_code == 302


def test_the_asker_marks_an_answer_and_the_topic_says_answered(client, topic, make_post, member, stranger):
    answer = make_post()
    url = reverse("discussion:helpful", args=[answer.pk])

    client.force_login(stranger)
    assert client.post(url, {"on": "1"}).status_code == 403
    client.force_login(member)
    client.post(url, {"on": "1"})
    assert "Marked helpful by the asker" in page(client, topic).text
    topic.refresh_from_db()
    assert topic.answered


def test_a_kind_word_counts_once_and_can_be_taken_back(client, topic, make_post, member):
    answer = make_post()
    url = reverse("discussion:react", args=[answer.pk])
    client.force_login(member)

    for _ in range(2):
        client.post(url, {"mark": "thanks:1"})
    answer.refresh_from_db()
    assert answer.thanks_count == 1
    client.post(url, {"mark": "thanks:0"})
    answer.refresh_from_db()
    assert answer.thanks_count == 0


def test_nobody_thanks_themselves(client, make_post, stranger):
    answer = make_post(author=stranger)
    client.force_login(stranger)

    assert client.post(reverse("discussion:react", args=[answer.pk]), {"mark": "thanks:1"}).status_code == 403


def test_a_post_that_speaks_of_the_treatment_gives_the_thread_its_card_once_published(make_post, topic):
    make_post("held", outcome="hold")
    topic.thread.refresh_from_db()
    assert not topic.thread.has_card

    make_post("Has anyone tried MSC therapy?", outcome="card")
    topic.thread.refresh_from_db()
    assert topic.thread.has_card


def test_the_author_sees_whose_decision_returned_the_text_and_what_to_change(
    client, topic, make_post, stranger, moderator
):
    from moderation.models import Case

    post = make_post(ADVERT, outcome="hold", author=stranger)
    case = Case.objects.open_about(post).get()
    decided(
        case,
        act="return",
        moderator=moderator,
        version=1,
        rule="promotion",
        reason="r",
        message="Leave out the number.",
    )
    client.force_login(stranger)

    assert "Leave out the number." in page(client, topic).text
    assert Post.objects.get(pk=post.pk).status == Status.RETURNED


def test_what_helped_is_linked_on_every_page_of_a_long_thread(client, topic, make_post):
    helped = make_post("This did it.")
    for number in range(21):
        make_post(f"Answer {number}.")
    actions.set_helpful(helped, on=True)

    assert f'href="#post-{helped.pk}"' in page(client, topic).text
    assert f'href="{helped.get_absolute_url()}"' in page(client, topic, page=2).text


def test_a_returned_edit_does_not_look_like_one_that_waits(client, topic, make_post, stranger, moderator):
    from moderation.models import Case
    from tests.texts import verdict

    post = make_post("It helped me a little.", author=stranger)
    moderation.revise(post, title="", body=ADVERT, html="<p>x</p>", assessment=verdict("hold", ADVERT), based_on=1)
    case = Case.objects.open_about(post).get()
    decided(
        case,
        act="return",
        moderator=moderator,
        version=2,
        rule="promotion",
        reason="r",
        message="Leave out the number.",
    )
    client.force_login(stranger)

    text = page(client, topic).text
    assert "asks you to change your edit" in text
    assert "Leave out the number." in text
    assert "is waiting for a moderator" not in text


def test_an_asker_cannot_mark_their_own_answer(client, topic, make_post, member):
    answer = make_post(author=member)
    client.force_login(member)

    assert "This helped me" not in page(client, topic).text
    assert client.post(reverse("discussion:helpful", args=[answer.pk]), {"on": "1"}).status_code == 403


def test_the_author_of_a_held_question_is_offered_no_reply_form(client, make_topic, member):
    held = make_topic(title="Buy here, friends", body=ADVERT, outcome="hold")
    client.force_login(member)

    text = page(client, held).text
    assert "Your reply" not in text
    assert "You may be the one who can help" not in text


def test_a_page_can_be_asked_for_its_head_alone(client, topic):
    assert client.head(topic.get_absolute_url()).status_code == 200

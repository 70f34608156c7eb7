"""Who reports reads that it arrived and what came of it, once; the author never learns who it was."""

from collections import defaultdict

import pytest
from django.urls import get_resolver, reverse

from moderation import actions
from moderation.models import Case
from notifications.models import Notice, OutgoingMail
from tests.site.test_every_page import TABLE, routes
from tests.texts import ADVERT, decided, verdict


@pytest.fixture
def reporter(make_member):
    return make_member("Quillon")


@pytest.fixture
def told(reporter):
    """told() -> what the reporter reads, the oldest first"""
    return lambda: list(Notice.objects.told().filter(member=reporter).order_by("pk").values_list("text", flat=True))


@pytest.fixture
def reported(make_post, reporter):
    post = make_post("You are all fools.")
    actions.report(post, reporter=reporter, reason="respect", note="It hurts, says Quillon.")
    return post


def judge(post, moderator, act: str, **given):
    return decided(Case.objects.open_about(post).get(), act=act, moderator=moderator, rule="respect", **given)


def test_whoever_reports_reads_that_it_arrived(client, make_post, reporter, told):
    post = make_post()
    client.force_login(reporter)
    client.post(reverse("discussion:report", args=[post.pk]), {"reason": "respect"})

    assert told() == ["Thank you. A moderator will look; you will read here what came of it."]
    client.post(reverse("discussion:report", args=[post.pk]), {"reason": "respect"})
    assert len(told()) == 1


def test_nobody_reports_their_own_text_and_is_told_what_they_can_do(client, make_post, reporter):
    post = make_post("You are all fools.", author=reporter)
    url = reverse("discussion:report", args=[post.pk])
    client.force_login(reporter)

    for response in (client.get(url, follow=True), client.post(url, {"reason": "other"}, follow=True)):
        assert "This is your own text" in response.text
        assert url not in response.text
    with pytest.raises(actions.OwnText):
        actions.report(post, reporter=reporter, reason="other")
    assert not Case.objects.exists()


def test_a_moderator_reads_that_another_one_will_decide(client, sign_in, make_post, moderator, member):
    url = reverse("discussion:report", args=[make_post("You are all fools.").pk])

    assert "another moderator decides" in sign_in(client, moderator).get(url).text
    assert "another moderator decides" not in sign_in(client, member).get(url).text


@pytest.mark.parametrize("act, outcome", [("keep", "left it as it is"), ("remove", "no longer visible")])
def test_the_outcome_is_told_once_also_when_nothing_was_done(reported, moderator, told, act, outcome):
    judge(reported, moderator, act, message="m")

    assert len(told()) == 2 and outcome in told()[1]
    assert not OutgoingMail.objects.filter(member__username="Quillon").exists()


def test_the_author_who_takes_the_text_back_is_an_outcome_too(reported, told):
    reported.refresh_from_db()
    actions.withdraw(reported)

    assert len(told()) == 2 and "took back the text you reported" in told()[1]


def test_an_edit_that_was_refused_is_no_outcome_while_the_reported_text_still_waits(reported, moderator, told):
    actions.revise(reported, title="", body=ADVERT, html="<p>ad</p>", assessment=verdict("hold", ADVERT), based_on=1)
    judge(reported, moderator, "remove", message="m")
    assert len(told()) == 1

    judge(reported, moderator, "keep")
    assert len(told()) == 2 and "left it as it is" in told()[1]


@pytest.mark.parametrize("act", ["mask", "return", "remove"])
def test_no_page_or_mail_the_author_can_open_tells_who_reported(
    client, make_post, reporter, moderator, other_moderator, topic, act
):
    """Each address of the site, with what belongs to the author in it."""
    post = make_post(f"My skin is bad.\n\n{ADVERT}", outcome="flag", words="+1 202 555 0143")
    actions.report(post, reporter=reporter, reason="promotion", note="It hurts, says Quillon.")
    made = judge(post, moderator, act, message="m", sanction=actions.Wish("suspend"))
    appeal = actions.appeal(made, author=post.author, text="Look again.")
    actions.answer(appeal, moderator=other_moderator, overturn=False, reply="It stays.", reason="r")
    author, opened = post.author, 0
    client.force_login(author)
    places = defaultdict(lambda: 1) | {
        "topic": topic.get_absolute_url(), "topic_id": topic.pk, "thread": topic.thread_id, "answer": post.pk,
        "case": made.case_id, "decision": made.pk, "notice": Notice.objects.filter(member=author).first().pk,
    }  # fmt: skip

    for route in routes(get_resolver()):
        path = (TABLE[route][0] or f"/{route}").format_map(places)
        response = client.get(path, follow=True)
        if response.status_code == 200 and not response.streaming:
            opened += 1
            assert "Quillon" not in response.text and "It hurts" not in response.text, path
    assert opened > 30
    for words in Notice.objects.filter(member=author).values_list("text", flat=True):
        assert "Quillon" not in words and "hurts" not in words
    for mail in OutgoingMail.objects.filter(member=author):
        assert "Quillon" not in mail.subject + mail.body and "hurts" not in mail.subject + mail.body

"""What the author of a text reads about a decision."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation import actions
from moderation.models import Case, Decision
from notifications.models import Notice
from tests.texts import ADVERT, decided

STORY = f"My skin has been bad for years and I sleep little.\n\n{ADVERT}"


@pytest.fixture
def judge(moderator):
    """judge(post, act) -> Decision"""

    def decide(post, act: str, **given) -> Decision:
        case = Case.objects.open_about(post).get()
        words = {"rule": "contact", "reason": "log only", "message": "Be kind."} | given
        return decided(case, act=act, moderator=moderator, version=case.version, **words)

    return decide


@pytest.fixture
def receipt(client, judge):
    """receipt(post, act) -> the author's page about this decision"""

    def read(post, act: str, **given) -> str:
        made = judge(post, act, **given)
        client.force_login(post.author)
        return client.get(made.get_absolute_url()).text

    return read


@pytest.fixture
def masked(make_post, judge):
    """A decision that keeps the story and drops the seller."""
    return judge(make_post(STORY, outcome="flag", words="+1 202 555 0143"), "mask")


def test_the_receipt_of_a_held_text_marks_the_words_that_were_the_reason(make_post, receipt):
    page = receipt(make_post(ADVERT, outcome="hold", words="Call +1 202 555 0143"), "remove")

    assert "The marked words were the reason:" in page
    assert "<mark" in page
    assert "log only" not in page


def test_the_receipt_of_a_reported_text_speaks_of_no_marked_words(make_post, receipt, member):
    post = make_post("You are all fools.")
    actions.report(post, reporter=member, reason="respect")

    page = receipt(post, "remove")
    assert "marked words" not in page
    assert "You are all fools." in page
    assert "The text was reported." in page


def test_the_receipt_says_what_where_by_whom_for_how_long_and_until_when_to_appeal(make_post, receipt, topic, settings):
    page = receipt(make_post(ADVERT, outcome="hold", words="Acme Regen"), "remove")

    last_day = timezone.localtime(Decision.objects.get().decided_at + actions.appeals.APPEAL_WITHIN)
    for words in (
        "A moderator removed your text.",
        topic.title,
        "A person decided, not a program.",
        "A program marked the text.",
        "Passing on how to reach a seller",
        "Without an end, unless the decision is taken back.",
        f"until {last_day.day} {last_day:%B %Y}",
        "Ask for a second look",
        f'<a href="mailto:{settings.CONTACT_ADDRESS}">',
        f"Decision {Decision.objects.get().pk}.",
    ):
        assert words in page


@pytest.mark.parametrize(
    "wish, words",
    [
        (actions.Wish("warn"), "A warning. It has no further effect."),
        (actions.Wish("strike", weight=2), "A strike of weight 2, until "),
        (actions.Wish("suspend", days=3), "You cannot write until "),
    ],
)
def test_the_receipt_says_what_it_means_for_the_account_and_its_end(make_post, receipt, wish, words):
    page = receipt(make_post(ADVERT, outcome="hold"), "remove", sanction=wish)

    assert words in page
    end = Decision.objects.get().sanctions.get().expires_at
    assert end is None or f"{end.day} {end:%B %Y}" in page


@pytest.mark.parametrize("act", ["remove", "return"])
def test_who_is_suspended_reads_when_they_can_write_and_not_that_they_may(make_post, receipt, act):
    post = make_post(ADVERT, outcome="flag", words="+1 202 555 0143")
    page = receipt(post, act, sanction=actions.Wish("suspend", days=3))

    assert f"You can write again after {timezone.localtime() + timedelta(days=3):%-d %B %Y}" in page
    assert "You may write again" not in page
    assert reverse("discussion:edit", args=[post.pk]) not in page


def test_a_suspension_that_was_taken_back_or_is_over_stops_nobody(make_post, judge, client, other_moderator):
    post = make_post(ADVERT, outcome="flag", words="+1 202 555 0143")
    made = judge(post, "remove", sanction=actions.Wish("suspend", days=3))
    actions.undo(made, by=other_moderator, reason="r")
    client.force_login(post.author)
    page = client.get(made.get_absolute_url()).text
    assert "A suspension from writing. It was taken back." in page
    assert "annot write until" not in page and "can write again" not in page

    made.sanctions.update(undone_at=None, expires_at=timezone.now() - timedelta(days=1))
    page = client.get(made.get_absolute_url()).text
    assert "A suspension from writing. It ended on" in page
    assert "annot write until" not in page and "can write again" not in page


def test_a_receipt_is_for_the_author_alone_and_kept_by_nobody(make_post, receipt, client, member, moderator, sign_in):
    post = make_post(ADVERT, outcome="hold")
    receipt(post, "release")
    url = Decision.objects.get().get_absolute_url()
    assert client.get(url).headers["Cache-Control"] == "no-store"

    for other in (member, moderator):
        sign_in(client, other)
        assert [client.get(f"{url}{page}").status_code for page in ("", "appeal/", "reasons.json")] == [404, 404, 404]
        assert [client.post(f"{url}{page}").status_code for page in ("appeal/", "agree/")] == [404, 404]


def test_a_decision_that_was_undone_says_so_and_takes_no_appeal(make_post, judge, client, other_moderator):
    post = make_post(ADVERT, outcome="hold")
    made = judge(post, "remove", sanction=actions.Wish("strike"))
    actions.undo(made, by=other_moderator, reason="A mistake.")
    client.force_login(post.author)

    page = client.get(made.get_absolute_url()).text
    assert "This decision was taken back." in page and "Taken back" in page and "It was taken back." in page
    assert "Ask for a second look" not in page
    assert "This decision was taken back." in client.get(reverse("moderation:decisions")).text


def test_the_list_shows_the_members_own_decisions_at_the_same_cost_however_many(
    client, make_post, judge, member, max_queries
):
    first = judge(make_post(ADVERT, outcome="hold"), "remove", sanction=actions.Wish("warn"))
    judge(make_post(ADVERT, outcome="hold", author=member), "return")
    client.force_login(first.author)
    with max_queries(7):
        page = client.get(reverse("moderation:decisions")).text
    assert page.count('class="rows__item"') == 1

    for _number in range(4):
        judge(make_post(ADVERT, outcome="hold"), "remove", sanction=actions.Wish("warn"))
    with max_queries(7):
        page = client.get(reverse("moderation:decisions")).text
    assert page.count('class="rows__item"') == 5


def test_the_list_goes_on_where_it_ended(client, make_post, judge, monkeypatch):
    monkeypatch.setattr("moderation.views.receipts.DECISIONS_SHOWN", 2)
    made = [judge(make_post(ADVERT, outcome="hold"), "remove") for _number in range(3)]
    client.force_login(made[0].author)

    page = client.get(reverse("moderation:decisions")).text
    assert made[0].get_absolute_url() not in page
    older = client.get(reverse("moderation:decisions"), {"before": made[1].pk}).text
    assert made[0].get_absolute_url() in older and "Earlier decisions" not in older
    assert client.get(reverse("moderation:decisions"), {"before": "x" * 40}).status_code == 200


def test_a_text_that_was_looked_at_and_left_has_no_receipt(client, make_post, judge, member):
    post = make_post()
    actions.report(post, reporter=member, reason="other")
    made = judge(post, "keep", message="")
    client.force_login(post.author)

    assert client.get(made.get_absolute_url()).status_code == 404
    assert made.get_absolute_url() not in client.get(reverse("moderation:decisions")).text
    assert not Notice.objects.filter(member=post.author, kind="decision").exists()


def test_notices_and_settings_lead_to_the_decisions(client, stranger):
    client.force_login(stranger)
    for page in ("notifications:list", "members:settings"):
        assert reverse("moderation:decisions") in client.get(reverse(page)).text


def test_a_masked_text_stands_first_and_the_original_below(client, masked):
    client.force_login(masked.author)
    page = client.get(masked.get_absolute_url()).text

    assert page.index("Your story, without the details") < page.index("Your original, kept for an appeal")
    story = page[page.index("Your story, without") : page.index("Your original, kept")]
    assert "My skin has been bad" in story and "0143" not in story


def test_the_author_agrees_with_one_tap_in_place_of_the_post(client, masked, topic, member):
    client.force_login(masked.author)
    page = client.get(topic.get_absolute_url()).text
    agree = reverse("moderation:agree", args=[masked.pk])
    assert f'action="{agree}"' in page and "0143" not in page and "My skin has been bad" in page

    assert client.post(agree, follow=True).status_code == 200
    assert "You agreed." in client.get(masked.get_absolute_url()).text
    again = client.post(agree, follow=True)
    assert "Look at it again" not in again.text
    client.force_login(member)
    read = client.get(topic.get_absolute_url()).text
    assert "My skin has been bad" in read and "0143" not in read


def test_who_appeals_and_then_agrees_leaves_a_case_about_a_public_text(masked):
    actions.appeal(masked, author=masked.author, text="I want my words back.")
    actions.agree(masked, author=masked.author)

    case = Case.objects.open_about(masked.subject).get()
    assert (case.is_hidden, case.appeals_count) == (False, 1)


def test_nobody_but_the_author_sees_a_masked_text_before_they_agree(client, masked, topic, member):
    client.force_login(member)
    assert "My skin has been bad" not in client.get(topic.get_absolute_url()).text


def test_a_text_that_was_changed_since_cannot_be_agreed_to(client, masked):
    post = masked.subject
    client.force_login(post.author)
    data = {"body": "Something else altogether.", "based_on": post.latest_version}
    client.post(reverse("discussion:edit", args=[post.pk]), data)

    page = client.post(reverse("moderation:agree", args=[masked.pk]), follow=True).text
    assert "Look at it again" in page and "Yes, show it like this" not in page
    post.refresh_from_db()
    assert post.body == "Something else altogether."


def test_who_is_suspended_reads_agrees_and_appeals(client, masked):
    actions.suspend(masked.author, until=timezone.now() + timedelta(days=3), by=None, reason="r")
    client.force_login(masked.author)

    url = masked.get_absolute_url()
    for page in ("", "appeal/", "reasons.json", "reasons.txt"):
        assert client.get(f"{url}{page}").status_code == 200
    assert client.get(reverse("moderation:decisions")).status_code == 200
    assert client.post(f"{url}agree/", follow=True).status_code == 200
    assert client.post(f"{url}appeal/", {"body": "Please look again."}).status_code == 302


def test_a_held_text_says_that_a_program_held_it_why_and_how_to_answer(client, make_post, topic):
    post = make_post(ADVERT, outcome="hold", words="+1 202 555 0143")
    client.force_login(post.author)

    page = client.get(topic.get_absolute_url()).text
    assert "A program held it, no person has decided yet." in page
    assert "<mark" in page
    assert "second look by another person" in page


def test_a_removed_and_a_returned_text_link_to_the_receipt_and_the_appeal(client, make_post, judge, topic):
    for act in ("remove", "return"):
        made = judge(make_post(ADVERT, outcome="hold"), act)
        client.force_login(made.author)
        page = client.get(topic.get_absolute_url()).text
        assert made.get_absolute_url() in page
        assert reverse("moderation:appeal", args=[made.pk]) in page

"""One decision about several cases: what it would do to each, and what became of each."""

import re
import uuid

import pytest

from discussion.models import Post
from moderation import actions
from moderation.models import AuditEntry, Case, Decision, ModeratorScope, Sanction, Status
from tests.texts import ADVERT, decided

QUEUE = "/moderation/"
GROUP = "/moderation/group/"


@pytest.fixture
def held(make_post):
    return Case.objects.open_about(make_post(ADVERT, outcome="hold", words="+1 202 555 0143")).get()


def chosen(*cases: Case) -> list[str]:
    return [f"{case.pk}:{case.version}" for case in cases]


def order(*cases: Case, step: str = "preview", **fields) -> dict:
    return {
        "case": chosen(*cases),
        "step": step,
        "act": "release",
        "rule": "",
        "reason": "It is fine.",
        "message": "",
        "group_key": "5a4b6f7e-8c1d-4e2a-9b3c-0d1e2f3a4b5c",
    } | fields


@pytest.fixture
def three(make_post):
    """A held text, a public one that was flagged, and one that speaks of despair."""
    texts = [
        make_post(ADVERT, outcome="hold", words="+1 202 555 0143"),
        make_post(f"{ADVERT} two", outcome="flag"),
        make_post("I cannot go on.", concern="crisis"),
    ]
    return [Case.objects.open_about(text).get() for text in texts]


def test_without_a_choice_the_moderator_is_sent_back(desk):
    assert desk.post(GROUP, {"view": ""}).url == QUEUE
    assert "Choose at least one case first" in desk.get(QUEUE).text


def test_a_group_can_be_named_in_the_address_too(desk, held):
    assert ADVERT in desk.get(GROUP, {"case": held.pk}).text


def test_the_preview_says_what_becomes_of_each_and_why_not_and_changes_nothing(desk, three, other_moderator, make_post):
    taken = Case.objects.open_about(make_post(f"{ADVERT} three", outcome="hold")).get()
    actions.claim(taken, other_moderator)
    remove = {"act": "remove", "rule": "promotion", "message": "It sends people to a seller."}

    text = desk.post(GROUP, order(*three, taken, **remove)).text
    assert "2 cases will be decided" in text
    assert text.count("Everybody sees a line that it was removed, and the rule.") == 1  # the one that was visible
    assert text.count("Nobody sees that it was ever there.") == 1
    assert "It sends people to a seller." in text
    assert "Nothing is said against this text: somebody is worried about its author." in text
    assert "Robin has worked on it since" in text
    assert not Decision.objects.exists()


def test_the_preview_of_masking_shows_what_would_be_left(desk, make_post):
    story = make_post(
        "I went there in spring and my skin was better for a month. Call +1 202 555 0143.",
        outcome="hold",
        words="Call +1 202 555 0143",
    )
    bare = make_post("Book stem cells with us, call +1 202 555 0143.", outcome="hold", words="call +1 202 555 0143")
    cases = [Case.objects.open_about(text).get() for text in (story, bare)]

    text = desk.post(GROUP, order(*cases, act="mask", rule="contact", message="Without the number it can stay.")).text
    assert "my skin was better for a month" in text
    assert "Without the seller nothing is left of this text." in text


def test_confirmed_each_is_decided_in_one_group_and_told(desk, three, moderator):
    text = desk.post(GROUP, order(*three, step="confirm", act="keep")).text

    assert "2 cases are decided" in text
    assert "The text is hidden. Release it instead of leaving it as it is." in text
    assert {decision.group_key for decision in Decision.objects.all()} == {"5a4b6f7e-8c1d-4e2a-9b3c-0d1e2f3a4b5c"}
    assert AuditEntry.objects.filter(act="kept", actor_id=moderator.pk).count() == 2


def test_a_group_sent_twice_is_decided_once(desk, three):
    for _time in range(2):
        text = desk.post(GROUP, order(*three[1:], step="confirm", act="keep")).text
        assert "2 cases are decided" in text
    assert Decision.objects.count() == 2


def test_what_was_decided_or_changed_since_the_preview_is_told_and_left(desk, three, other_moderator):
    first, second, _third = three
    decided(first, act="release", moderator=other_moderator)
    Case.objects.filter(pk=second.pk).update(version=2)

    text = desk.post(GROUP, order(first, second, step="confirm", act="remove", rule="spam", message="m")).text
    assert "It was decided meanwhile." in text
    assert "Its author changed the text after you chose it." in text
    assert Decision.objects.count() == 1
    assert Post.objects.get(pk=first.object_id).status == Status.PUBLISHED


def test_an_appeal_is_answered_and_not_decided_in_a_group(desk, held, other_moderator):
    removed = decided(held, act="remove", moderator=other_moderator, rule="spam", message="m")
    actions.appeal(removed, author=removed.author, text="Please look again.")

    text = desk.post(GROUP, order(Case.objects.open().get())).text
    assert "Somebody asked for a second look. Answer that first." in text
    assert "hidden, only its author sees it" in desk.get(QUEUE).text


def test_what_is_not_for_this_moderator_is_left_out_before_its_text_is_shown(
    desk, make_post, moderator, other_moderator, three
):
    own = Case.objects.open_about(make_post(f"{ADVERT} mine", outcome="hold", author=moderator)).get()
    reported = actions.report(make_post("Odd."), reporter=moderator, reason="other").case
    lost = Case.objects.open_about(make_post(f"{ADVERT} lost", outcome="hold")).get()
    removed = decided(lost, act="remove", moderator=moderator, rule="spam", message="m")
    appeal = actions.appeal(removed, author=removed.author, text="Please look again.")
    actions.answer(appeal, moderator=other_moderator, overturn=True, reply="r", reason="r")
    not_theirs = [own, reported, lost]

    page = desk.post(GROUP, {"case": chosen(*not_theirs, *three)})
    assert {case for case, _version in page.context["chosen"]} == set(three)
    for case, why in zip(not_theirs, ["your own text", "You reported", "overturned your decision"], strict=True):
        assert f"Case {case.pk} is left out." in page.text and why in page.text
        assert f"{case.excerpt}<" not in page.text
    sent = desk.post(GROUP, order(*not_theirs, step="confirm"), follow=True).text
    assert "It is about your own text." in sent and "Choose at least one case" not in sent
    assert Decision.objects.count() == 1


def test_a_worry_alone_offers_no_sanction_and_gets_none_that_others_in_the_group_get(desk, three, make_member):
    _held, flagged, despair = three
    alone = desk.post(GROUP, {"case": chosen(despair)}).text
    assert 'name="sanction"' not in alone and 'name="days"' not in alone
    assert 'value="suspend"' in desk.post(GROUP, {"case": chosen(*three)}).text
    forged = desk.post(GROUP, order(despair, step="confirm", act="keep", **STRIKE))
    assert forged.status_code == 422 and "nobody gets a sanction for a worry" in forged.text

    Case.objects.filter(pk=despair.pk).update(author=make_member("Somebody in despair"))
    both = order(flagged, despair, step="confirm", act="keep", sanction="warn", message="m")
    assert "Its author gets nothing: somebody is worried about them." in desk.post(GROUP, both).text
    assert Sanction.objects.get().decision.case == flagged
    assert Decision.objects.count() == 2


def test_in_a_crisis_a_reported_text_brings_a_warning_at_most(desk, three, member):
    despair = three[2]
    actions.report(despair.subject, reporter=member, reason="respect")

    page = desk.post(GROUP, {"case": chosen(despair)}).text
    assert 'value="warn"' in page and 'value="strike"' not in page and 'value="suspend"' not in page
    forged = order(despair, act="remove", rule="respect", message="m", sanction="suspend", days="7")
    assert desk.post(GROUP, forged).status_code == 422


def test_a_variable_that_says_nothing_does_not_hide_why_else_a_case_cannot_be_decided(desk, three, other_moderator):
    flagged = three[1]
    actions.claim(flagged, other_moderator)
    for step in ("preview", "confirm"):
        text = desk.post(GROUP, order(flagged, step=step, act="keep", message="About {words}.")).text
        assert "Robin has worked on it since" in text and "nothing to say for {words}" in text
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"act": ""}, "Choose a decision."),
        ({"reason": ""}, "Say in a few words why."),
        ({"act": "remove", "message": "m"}, "Name the rule."),
        ({"act": "return", "rule": "spam"}, "Tell the authors what to change"),
    ],
)
@pytest.mark.parametrize("step", ["preview", "confirm"])
def test_a_group_decision_without_its_parts_is_refused_and_keeps_what_was_typed(desk, three, wrong, told, step):
    answer = desk.post(GROUP, order(*three, step=step) | {"reason": "worth keeping"} | wrong)

    assert answer.status_code == 422
    assert told in answer.text
    assert wrong.get("reason") == "" or "worth keeping" in answer.text
    assert not Decision.objects.exists()


def test_from_the_preview_one_goes_back_and_finds_all_as_typed(desk, three):
    text = desk.post(GROUP, order(*three, step="change", act="remove", message="Half a thought")).text

    assert "Half a thought" in text
    assert all(f'value="{value}"' in text for value in chosen(*three))
    assert "There is a problem" not in text


def test_a_board_moderator_decides_a_group_in_their_places_and_leaves_the_rest(
    client, sign_in, make_member, three, board
):
    helper = make_member("Bo", role="board moderators")
    ModeratorScope.objects.create(member=helper, place_key=f"board:{board.slug}")
    theirs, foreign, _third = three
    Case.objects.filter(pk=foreign.pk).update(place_key="board:elsewhere", is_hidden=True)
    sign_in(client, helper)

    text = client.post(GROUP, order(theirs, foreign, step="confirm")).text
    assert "1 case is decided" in text
    assert foreign.excerpt not in text
    assert not Decision.objects.filter(case=foreign).exists()


def test_each_group_has_a_key_of_its_own(desk, held):
    pages = [desk.post(GROUP, {"case": chosen(held)}).text for _time in range(2)]

    keys = {re.search(r'name="group_key" value="([^"]+)"', page)[1] for page in pages}
    assert len(keys) == 2
    assert all(uuid.UUID(key) for key in keys)


# Beside the text

REMOVE = {"act": "remove", "rule": "promotion", "message": "It sends people to a seller."}
STRIKE = {"sanction": "strike", "weight": "2"}


@pytest.fixture
def seller(make_member, make_post):
    """Two held texts of one author."""
    author = make_member("Seller", days=2)
    return [Case.objects.open_about(make_post(f"{ADVERT} {n}", outcome="hold", author=author)).get() for n in (1, 2)]


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ({"sanction": "warn"}, "warn", "Its author is warned."),
        (STRIKE, "strike", "Its author gets a strike of weight 2."),
        ({"sanction": "suspend", "days": "7"}, "suspend", "Its author cannot write for 7 days."),
    ],
)
def test_each_author_is_sanctioned_once_however_many_texts_are_theirs(desk, seller, held, typed, kind, words):
    preview = desk.post(GROUP, order(*seller, held, **REMOVE | typed)).text
    assert preview.count(words) == 2
    assert preview.count("What its author gets comes with another of these texts.") == 1
    assert not Sanction.objects.exists()

    for _time in range(2):
        done = desk.post(GROUP, order(*seller, held, step="confirm", **REMOVE | typed)).text
        assert "3 cases are decided" in done
    given = {(one.member.username, one.kind) for one in Sanction.objects.all()}
    assert given == {("Jon", kind), ("Seller", kind)} and Sanction.objects.count() == 2


def test_who_cannot_be_sanctioned_with_the_first_text_is_with_the_next(desk, seller, other_moderator):
    actions.claim(seller[0], other_moderator)
    desk.post(GROUP, order(*seller, step="confirm", **REMOVE | STRIKE))

    assert Sanction.objects.get().decision.case == seller[1]


def test_a_former_member_gets_nothing_and_the_text_is_decided(desk, seller):
    seller[0].author.delete()

    text = desk.post(GROUP, order(seller[0], step="confirm", **REMOVE | STRIKE)).text
    assert "Its author has left: there is nobody to warn." in text
    assert Decision.objects.exists() and not Sanction.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (STRIKE | {"act": "release", "rule": "", "message": ""}, "needs a decision against the text"),
        (STRIKE | {"weight": ""}, "Choose a weight from 1 to 3."),
        ({"sanction": "suspend", "days": "91"}, "less than or equal to 90"),
    ],
)
def test_a_sanction_that_cannot_be_is_said_in_words(desk, held, wrong, told):
    response = desk.post(GROUP, order(held, **REMOVE | wrong))

    assert response.status_code == 422
    assert told in response.text


@pytest.mark.parametrize(("act", "words"), [("lock", "takes no new replies"), ("slow", "is slowed down")])
def test_each_thread_is_locked_or_slowed(desk, seller, topic, act, words):
    assert words in desk.post(GROUP, order(*seller, **REMOVE, thread_act=act)).text
    desk.post(GROUP, order(*seller, step="confirm", **REMOVE, thread_act=act))

    topic.thread.refresh_from_db()
    assert (topic.thread.locked, topic.thread.slowed_until is not None) == (act == "lock", act == "slow")


def test_a_text_to_start_from_is_taken_and_each_author_reads_their_own_words(desk, seller, held):
    used = desk.post(GROUP, order(*seller, held, step="use", act="remove", template="house-contact", message="Hello."))
    message = used.context["form"]["message"].value()
    assert message.startswith("Hello.") and "{author}" in message and "{words}" in message
    assert used.context["form"]["rule"].value() == "contact"

    sent = {"act": "remove", "rule": "contact", "message": message}
    preview = desk.post(GROUP, order(*seller, held, **sent)).text
    assert "Thank you for writing, Jon." in preview and "“+1 202 555 0143”" in preview
    # Nothing is marked in the seller's two texts.
    assert preview.count("In this case there is nothing to say for {words}.") == 2
    desk.post(GROUP, order(held, step="confirm", **sent))
    assert "Thank you for writing, Jon." in Decision.objects.get().message


# More than one decision takes


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr("moderation.views.group.MOST", 2)


def test_what_is_too_much_for_one_decision_is_named_and_comes_along(desk, few, three, held):
    every = [*three, held]
    page = desk.post(GROUP, {"case": chosen(*every)})
    assert "2 chosen cases are left out" in page.text
    assert "One decision takes 2 cases at most" in page.text
    left = [case for case, _version in page.context["later"]]
    assert len(left) == 2 and all(case.excerpt[:50] in page.text for case in left)
    now = [case for case in every if case not in left]

    sent = order(*now, act="keep") | {"later": chosen(*left)}
    assert "2 chosen cases are left out" in desk.post(GROUP, sent).text
    done = desk.post(GROUP, sent | {"step": "confirm"}).text
    assert "2 chosen cases still wait" in done and "Go on with them" in done
    assert not Decision.objects.filter(case__in=left).exists()
    assert [case for case, _version in desk.post(GROUP, {"case": chosen(*left)}).context["chosen"]] == left


def test_as_many_as_one_decision_takes_leave_nobody_out(desk, few, seller):
    assert "left out" not in desk.post(GROUP, {"case": chosen(*seller)}).text

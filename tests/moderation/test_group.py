"""One decision about several cases: what it would do to each, and what became of each."""

import re
import uuid

import pytest

from discussion.models import Post
from moderation import actions
from moderation.models import AuditEntry, Case, Decision, ModeratorScope, Status
from tests.texts import ADVERT, decided

QUEUE = "/moderation/"
GROUP = "/moderation/group/"


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


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
    assert text.count("Everybody sees a line that it was removed, and the rule.") == 2
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


def test_ones_own_text_is_decided_in_no_group(desk, make_post, moderator):
    own = Case.objects.open_about(make_post(ADVERT, outcome="hold", author=moderator)).get()

    text = desk.post(GROUP, order(own, step="confirm")).text
    assert "It is about your own text." in text
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

"""Outcomes depend on the text, the author's standing, the provider list and what is answered."""

import copy

import pytest

from detector import Context, ProviderEntry, screen
from detector.policy import standard
from detector.policy_check import problems

ACME = ProviderEntry(
    name="Blue Heron Wellness", aliases=("BHW Madeira",), domains=("blue-heron.example",), phones=("+351 555 0142",),
    handles=("@blueheron_md",), entry_id="7",
)  # fmt: skip
LISTED = Context(standing="trusted", providers=(ACME,))


@pytest.mark.parametrize(
    "text",
    [
        "Has anyone tried exosomes for the scalp?",
        "I had PRP on one knee and felt nothing.",
        "They sell stem cells as a cure and it is a scam.",
        "A review found no controlled study of MSCs in psoriasis.",
        "Has anyone had a platelet injection?",
        "They gave my aunt an umbilical infusion and it did nothing.",
    ],
)
def test_harmless_talk_about_an_unapproved_treatment_gets_the_card(text):
    assert screen("", text).outcome == "card"


@pytest.mark.parametrize(
    "text",
    [
        "My nails are pitted, does tar help?",
        "My cousin had a stem cell transplant for leukaemia at the hospital.",
        "The vet wants stem cells for our dog.",
        "Skyrizi cleared me.",
        "Stem ginger biscuits are my weakness.",
        "The stem of the problem is stress.",
        "My platelets dropped on methotrexate, has anyone had that?",
        "My placenta was fine, the baby came in May, and the psoriasis is back.",
        "The regenerative power of a good night's sleep!",
    ],
)
def test_talk_about_other_things_gets_no_card(text):
    assert screen("", text).outcome == "publish"


@pytest.mark.parametrize(
    "text",
    [
        "Go to Blue Heron Wellness, you won't regret it.",
        "I recommend B l u e Heron Wellness.",
        "Book with BHW Madeira.",
        "We are at blue-heron.example, come and see us.",
        "Call +351 555 0142, they are wonderful.",
        "Follow @blueheron_md and thank me later.",
    ],
)
def test_a_listed_provider_who_is_recommended_is_held(text):
    assessment = screen("", text, context=LISTED)

    assert assessment.outcome == "hold"
    assert "provider_listed" in {reason.code for reason in assessment.reasons}


@pytest.mark.parametrize("text", ["Is Blue Heron Wellness legit?", "Avoid Blue Heron Wellness, they took my money."])
def test_a_listed_provider_may_be_asked_about_and_warned_of(text):
    assert not screen("", text, context=LISTED).flagged


@pytest.mark.parametrize(
    "text",
    [
        "Our lab is FDA registered (NCT04785027). Book your consultation this week and get 15 % off.",
        "FDA registered facility, clinical trial NCT04785027. Book now, 15 % off until Friday.",
        "Fully FDA compliant under 361, NCT05511111. Call to book, 10 % discount this month.",
        "The place is FDA registered, NCT number and all. Book before May and you get 15 % off.",
    ],
)
def test_an_official_name_as_a_seal_beside_a_discount_is_held_though_it_names_no_treatment(text):
    assessment = screen("", text)

    assert assessment.outcome == "hold"
    assert "regulatory_misuse" in {reason.code for reason in assessment.reasons}


@pytest.mark.parametrize(
    "text",
    [
        "Our hospital's trial NCT04785027 is recruiting, taking part is free, call the study nurse to book a visit.",
        "The moisturiser comes from an FDA registered facility and there's 15 % off this week at the pharmacy.",
        "They say FDA registered and give an NCT number, then 15 % off if you book. That is no approval.",
        "My phototherapy unit is FDA cleared, it was 15 % off on Black Friday.",
    ],
)
def test_an_official_name_in_honest_talk_is_left_alone(text):
    assert not screen("", text).flagged


@pytest.mark.parametrize(
    "text",
    [
        "Question: who wants clear skin? Answer: call us. Cord blood treatment in Kyiv.",
        "Who wants to be free of psoriasis? Call us. Cord blood treatment in Kyiv.",
        "Cord blood treatment in Kyiv, call us.",
    ],
)
def test_an_offer_after_a_question_is_held(text):
    assert screen("", text).outcome == "hold"


def test_many_hinted_attempts_lower_the_bar_and_never_raise_it():
    texts = ["They were so kind to me at Solenne, two infusions and I am clear.", "+1 for Marabay", "Sent you a PM"]
    calm = [screen("", text, where="reply") for text in texts]
    hinted = [screen("", text, where="reply", context=Context(hinted_lately=5)) for text in texts]

    order = ("publish", "card", "flag", "hold")
    assert all(order.index(a.outcome) <= order.index(b.outcome) for a, b in zip(calm, hinted, strict=True))


def test_the_answered_text_changes_how_a_reply_reads():
    body = "Check your inbox 😉"

    alone = screen("", body, where="reply")
    under_a_request = screen("", body, where="reply", parent="Which stem cell clinic did you go to?")

    assert under_a_request.score > alone.score


ASKS_FOR_A_SELLER = (
    "which clinic did you use for your cells?",
    "Which clinic did you go to for the stem cells? Can somebody name a place?",
    "Does anyone have the contact of a good stem cell doctor in Mexico?",
    "Can somebody tell me the name of a place that does exosomes?",
)
PRIVATE = (
    "Check your inbox 😉", "DM sent!", "Sent you a DM", "PM'd you", "I've sent you a message", "DM me",
    "PM sent, hope it helps", "Just messaged you x", "Look in your inbox", "Messaged you 😉",
)  # fmt: skip


@pytest.mark.parametrize("body", PRIVATE)
@pytest.mark.parametrize("parent", ASKS_FOR_A_SELLER)
def test_private_words_to_somebody_who_asks_for_a_seller_are_seen_by_a_moderator(body, parent):
    assert screen("", body, where="reply", parent=parent).flagged
    assert screen(f"Re: {parent}", body, where="reply").flagged


@pytest.mark.parametrize("body", PRIVATE)
@pytest.mark.parametrize(
    "parent",
    [
        "",
        "What shampoo do you use for the scalp?",
        "Are you coming to the meetup on Saturday? Somebody needs to bring the cake.",
        "Can anyone recommend a good dermatologist in Leeds?",
        "I read an article about stem cells in psoriasis. The authors say there is no proof.",
    ],
)
def test_private_words_that_nobody_asked_for_a_seller_with_are_never_held(body, parent):
    assert screen("", body, where="reply", parent=parent).outcome != "hold"


THREAD = "Has anyone tried MSC therapy for psoriasis?"


@pytest.mark.parametrize(
    ("body", "parent"),
    [
        ("Messaged it to you, Pauline, the one with the bicarbonate", "Would you share your oatmeal bath recipe?"),
        ("message me when you are there, I will come down to the door", "How do I find the room on Saturday?"),
    ],
)
def test_what_was_asked_for_is_in_the_answered_text_not_in_the_title_of_the_thread(body, parent):
    assert screen(THREAD, body, where="reply", parent=parent).outcome != "hold"


@pytest.mark.parametrize(
    "parent",
    [
        "",
        f"{THREAD} My sister sent me a video about infusions. What happened afterwards?",
        "I asked my dermatologist. She said the studies are small and nobody can say how much was the cells.",
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        "Thank you, Teresa. The second question never crossed my mind. I will print these.",
        "Thank you Teresa.",
        "Thanks! I will print this.",
        "Hope it goes well for you!",
        "Let us know how it goes.",
        "I will try that, thanks Jon",
        "Same here.",
        "Great advice, thank you!",
        "Thanks, I will ask my doctor.",
    ],
)
def test_thanks_and_wishes_under_a_question_about_stem_cells_are_left_alone(body, parent):
    assert not screen(THREAD, body, where="reply", parent=parent).flagged


@pytest.mark.parametrize(
    "body",
    [
        "Check your inbox 😉 acme-regen.example",
        "Check your inbox 😉 it's the s t e m c e l l man",
        "DM me, our clinic does stem cells",
    ],
)
def test_private_words_that_lead_to_a_seller_by_themselves_are_held_whoever_asked(body):
    assert screen("", body, where="reply", parent="What shampoo do you use?").outcome == "hold"


@pytest.mark.parametrize(
    "body",
    ["Don't DM me about it, please.", "Has somebody DM'd you too?", "DM sent with the name of my dermatologist."],
)
def test_other_private_words_to_who_asks_for_a_seller_are_left_alone(body):
    assert not screen("", body, where="reply", parent=ASKS_FOR_A_SELLER[0]).flagged


def test_a_policy_from_before_there_were_answers_still_decides():
    older = {name: part for name, part in standard().items() if name != "answers"}

    assert not problems(older)
    assert screen("", "DM me", where="reply", parent=ASKS_FOR_A_SELLER[0], rules=older).outcome == "publish"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("My vet friend's clinic in Tijuana does MSC for psoriasis, WhatsApp +52 664 555 0142.", "offer with a way"),
        ("I'm a vet, exosomes at Zebra Regen cleared my psoriasis, book at zebra-regen.example.", "offer with a way"),
        ("US army vets: stem cell therapy for psoriasis, 20 % off, call +1 202 555 0143.", "offer with a way"),
        ("Even the cat noticed my clear skin! Stem cells, call 555 0100 for 10 % off.", "offer with a way"),
        ("Free stem cell seminar, our vet explains how cells clear plaques. Register here.", "sales event"),
        ("I can tell you who injects my scalp, exosomes, the vials they give to dogs, DM me.", "private contact"),
    ],
)
def test_a_vet_or_a_dog_in_the_text_gets_no_offer_to_people_past_a_rule(text, rule):
    assessment = screen("", text, where="reply")

    assert assessment.outcome == "hold"
    assert assessment.rule.startswith(rule)


@pytest.mark.parametrize(
    "text",
    [
        "The vet did stem cells on our mare for $2,000, she trots again. DM me for the vet's name.",
        "The vet offers stem cells for dogs with arthritis, anyone done it?",
        "Our labrador had stem cells for hip dysplasia at Riverside Vets, they were kind.",
    ],
)
def test_the_treatment_of_an_animal_is_talk(text):
    assert screen("", text, where="reply").outcome == "publish"


def test_cells_for_people_get_the_card_beside_a_vet_and_cells_for_a_dog_do_not():
    assert screen("", "My vet says stem cells did nothing for her psoriasis.").outcome == "card"
    assert screen("", "My vet says stem cells did nothing for her dog.").outcome == "publish"


def test_only_its_own_words_are_reasons_of_a_reply():
    parent = "We offer stem cells, call +1 555 0100"

    assert not screen("", "Thank you.", where="reply", parent=parent).flagged


def test_another_policy_decides_otherwise():
    strict = copy.deepcopy(standard())
    strict["thresholds"]["new"] = {"flag": 0.0, "hold": 1.01}
    strict["innocent"] = []

    assert screen("", "My nails are pitted.", rules=strict).outcome == "flag"


def test_a_failure_is_a_reason_of_its_own_and_goes_to_a_person(monkeypatch):
    monkeypatch.setattr("detector.screening.read", lambda *args: 1 / 0)

    assessment = screen("Title", "Body")

    assert (assessment.outcome, assessment.failed) == ("flag", "ZeroDivisionError")
    assert [reason.code for reason in assessment.reasons] == ["unread"]


@pytest.mark.parametrize(
    "text",
    ["Try s0laris cells, they are great", "ask @ s o l a r i s c e l l s", "S o l a r i s  C e l l s fixed me", "SolarisCells!"],
)
def test_a_listed_name_is_found_however_it_hides(text):
    listed = (ProviderEntry("Solaris Cells", handles=("@solariscells",), entry_id="7"),)

    assert screen("", text, where="reply", context=Context(providers=listed)).providers == ("7",)


@pytest.mark.parametrize("text", ["The polaris cells of a battery", "solar is cellsize", "My solaris died."])
def test_other_words_are_no_listed_name(text):
    listed = (ProviderEntry("Solaris Cells", handles=("@solariscells",), entry_id="7"),)

    assert screen("", text, where="reply", context=Context(providers=listed)).providers == ()

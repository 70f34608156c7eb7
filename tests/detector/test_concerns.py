"""Worries about a person stand beside the outcome and never decide it."""

import pytest

from detector import concerns_training, screen


def worries(text):
    return {concern.kind for concern in screen("", text, where="reply").concerns}


@pytest.mark.parametrize(
    "text",
    [
        "I can't go on like this any more.",
        "I don't want to live anymore.",
        "Some nights I want to kill myself.",
        "I wish I was dead.",
        "I think about suicide every day and I am so tired.",
        "My family would be better off without me, I want to end it all.",
        "I've been cutting myself again.",
        "Quiero morirme, ya no quiero vivir, me siento sola.",
    ],
)
def test_crisis_language_is_seen(text):
    assert worries(text) == {"crisis"}
    assert not screen("", text).flagged


@pytest.mark.parametrize(
    "text",
    [
        "This itch kills me.",
        "I'm dying for a proper bath.",
        "My boss is killing me with these shifts.",
        "I could die of embarrassment.",
        "Does methotrexate harm the liver?",
    ],
)
def test_figures_of_speech_are_no_crisis(text):
    assert "crisis" not in worries(text)


@pytest.mark.parametrize(
    "text",
    [
        "After the exosome drip I had a high fever and an infection.",
        "My sister got sepsis from the stem cell clinic.",
        "I had umbilical cells and now I have a lump by my spine.",
        "Two days after the stem cell injection my knee was red and swollen and I ended up in hospital.",
    ],
)
def test_harm_after_an_unapproved_product_is_seen(text):
    assert "harm" in worries(text)


@pytest.mark.parametrize(
    "text",
    ["I had an infection after my tattoo.", "Can exosomes cause an infection?", "My biologic gave me a sore throat."],
)
def test_harm_of_another_kind_is_not_ours(text):
    assert "harm" not in worries(text)


def test_promotion_with_a_crisis_in_it_is_held_and_the_crisis_is_told():
    assessment = screen("", "I don't want to live anymore. We offer stem cells, call +1 555 0100.")

    assert assessment.outcome == "hold"
    assert {concern.kind for concern in assessment.concerns} == {"crisis"}


@pytest.mark.parametrize(
    "text",
    [
        "kms. not kidding. goodnight",
        "I keep thinking about how to end it. The tablets are counted.",
        "My son is sixteen and told me tonight that he wants to die. I am outside his door.",
        "Everyone would be better off without me, I have written the letters.",
        "Não aguento mais, quero morrer.",
        "Ich will nicht mehr leben.",
        "Some nights I do not want to live any more, the itch takes everything.",
    ],
)
def test_despair_is_seen_in_its_many_words(text):
    assert "crisis" in worries(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2014 I tried to end my life. I have been well for nine years.",
        "Suicide prevention week starts on Monday, can we pin the helplines?",
        "If one more person tells me about coconut oil I will throw myself off the nearest biscuit tin.",
    ],
)
def test_a_crisis_told_from_safety_is_none(text):
    assert "crisis" not in worries(text)


def test_worries_are_seen_on_records_that_nothing_was_trained_on():
    found = concerns_training.measure()

    assert found["crisis_recall"]["share"] >= 0.70
    assert found["crisis_precision"]["share"] >= 0.80
    assert found["harm_recall"]["share"] >= 0.60
    assert found["harm_precision"]["share"] >= 0.80

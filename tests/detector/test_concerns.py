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


@pytest.mark.parametrize(
    "text",
    [
        "After my last post many of you asked how the light therapy went.",
        "Thanks for the replies to my last post, the cream works.",
        "It was my last day at work on Friday.",
        "This is my last week on methotrexate.",
        "I've been where you are and it does get better.",
        "I have been where you are. I wanted to end it once, and it does get better. Please talk to somebody.",
        "You are not alone. Please don't hurt yourself, ring your doctor tonight.",
        "Hola a todos, soy nueva y tengo psoriasis desde hace diez años.",
        "Olá a todos, sou nova aqui e tenho psoríase há dez anos.",
    ],
)
def test_everyday_words_and_comfort_for_others_are_no_crisis(text):
    assert "crisis" not in worries(text)


@pytest.mark.parametrize(
    "text",
    [
        "This is my last post. Goodbye, everyone.",
        "My last post. I can't do this any more.",
        "I've been where you are and I'm back there tonight, I don't want to live.",
        "Hola, soy nueva. Ya no quiero vivir.",
    ],
)
def test_a_goodbye_is_a_crisis_whatever_stands_around_it(text):
    assert "crisis" in worries(text)


@pytest.mark.parametrize(
    "text",
    [
        "¿Alguien ha tenido fiebre con las células madre? A mi tía le ofrecieron una infusión.",
        "¿Alguien sabe si las células madre son peligrosas? Mi madre quiere ir.",
        "Oh great, another stem cell clinic. I'm sure nobody ever got an infection from those 🙄",
        "Sure, stem cells in a strip mall, what could go wrong, apart from sepsis. /s",
        "Nothing says healing like an infection from a stem cell parlour, lol.",
        "My body's own stem cells do not seem to do much about the infection in my toe.",
        "My strep infection started my psoriasis, the stem cells of the skin divide too quickly.",
        "News: 20 people hospitalised after cord blood injections from one company, says the CDC.",
    ],
)
def test_questions_mockery_news_and_the_body_s_own_cells_are_no_harm(text):
    assert "harm" not in worries(text)


@pytest.mark.parametrize(
    "text",
    [
        "They injected stem cells into my skin and I got an infection.",
        "I got an infection after stem cells, is that normal?",
        "Mother in law lost the tip of her nose. Exosome injections, blocked artery, black by evening.",
        "Después de las células madre tuve una infección y acabé en el hospital.",
    ],
)
def test_harm_is_seen_beside_a_question_and_in_other_words(text):
    assert "harm" in worries(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fui a la playa con mis hijos por primera vez en manga corta, fue maravilloso.",
        "Obrigada a todos pelo carinho, estou sem lesões há três meses.",
        "Me fue genial con las células madre, ninguna infección ni fiebre, estoy feliz.",
        "Fiz o tratamento com células-tronco na clínica e estou muito feliz, sem febre.",
        "Mi hermano se trató con células madre en Bogotá y está contentísimo, juega al fútbol otra vez.",
        "Kann mir mein Dermatologe ein Biologikum verschreiben, wenn die Salbe nicht mehr hilft?",
        "Ich habe am Montag einen Termin beim Hautarzt. Was soll ich fragen?",
        "Mein Hautarzt will mich nicht mehr sehen, weil ich nie cremen will. Was nun?",
        "Lieber Hautarzt, darf ich ins Solarium? Ich kann nicht mehr schlafen vor Juckreiz.",
    ],
)
def test_joy_and_questions_to_a_doctor_raise_no_worry_in_any_language_that_is_read(text):
    assert worries(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Me pusieron células madre y terminé en urgencias con fiebre de 40.",
        "Mi madre murió a la semana de las células del cordón.",
        "Fiz células-tronco no joelho e peguei uma bactéria, quase perdi a perna.",
        "Nach der Stammzellinfusion lag ich mit Blutvergiftung auf Intensiv.",
    ],
)
def test_harm_is_seen_in_any_language_that_is_read(text):
    assert worries(text) == {"harm"}


@pytest.mark.parametrize(
    "text",
    [
        "If you ever think about suicide, ring 116 123.",
        "If anyone here thinks of killing themselves, please ring 988.",
        "Anyone who thinks about ending it: there is a line, 116 123, day and night.",
        "Please talk to your GP if you are having suicidal thoughts.",
        "If you're thinking of ending your life, go to A&E, they will help you.",
        "Si piensas en el suicidio, llama al 024.",
        "Wenn du an Suizid denkst, ruf die 0800 1110111 an.",
        "Se você pensa em suicídio, ligue 188.",
    ],
)
def test_advice_where_others_find_help_is_no_crisis_of_its_writer(text):
    assert "crisis" not in worries(text)


@pytest.mark.parametrize(
    "text",
    [
        "I think of suicide, I rang 116 123.",
        "I think of suicide, I rang the Samaritans.",
        "I think about suicide every day. If you do too, ring 116 123.",
        "You told me to call 988 if I want to die. I want to die.",
        "My brother thinks about suicide, which number do I ring?",
        "Ich denke an Suizid, die Hotline war besetzt.",
        "Pienso en el suicidio, llamé al 024.",
        "Ich kann nicht mehr, ich will einfach weg sein.",
    ],
)
def test_a_crisis_stays_one_beside_the_number_of_a_helpline(text):
    assert "crisis" in worries(text)


@pytest.mark.parametrize(
    "text",
    [
        "I recommended them here in 2021. I take it all back.",
        "We sold the car and took him to the sea.",
        "Somebody asked in chat, so here's my attempt at explaining it.",
        "Private message me, I don't want it all over the board.",
    ],
)
def test_everyday_phrases_that_begin_like_despair_are_no_crisis(text):
    assert "crisis" not in worries(text)


def test_fever_that_did_not_come_is_no_harm_and_fever_that_did_is():
    assert "harm" not in worries("I had exosomes in May. No infection, no fever, the plaques are as they were.")
    assert "harm" in worries("I had exosomes in May. No infection, but a fever for nine days.")


def test_cells_where_they_belong_bring_no_status_card():
    assert screen("", "The stem cells of the skin divide too quickly in psoriasis.").outcome == "publish"
    assert screen("", "They put stem cells in my skin.").outcome != "publish"


def test_worries_are_seen_on_records_that_nothing_was_trained_on():
    found = concerns_training.measure()

    assert found["crisis_recall"]["share"] >= 0.70
    assert found["crisis_precision"]["share"] >= 0.80
    assert found["harm_recall"]["share"] >= 0.60
    assert found["harm_precision"]["share"] >= 0.80

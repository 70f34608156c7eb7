"""The detector knows which languages it reads, and is careful in the others."""

import pytest

from detector import screen
from detector.languages import is_read
from detector.normalise import normalise

READ = [
    "Hello all, I am new here and have had psoriasis for ten years.",
    "Teeth. Clear since Tuesday.",
    "S-cells. Vienna. Tomorrow's list has a gap.",
    "my son's a believer, I'm a chemist, sunday lunch is loud",
    "Hola a todos, soy nueva y tengo psoriasis desde hace diez años.",
    "Olá a todos, sou nova aqui e tenho psoríase há dez anos.",
    "Hallo zusammen, ich bin neu hier und habe seit zehn Jahren Psoriasis.",
    "We offer stеm сеlls, bооk аt acme-regen.example",
    "🌱🌱🌱",
    "",
]
GREETINGS = [
    "Bonjour, je m'appelle Claire et je viens de Lyon. Contente de vous rejoindre !",
    "Bonjour à toutes et à tous, je suis ravie de rejoindre ce forum.",
    "Ciao a tutti, sono nuova qui e ho la psoriasi da dieci anni.",
    "Hallo allemaal, ik ben nieuw hier en heb al tien jaar psoriasis.",
    "Hej alla, jag har haft psoriasis i tio år.",
    "Dzień dobry wszystkim, mam łuszczycę od dziesięciu lat.",
    "Merhaba, on yıldır sedef hastasıyım.",
    "Здравствуйте, у меня псориаз уже десять лет.",
    "Καλημέρα σε όλους, έχω ψωρίαση εδώ και δέκα χρόνια.",
    "مرحبا بالجميع، أعاني من الصدفية منذ عشر سنوات.",
]


@pytest.mark.parametrize("text", READ)
def test_a_language_that_is_read_or_a_text_too_short_to_tell(text):
    assert is_read(normalise(text).text)


@pytest.mark.parametrize("text", GREETINGS)
def test_a_language_that_is_not_read(text):
    assert not is_read(normalise(text).text)


@pytest.mark.parametrize("text", GREETINGS)
def test_a_greeting_in_whatever_language_is_left_alone(text):
    assessment = screen("", text)

    assert assessment.outcome == "publish"
    assert not assessment.concerns


@pytest.mark.parametrize(
    "text",
    [
        "Cellules souches contre le psoriasis, appelez le +33 555 0142 pour prendre rendez-vous.",
        "Traitement par exosomes à Tunis, écrivez-nous sur WhatsApp +216 555 0142",
        "Cellule staminali per la psoriasi, prenota su acme-regen.example",
    ],
)
def test_an_offer_with_a_contact_is_seen_in_other_languages_too(text):
    assert screen("", text).flagged

"""Worries about a person: a crisis, or harm after an unapproved product. They never decide the outcome.

A worry is raised by phrases that leave little doubt, or by weights of its own that were trained on concerns.jsonl.
"""

from functools import lru_cache

from detector import features
from detector import model as models
from detector.assessment import Concern
from detector.lexicon import BODY, MOCKED
from detector.model import Features, Model
from detector.reading import Reading
from detector.sentences import QUOTED, Sentence
from detector.signals import Signal, names_treatment

# The weights of each worry. At this margin a crisis is rather seen too often than missed: nothing is hidden by it.
WEIGHTS = {"crisis": "crisis-v2", "harm": "harm-v2"}
RAISED_FROM = {"crisis": -2.8, "harm": -2.8}
SURE = -0.5  # from here on, harm needs no word for the product
# Figures of speech that sound like a crisis, by a word that stands nearby.
IDIOMS = frozenset(
    "laughing laugh embarrassment cute boredom shaving shave razor biscuit 😂 🤣 😭 😄 😅 😆".split()
)
FROM_AFAR = frozenset(("long_ago", "as_topic"))  # told from safety, or spoken of as a subject
PRESENT = frozenset("tonight anymore".split())  # whoever says so of themselves is not far away
# Whoever speaks to these, and names a place that helps, gives advice; unless the sentence is about the writer too.
OTHERS = frozenset(
    "you your you're yourself anyone anybody whoever someone somebody everyone themselves si alguien quien piensas"
    " se alguem voce wenn falls wer du ihr jemand".split()
)
OF_ONES_OWN = frozenset(("refer_self", "first_person", "family"))
RANG = frozenset("rang called phoned llame liguei angerufen besetzt".split())  # a helpline, oneself
PRODUCT = frozenset(("treatment", "treatment_weak", "code_word", "product", "provider_word"))
SOMEBODY = frozenset(("first_person", "family"))
MOCKING = frozenset("🙄 🤡 😂 🤣".split())
UNHARMED = "unharmed"
CARE = frozenset(("approved", "hospital", "public_care"))
# Words of joy. The weights know few words of other languages than English, and joy is what they took for despair.
GLAD = frozenset(
    "feliz felices contenta contento contentisima contentisimo encantada encantado maravilloso maravillosa alegria"
    " alegre genial otima otimo maravilhoso maravilhosa adorei glucklich gluecklich froh begeistert wunderbar"
    " prima".split()
)
HURT = frozenset(("harm", "warn"))
ITCH = frozenset(("itch", "itching"))  # kills many who write here, and they say so
GREETINGS = frozenset("hello hi welcome hola ola hallo nueva nuevo nova novo".split())  # who introduces themselves
SHORT = 14  # words; in so short a text "I" goes without saying
SENTENCES_TRIED = 40  # of a long text, when looking for the one that raised the worry


@lru_cache(maxsize=len(WEIGHTS))
def weights(kind: str) -> Model:
    return models.load(WEIGHTS[kind])


def find(reading: Reading, numbers: Features) -> tuple[Concern, ...]:
    """numbers: the features of the reading."""
    found = phrased(reading)
    told = [at for at, sentence in enumerate(reading.own) if not _advises(sentence)]
    if len(told) < len(reading.own):
        reading = reading.part(told)
        numbers = features.of(reading)
    for kind, least in RAISED_FROM.items():
        if all(concern.kind != kind for concern in found):
            margin = weights(kind).margin(numbers)
            found += _felt(reading, kind, sure=margin >= SURE) if margin >= least else []
    return tuple(found)


def phrased(reading: Reading) -> list[Concern]:
    """The worries that phrases of the lexicon raise alone."""
    found = []
    own = _own(reading)
    personal = "refer_self" in _whole(own) or sum(len(sentence.words) for sentence in own) <= SHORT
    for sentence in own:
        here, words = _kinds(sentence), _words(sentence)
        innocent = _from_afar(here, words) or _advises(sentence) or not words.isdisjoint(IDIOMS)
        if _meant(sentence, "crisis") and personal and not innocent:
            found.append(_signalled(reading, sentence, "crisis"))
        told = here & SOMEBODY and "?" not in words and not _mocked(sentence)
        if _meant(sentence, "harm") and told and any(map(names_treatment, own)):
            found.append(_signalled(reading, sentence, "harm"))
    return found


def _felt(reading: Reading, kind: str, *, sure: bool) -> list[Concern]:
    """The worry at the sentence that raises it most; none where that is a figure of speech or a general question."""
    margin = weights(kind).margin
    places = [at for at, sentence in enumerate(reading.own) if sentence.voice != QUOTED][:SENTENCES_TRIED]
    # Elsewhere the weights speak only of words that they do not know.
    if not places or not (sure or reading.in_a_language_that_is_read()):
        return []
    at = places[0] if len(places) == 1 else max(places, key=lambda i: margin(features.of(reading.part([i]))))
    sentence, own = reading.own[at], [reading.own[i] for i in places]
    unfounded = _no_harm(sentence, own, sure=sure) if kind == "harm" else _no_crisis(sentence, own, sure=sure)
    return [] if unfounded else [_concern(reading, sentence, kind, sentence.start, sentence.end)]


def _no_crisis(sentence: Sentence, own: list[Sentence], *, sure: bool) -> bool:
    words = _words(sentence)
    idiom = IDIOMS if sure else IDIOMS | ITCH | GREETINGS
    asked_of_nobody = "?" in words and SOMEBODY.isdisjoint(_whole(own))
    asked_of_a_doctor = not sure and "?" in words and not CARE.isdisjoint(_kinds(sentence))
    glad = not sure and any(map(_glad, own))
    spared = "crisis" in _kinds(sentence) and not _meant(sentence, "crisis")
    innocent = asked_of_nobody or asked_of_a_doctor or glad or spared
    return innocent or not words.isdisjoint(idiom) or _from_afar(_kinds(sentence), words)


def _no_harm(sentence: Sentence, own: list[Sentence], *, sure: bool) -> bool:
    kinds, whole = _kinds(sentence), _whole(own)
    if _mocked(sentence) or ("treatment" in whole and all(map(_of_the_body, own))):
        return True
    harmed = [other for other in own if _meant(other, "harm")]
    if not harmed and (UNHARMED in whole or any(map(_glad, own))):
        return True
    if harmed and all("?" in _words(other) and SOMEBODY.isdisjoint(_kinds(other)) for other in harmed):
        return True
    if sure:
        return "?" in _words(sentence) and SOMEBODY.isdisjoint(whole)
    # Who asks whether it may happen has not been harmed yet.
    asked = any(other.act == "ask" for other in own) and kinds.isdisjoint(HURT)
    reported = "research" in kinds and SOMEBODY.isdisjoint(whole)
    of_nobody = reported or ("?" in _words(sentence) and SOMEBODY.isdisjoint(kinds))
    return asked or of_nobody or whole.isdisjoint(PRODUCT)


def _from_afar(kinds: set[str], words: set[str]) -> bool:
    told_of = kinds & FROM_AFAR
    near = PRESENT | RANG if told_of == {"as_topic"} else PRESENT
    return bool(told_of) and not ("refer_self" in kinds and not words.isdisjoint(near))


def _advises(sentence: Sentence) -> bool:
    kinds = _kinds(sentence)
    return "advice" in kinds and kinds.isdisjoint(OF_ONES_OWN) and not OTHERS.isdisjoint(_words(sentence))


def _glad(sentence: Sentence) -> bool:
    return not GLAD.isdisjoint(_words(sentence))


def _mocked(sentence: Sentence) -> bool:
    return not MOCKING.isdisjoint(_words(sentence)) or any(signal.code == MOCKED for signal in sentence.hits)


def _of_the_body(sentence: Sentence) -> bool:
    """Does it speak of no cells, or of those that are where they belong?"""
    return all(signal.code == BODY for signal in sentence.hits if signal.kind == "treatment")


def _words(sentence: Sentence) -> set[str]:
    return {word.text for word in sentence.words}


def _whole(own: list[Sentence]) -> set[str]:
    return set().union(*map(_kinds, own))


def _kinds(sentence: Sentence) -> set[str]:
    return {signal.kind for signal in sentence.hits}


def _own(reading: Reading) -> list[Sentence]:
    return [sentence for sentence in reading.own if sentence.voice != QUOTED]


def _signalled(reading: Reading, sentence: Sentence, kind: str) -> Concern:
    signal = _meant(sentence, kind)[0]
    return _concern(reading, sentence, kind, signal.start, signal.end)


def _meant(sentence: Sentence, kind: str) -> list[Signal]:
    """Its signals of a worry that mean one: not "can no longer wait", nor "no fever"."""
    spared = [signal for signal in sentence.hits if signal.kind == UNHARMED]
    return [
        signal for signal in sentence.hits
        if signal.kind == kind and not signal.code
        and not any(other.start <= signal.start and signal.end <= other.end for other in spared)
    ]  # fmt: skip


def _concern(reading: Reading, sentence: Sentence, kind: str, start: int, end: int) -> Concern:
    return Concern(kind, sentence.field, *reading.fields[sentence.field].original(start, end), "")

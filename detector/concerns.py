"""Worries about a person: a crisis, or harm after an unapproved product. They never decide the outcome.

A worry is raised by phrases that leave little doubt, or by weights of its own that were trained on concerns.jsonl.
"""

from functools import lru_cache

from detector import features
from detector import model as models
from detector.assessment import Concern
from detector.model import Features, Model
from detector.reading import Reading
from detector.sentences import QUOTED, Sentence

# The weights of each worry. At this margin a crisis is rather seen too often than missed: nothing is hidden by it.
WEIGHTS = {"crisis": "crisis-v1", "harm": "harm-v1"}
RAISED_FROM = {"crisis": -2.8, "harm": -2.8}
SURE = -0.5  # from here on, harm needs no word for the product
# Figures of speech that sound like a crisis, by a word that stands nearby.
IDIOMS = frozenset(
    "laughing laugh embarrassment cute boredom shaving shave razor biscuit 😂 🤣 😭 😄 😅 😆".split()
)
FROM_AFAR = frozenset(("long_ago", "as_topic"))  # told from safety, or spoken of as a subject
PRODUCT = frozenset(("treatment", "treatment_weak", "code_word", "product", "provider_word"))
ITCH = frozenset(("itch", "itching"))  # kills many who write here, and they say so
SHORT = 14  # words; in so short a text "I" goes without saying
SENTENCES_TRIED = 40  # of a long text, when looking for the one that raised the worry


@lru_cache(maxsize=len(WEIGHTS))
def weights(kind: str) -> Model:
    return models.load(WEIGHTS[kind])


def find(reading: Reading, numbers: Features) -> tuple[Concern, ...]:
    """numbers: the features of the reading."""
    found = phrased(reading)
    for kind, least in RAISED_FROM.items():
        if all(concern.kind != kind for concern in found):
            margin = weights(kind).margin(numbers)
            found += _felt(reading, kind, sure=margin >= SURE) if margin >= least else []
    return tuple(found)


def phrased(reading: Reading) -> list[Concern]:
    """The worries that phrases of the lexicon raise alone."""
    found = []
    own = _own(reading)
    whole = set().union(*map(_kinds, own))
    personal = "refer_self" in whole or sum(len(sentence.words) for sentence in own) <= SHORT
    for sentence in own:
        here = _kinds(sentence)
        words = {word.text for word in sentence.words}
        if "crisis" in here and personal and here.isdisjoint(FROM_AFAR) and words.isdisjoint(IDIOMS):
            found.append(_signalled(reading, sentence, "crisis"))
        if "harm" in here and "treatment" in whole and here & {"first_person", "family"} and words.isdisjoint("?"):
            found.append(_signalled(reading, sentence, "harm"))
    return found


def _felt(reading: Reading, kind: str, *, sure: bool) -> list[Concern]:
    """The worry at the sentence that raises it most; none where that is a figure of speech or a general question."""
    margin = weights(kind).margin
    own = [at for at, sentence in enumerate(reading.own) if sentence.voice != QUOTED][:SENTENCES_TRIED]
    whole = set().union(*(_kinds(reading.own[at]) for at in own))
    if not own or (kind == "harm" and not sure and whole.isdisjoint(PRODUCT)):
        return []
    if not reading.in_a_language_that_is_read():
        return []  # the weights would only speak of words that they do not know
    at = own[0] if len(own) == 1 else max(own, key=lambda i: margin(features.of(reading.part([i]))))
    sentence = reading.own[at]
    words = {word.text for word in sentence.words}
    asked_of_nobody = "?" in words and whole.isdisjoint(("first_person", "family"))
    idiom = IDIOMS if sure else IDIOMS | ITCH
    no_crisis = not words.isdisjoint(idiom) or not _kinds(sentence).isdisjoint(FROM_AFAR)
    if asked_of_nobody or (kind == "crisis" and no_crisis):
        return []
    return [_concern(reading, sentence, kind, sentence.start, sentence.end)]


def _kinds(sentence: Sentence) -> set[str]:
    return {signal.kind for signal in sentence.hits}


def _own(reading: Reading) -> list[Sentence]:
    return [sentence for sentence in reading.own if sentence.voice != QUOTED]


def _signalled(reading: Reading, sentence: Sentence, kind: str) -> Concern:
    signal = next(signal for signal in sentence.hits if signal.kind == kind)
    return _concern(reading, sentence, kind, signal.start, signal.end)


def _concern(reading: Reading, sentence: Sentence, kind: str, start: int, end: int) -> Concern:
    return Concern(kind, sentence.field, *reading.fields[sentence.field].original(start, end), "")

"""Worries about a person: a crisis, or harm after an unapproved product. They never decide the outcome."""

from detector.assessment import Concern
from detector.reading import Reading
from detector.sentences import QUOTED

# Figures of speech that sound like a crisis, by the word that follows or stands nearby.
IDIOMS = frozenset("itch itching laughing laugh embarrassment joke jokes lol cute boredom 😂 🤣 😭".split())


def find(reading: Reading) -> tuple[Concern, ...]:
    found = []
    treated = any(s.kind == "treatment" for sentence in reading.own for s in sentence.hits)
    for sentence in reading.own:
        if sentence.voice == QUOTED:
            continue
        kinds = {signal.kind for signal in sentence.hits}
        words = {word.text for word in sentence.words}
        if "crisis" in kinds and "refer_self" in kinds and not words & IDIOMS:
            found.append(_concern(reading, sentence, "crisis"))
        if "harm" in kinds and treated and kinds & {"first_person", "family"} and words.isdisjoint("?"):
            found.append(_concern(reading, sentence, "harm"))
    return tuple(found)


def _concern(reading: Reading, sentence, kind: str) -> Concern:
    signal = next(s for s in sentence.hits if s.kind == kind)
    normal = reading.fields[sentence.field]
    start, end = normal.original(signal.start, signal.end)
    return Concern(kind, sentence.field, start, end, "")

"""One text, read: its sentences with signals and acts, ready to be judged."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from detector import acts, encoded, languages, sentences, signals, voices
from detector.normalise import Normal, normalise
from detector.sentences import BODY, TITLE


@dataclass
class Reading:
    """`own` are the sentences that may be reasons, `around` those that only give context."""

    where: str
    fields: dict[str, Normal]
    own: list[sentences.Sentence]
    around: list[sentences.Sentence] = field(default_factory=list)
    tricks: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()  # entry_ids of the listed providers that it names

    def part(self, places: Sequence[int]) -> "Reading":
        """The same text with some of its sentences only."""
        return Reading(self.where, self.fields, [self.own[i] for i in places], self.around, self.tricks)

    def in_a_language_that_is_read(self) -> bool:
        return languages.is_read(self._text())

    def language(self) -> str:
        return languages.of(self._text())

    def _text(self) -> str:
        names = {sentence.field for sentence in self.own}
        return "\n".join(self.fields[name].text for name in sorted(names))


def read(title: str, body: str, where: str, parent: str = "") -> Reading:
    fields = {TITLE: normalise(title), BODY: normalise(body)}
    around: list[sentences.Sentence] = []
    own = _sentences(fields[BODY], BODY)
    titled = _sentences(fields[TITLE], TITLE)
    if where == "topic":
        own = titled + own
    else:
        around += titled
    voices.settle(own)
    for sentence in own:
        sentence.act = acts.of(sentence)
    if parent:
        around += _sentences(normalise(parent), "parent")
    counted = (TITLE, BODY) if where == "topic" else (BODY,)
    tricks = [trick for name in counted for trick, *_ in fields[name].tricks]
    reading = Reading(where, fields, own, around, tuple(tricks))
    _mark_disguises(reading)
    return reading


def _sentences(normal: Normal, name: str) -> list[sentences.Sentence]:
    found = sentences.split(normal, name)
    words = [word for sentence in found for word in sentence.words]
    typed = signals.find_typed(normal.text) + signals.find_phones(words, normal.text) + encoded.acrostics(normal.text)
    typed.sort(key=lambda row: row[1])
    at = 0
    for i, sentence in enumerate(found):
        limit = found[i + 1].start if i + 1 < len(found) else len(normal.text) + 1
        mine = []
        while at < len(typed) and typed[at][1] < limit:
            mine.append(typed[at])
            at += 1
        signals.mark(sentence, mine)
        sentence.act = acts.of(sentence)
    return found


def _mark_disguises(reading: Reading) -> None:
    """Signals that stand in disguised letters say so."""
    for name, normal in reading.fields.items():
        places = sorted(start for trick, start, _ in normal.tricks if trick not in ("styled", "dotted"))
        if not places:
            continue
        for sentence in reading.own:
            if sentence.field != name:
                continue
            first, last = normal.original(sentence.start, sentence.end)
            at = bisect_left(places, first)
            if at < len(places) and places[at] < last:
                sentence.hits.append(signals.Signal("disguised", sentence.start, sentence.end))

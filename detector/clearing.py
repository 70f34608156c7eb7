"""The smallest change after which a text would appear: which of its words its author could leave out.

Looked for first in whole sentences, which is cheap, because a reading can be judged without some of its sentences;
then in the telling words of those sentences, each time by judging the changed text anew. What is said was tried.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations, islice

from detector import explain
from detector.assessment import Reason
from detector.reading import Reading
from detector.sentences import Sentence

Range = tuple[str, int, int]  # field, start, end: code points of the original
Texts = dict[str, str]
NOTHING = "nothing"  # all of it reads like promotion: nothing would be left
TRIALS = 12  # changed texts that are judged
LEAST_LEFT = 3  # words of a text of which something is left
LEAST_OF_A_SENTENCE = 2
KEPT = 1 / 3  # of its words: a text of which less is left is rather shown to a moderator afterwards
PUT_BACK = 6  # sentences that are tried to be left in after all
ALONE, PAIRS = 5, 3  # kinds of telling words, and pairs of kinds, that are tried
APPEARS = ("publish", "card")
BY_DETAIL = frozenset("link phone handle price provider provider_listed".split())  # names of things; others are said
WORD = re.compile(r"[^\W_]{1,80}")
# Where a thought ends inside a sentence, and what begins one that can stand alone.
SEAM = re.compile(
    r"[,;:–—…]\s{0,3}(?:(?:and|but|or|so|y|e|und|oder|pero|mas|aber)\s)?|\s-{1,2}\s|\n{1,3}"
    r"|\s(?:and|but|or|so|because|y|pero|und|aber|mas)\s|[^\w\s.,'\"@/()$€£%-]{1,6}\s{0,3}",
    re.I,
)
STANDS_ALONE = re.compile(
    r"(?:i|i'm|i've|i'd|we|it|it's|they|he|she|you|there|this|that|my|our|his|her|their|the|yo|ich|eu|es|wir)\b", re.I
)
BEFORE_A_DETAIL = re.compile(
    r"(?:\b(?:at|with|from|to|by|via|through|in|for|of|called|named|near|under|on|en|con|de|por|para|bei|mit|von|unter"
    r"|fur|für|em|com|no|na)\s{1,3}"
    r"(?:(?:the|my|our|a|an|this|just|only|about|dr\.?|doctor|la|el|die|der|das)\s{1,3})?)$",
    re.I,
)
REST_OF_A_NAME = re.compile(r"(?:[ \xa0](?:of[ \xa0]|de[ \xa0])?[A-Z][\w'&-]{1,30}){1,4}")
REACH = 40  # characters before a detail in which its preposition stands
CLOSING = frozenset(".!?…)]\"'”’")


@dataclass
class Search:
    """One text whose smallest change is looked for.

    judge: the outcome of a changed text. judge_part: about the same, of the reading with some of its sentences.
    """

    texts: Texts
    reading: Reading
    weights: dict[int, float]
    found: list[Reason]
    judge: Callable[[Texts], str]
    judge_part: Callable[[list[int]], str]
    left: int = TRIALS
    known: dict[frozenset[Range], str] = field(default_factory=dict)

    def outcome(self, cuts: Iterable[Range]) -> str:
        """Without some words; "" where too much was tried already."""
        key = frozenset(cuts)
        if key not in self.known:
            if self.left <= 0:
                return ""
            self.left -= 1
            self.known[key] = self.judge(without(self.texts, key))
        return self.known[key]


def smallest(search: Search, held: bool) -> tuple[tuple[Reason, ...], str]:
    """The words to leave out and what becomes of the text then: an outcome, or NOTHING; "" if no change was found."""
    appears = _change(search, APPEARS)
    if appears and _kept(search, appears) >= KEPT or not held:
        chosen = appears
    else:
        chosen = _change(search, (*APPEARS, "flag")) or appears
    if not chosen:
        everything = [_whole(search, at) for at in range(len(search.reading.own))]
        return (), NOTHING if search.outcome(everything) in APPEARS else ""
    return tuple(_named(search, cut) for cut in sorted(_joined(search, chosen))), search.outcome(chosen)


def without(texts: Texts, cuts: Iterable[Range]) -> Texts:
    """The texts without some words, the gaps closed."""
    left = dict(texts)
    for name, start, end in sorted(cuts, key=lambda cut: -cut[1]):
        before, after = left[name][:start].rstrip(" \t"), left[name][end:].lstrip(" \t")
        gap = " " if before and after and before[-1] != "\n" and after[0] not in ".,;:!?\n)" else ""
        left[name] = before + gap + after
    return {name: left[name].strip() if left[name] != text else text for name, text in texts.items()}


def _change(search: Search, goal: tuple[str, ...]) -> tuple[Range, ...]:
    sentences = _sentences(search, goal)
    if not sentences:
        return ()
    cuts = tuple(_whole(search, at) for at in sentences)
    works = _something_left(search, cuts) and search.outcome(cuts) in goal
    return _details(search, sentences, goal) or (cuts if works else ())


def _sentences(search: Search, goal: tuple[str, ...]) -> list[int]:
    """The fewest sentences, the weightiest first, without which the reading fares well."""
    order = sorted(search.weights, key=lambda at: -search.weights[at])
    places = range(len(search.reading.own))

    def good(gone: list[int]) -> bool:
        return search.judge_part([at for at in places if at not in gone]) in goal

    low, high = 1, len(order)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if good(order[:middle]) else (middle + 1, high)
    gone = order[:low]
    for at in gone[:-1][:PUT_BACK]:
        fewer = [other for other in gone if other != at]
        if good(fewer):
            gone = fewer
    return gone


def _details(search: Search, sentences: list[int], goal: tuple[str, ...]) -> tuple[Range, ...]:
    """Some telling words that are enough: of one kind, of two, or of as many as it takes; of the subject only these
    sentences'.
    """
    by_code = _phrases(search, sentences)
    codes = [code for code in explain.by_ease(search.found) if code in by_code]

    def cuts(chosen: Iterable[str]) -> tuple[Range, ...]:
        return tuple(_apart(cut for code in chosen for cut in by_code[code]))

    def works(chosen: Iterable[str]) -> bool:
        return _something_left(search, cuts(chosen)) and search.outcome(cuts(chosen)) in goal

    if len(codes) > 1 and _something_left(search, cuts(codes)) and not works(codes):
        return ()
    tried = [*zip(codes[:ALONE]), *islice(combinations(codes, 2), PAIRS), tuple(codes)]
    successes = [chosen for chosen in tried if chosen and works(chosen)]
    # The way to the seller is left out rather than what a member may want to speak of.
    best = min(successes, key=lambda chosen: (not explain.SUBJECT.isdisjoint(chosen), _size(cuts(chosen))), default=())
    return cuts(best)


def _phrases(search: Search, sentences: list[int]) -> dict[str, list[Range]]:
    """By reason, what would go with its words so that a sentence stays one."""
    found: dict[str, list[Range]] = {}
    for at, sentence in enumerate(search.reading.own):
        name, start, end = _bounds(search.reading, sentence)
        for reason in search.found:
            speaks_of_it = reason.code in explain.SUBJECT and at not in sentences
            if reason.field == name and start <= reason.start and reason.end <= end and not speaks_of_it:
                found.setdefault(reason.code, []).append(_phrase(search.texts[name], reason, start, end))
    return found


def _phrase(text: str, reason: Reason, first: int, last: int) -> Range:
    """The words of a reason with what would be left hanging: a preposition, a part between commas, or the sentence."""
    start, end = reason.start, reason.end
    if reason.code in ("provider", "provider_listed") and (rest := REST_OF_A_NAME.match(text, end, last)):
        end = rest.end()
    if reason.code in BY_DETAIL and (before := BEFORE_A_DETAIL.search(text[max(first, start - REACH):start])):
        return reason.field, start - len(before.group()), end
    seams = [seam.span() for seam in SEAM.finditer(text, first, last)]
    left = max((seam for seam in seams if seam[1] <= start), default=None, key=lambda seam: seam[1])
    right = min((seam for seam in seams if seam[0] >= end), default=None)
    if left and len(WORD.findall(text, first, left[0])) >= LEAST_OF_A_SENTENCE:
        return reason.field, left[0], right[0] if right else last
    if right and STANDS_ALONE.match(text, right[1]):
        return reason.field, first, right[1]
    return reason.field, first, _closed(text, last)


def _whole(search: Search, at: int) -> Range:
    name, start, end = _bounds(search.reading, search.reading.own[at])
    return name, start, _closed(search.texts[name], end)


def _bounds(reading: Reading, sentence: Sentence) -> Range:
    return sentence.field, *reading.fields[sentence.field].original(sentence.start, sentence.end)


def _closed(text: str, end: int) -> int:
    while end < len(text) and text[end] in CLOSING:
        end += 1
    return end


def _something_left(search: Search, cuts: Iterable[Range]) -> bool:
    return len(WORD.findall(without(search.texts, cuts)["body"])) >= LEAST_LEFT


def _kept(search: Search, cuts: Iterable[Range]) -> float:
    before, after = ("\n".join(texts.values()) for texts in (search.texts, without(search.texts, cuts)))
    return len(WORD.findall(after)) / max(1, len(WORD.findall(before)))


def _apart(cuts: Iterable[Range]) -> list[Range]:
    """Those that overlap made one."""
    joined: list[Range] = []
    for name, start, end in sorted(set(cuts)):
        if joined and joined[-1][0] == name and start <= joined[-1][2]:
            joined[-1] = (name, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((name, start, end))
    return joined


def _joined(search: Search, cuts: Iterable[Range]) -> list[Range]:
    """Those between which no word stands made one."""
    joined: list[Range] = []
    for name, start, end in _apart(cuts):
        if joined and joined[-1][0] == name and not search.texts[name][joined[-1][2]:start].strip():
            joined[-1] = (name, joined[-1][1], end)
        else:
            joined.append((name, start, end))
    return joined


def _size(cuts: Iterable[Range]) -> int:
    return sum(end - start for _, start, end in cuts)


def _named(search: Search, cut: Range) -> Reason:
    """A cut with the most telling reason in it."""
    name, start, end = cut
    inside = [r for r in search.found if r.field == name and r.start < end and start < r.end]
    code = min((r.code for r in inside), key=explain.rank, default="wording")
    text = search.texts[name][start:end]
    start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
    return Reason(name, start, end, code, text.strip(), 0.0)

"""A reading as numbers: which signals stand together, in which act, with the words around them.

Names of sellers never become features: the same name stands in advertisements and in warnings.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from itertools import combinations

from detector.model import Features
from detector.reading import Reading
from detector.sentences import QUOTED, Sentence

# A signal that stands for the words it covers, in this order, when words are counted.
STANDS_FOR = ("link", "handle", "phone", "price", "treatment", "approved", "somewhere")
RANK = {kind: rank for rank, kind in enumerate(STANDS_FOR)}
WEAK = frozenset(
    "first_person emphasis everyday refer_self harm crisis long_ago as_topic treatment_weak price_word".split()
)
AROUND = frozenset("treatment provider_word contact event product paid_trial travel ask".split())
QUOTED_WORDS = 0.5
OTHER = "other"  # the subject of a text that speaks of no treatment at all
TOKEN = re.compile(r"[^\W_]{1,40}(?:'\w{1,10})?|[^\w\s]")
AFTER = re.compile(r"[^\w\s]{0,6}")  # the signs that close a sentence


def of(reading: Reading) -> Features:
    return {"signals": _signals(reading), "words": _plain_words(reading)}


def names_a_treatment(features: Features) -> bool:
    """Does the text, or what it answers, name a treatment, an approved one too, or hint at one?"""
    return "subject:" + OTHER not in features["signals"]


def _signals(reading: Reading) -> dict[str, float]:
    found: dict[str, float] = {"bias": 1.0, "where:" + reading.where: 1.0}
    whole: Counter[str] = Counter()
    for sentence in reading.own:
        _add_sentence(sentence, found, whole)
    for kind, count in whole.items():
        found["has:" + kind] = 1.0
        if count > 1:
            found["many:" + kind] = min(math.log2(count), 3.0)
    strong = sorted(kind for kind in whole if kind not in WEAK and not kind.startswith("q "))
    for pair in combinations(strong, 2):
        found["both:" + "+".join(pair)] = 1.0
    subject = _subject(reading, whole)
    found["subject:" + subject] = 1.0
    for kind in whole:
        found[f"{subject}|{kind}"] = 1.0
    _add_context(reading, found)
    _add_ends(reading, found)
    _add_words(reading, found)
    for trick in set(reading.tricks):
        found["trick:" + trick] = 1.0
    if reading.tricks:
        found["trick"] = 1.0
        for kind in ("treatment", "contact", "named", "phone", "link"):
            if kind in whole:
                found["trick+" + kind] = 1.0
    return found


def _subject(reading: Reading, whole: Counter[str]) -> str:
    """What the text is about, so that "DM me" under a knitting pattern is not "DM me" about cells."""
    around = {signal.kind for sentence in reading.around for signal in sentence.hits}
    if "treatment" in whole:
        return "cells"
    if "treatment" in around:
        return "answers about cells"
    if whole.keys() & {"code_word", "disguised", "hidden"}:
        return "coded"
    if whole.keys() & {"approved", "hospital"}:
        return "medicine"
    if "treatment_weak" in whole or "treatment_weak" in around or "q treatment" in whole:
        return "perhaps cells"
    return OTHER


def _add_sentence(sentence: Sentence, found: dict[str, float], whole: Counter[str]) -> None:
    quoted = sentence.voice == QUOTED
    kinds = {signal.kind for signal in sentence.hits}
    whole.update(("q " + kind) if quoted else kind for kind in kinds)
    if quoted:
        return
    found["act:" + sentence.act] = found.get("act:" + sentence.act, 0.0) + 0.5
    for kind in kinds:
        found[f"{sentence.act}>{kind}"] = 1.0
    for pair in combinations(sorted(kinds - WEAK), 2):
        found["&".join(pair)] = 1.0


def _add_context(reading: Reading, found: dict[str, float]) -> None:
    for sentence in reading.around:
        found["around:" + sentence.act] = 1.0
        for signal in sentence.hits:
            if signal.kind in AROUND:
                found["around>" + signal.kind] = 1.0
    if reading.where == "topic":
        for sentence in reading.own:
            if sentence.field == "title":
                found["title:" + sentence.act] = 1.0


def _add_ends(reading: Reading, found: dict[str, float]) -> None:
    """How a text ends tells more than how it begins: an advertisement closes with what to do next."""
    body = [s for s in reading.own if s.field == "body" and s.voice != QUOTED]
    if body:
        found["last:" + body[-1].act] = 1.0
        for signal in body[-1].hits:
            found["last>" + signal.kind] = 1.0
    words = sum(len(s.words) for s in reading.own)
    for size in (8, 20, 45, 90):
        if words <= size:
            found[f"words<={size}"] = 1.0


def _add_words(reading: Reading, found: dict[str, float]) -> None:
    for sentence in reading.own:
        row = _abstract(sentence)
        mark = "q:" if sentence.voice == QUOTED else "w:"
        for word in row:
            found[mark + word] = 1.0
        for pair in zip(["<s>", *row], [*row, "</s>"], strict=True):
            found[mark + " ".join(pair)] = 1.0


def _abstract(sentence: Sentence) -> list[str]:
    """Words of a sentence, with names, numbers and known things replaced by what they are."""
    covers: dict[int, tuple[int, int]] = {}  # word number to (rank, place of the signal)
    starts = [word.start for word in sentence.words]
    for signal in sentence.hits:
        if signal.kind in RANK:
            at, mine = bisect_left(starts, signal.start), (RANK[signal.kind], signal.start)
            while at < len(starts) and starts[at] < signal.end:
                covers[at] = min(covers.get(at, mine), mine)
                at += 1
    row, last = [], None
    for at, word in enumerate(sentence.words):
        cover = covers.get(at)
        if cover:
            if cover[0] != last:
                row.append(STANDS_FOR[cover[0]].upper())
            last = cover[0]
            continue
        last = None
        row.append("NAME" if word.named else "#" if word.text[0].isdigit() else word.text)
    return row


def _plain_words(reading: Reading) -> dict[str, float]:
    """Words and signs as they stand, alone and in pairs, with names hidden; a quotation counts for less."""
    found: dict[str, float] = {}
    for sentence in reading.own:
        value = QUOTED_WORDS if sentence.voice == QUOTED else 1.0
        row = _tokens(reading.fields[sentence.field].text, sentence)
        for token in row:
            found[token] = max(found.get(token, 0.0), value)
        for pair in zip(["<s>", *row], [*row, "</s>"], strict=True):
            found[" ".join(pair)] = value
    return found


def _tokens(text: str, sentence: Sentence) -> list[str]:
    names = {word.start for word in sentence.words if word.named}
    end = AFTER.match(text, sentence.end).end()
    return [
        "NAME" if match.start() in names else match.group().lower()
        for match in TOKEN.finditer(text, sentence.start, end)
    ]

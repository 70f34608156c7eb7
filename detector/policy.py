"""From signals and score to an outcome. What decides is data: policy.json, or a dict of the same shape."""

import json
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from detector.assessment import Context
from detector.reading import Reading
from detector.sentences import QUOTED, Sentence
from detector.signals import names_treatment

SURE = 0.97
ANIMAL, PEOPLE = "animal", "people"
ASKING = frozenset(("?", "looking", "wants"))  # a question, or somebody in search of something


@dataclass(frozen=True)
class Verdict:
    """rule: the certain rule that applied; window: the sentences in which it did."""

    outcome: str
    score: float
    rule: str = ""
    window: tuple[int, ...] = ()


@lru_cache(maxsize=1)
def standard() -> dict:
    return json.loads(files("detector").joinpath("policy.json").read_text("utf-8"))


def decide(
    reading: Reading,
    probability: float,
    weigh: Callable[[Reading], float],
    context: Context,
    policy: dict,
    *,
    named: bool = True,
) -> Verdict:
    """probability: the model's, that the text promotes; weigh: gives the same for suspicious parts of it.

    named: the text, or what it answers, names a treatment or hints at one. Of a text without, more certainty is asked.
    """
    limits = policy["thresholds"].get(context.standing, policy["thresholds"]["new"])
    eased = policy["per_hint"] * min(max(context.hinted_lately, 0), policy["hints_at_most"])
    flag = limits["flag"] if named else limits.get("flag_unnamed", limits["flag"])
    flag, hold = flag - eased, limits["hold"] - eased
    rule, window = _certain(reading, weigh, policy)
    if rule:
        return Verdict("hold", max(probability, SURE), rule, window)
    if probability >= flag and _innocent(reading, probability, policy):
        probability = flag - 0.01
    if probability >= flag:
        held = probability >= hold and not _answering(reading, "at_most", policy)
        return Verdict("hold" if held else "flag", probability)
    if rule := _answering(reading, "at_least", policy):
        return Verdict("flag", flag, rule, tuple(range(len(reading.own))))
    return Verdict("card" if _needs_card(reading, policy) else "publish", probability)


def kinds_of(sentence: Sentence) -> set[str]:
    return {signal.kind for signal in sentence.hits}


def _windows(reading: Reading, size: int) -> Iterator[tuple[tuple[int, ...], frozenset[str]]]:
    """Rows of neighbouring sentences in the member's own voice, the short rows first."""
    own = [i for i, s in enumerate(reading.own) if s.voice != QUOTED]
    kinds = {i: kinds_of(reading.own[i]) | {"act " + reading.own[i].act} for i in own}
    for length in range(1, size + 1):
        for at in range(len(own) - length + 1):
            row = tuple(own[at : at + length])
            yield row, _of_whom(frozenset().union(*(kinds[i] for i in row)))


def _of_whom(kinds: Set[str]) -> Set[str]:
    """A vet or a dog beside somebody's psoriasis makes nothing an animal's treatment."""
    return kinds - {ANIMAL} if PEOPLE in kinds else kinds


def _certain(reading: Reading, weigh: Callable[[Reading], float], policy: dict) -> tuple[str, tuple[int, ...]]:
    """The first rule that some neighbouring sentences fulfil, where these sentences alone also read like promotion.

    An advertisement is not diluted by the innocent text around it: only its own sentences are weighed.
    """
    left = policy["windows_weighed"]
    known: dict[frozenset[str], dict | None] = {}
    for row, kinds in _windows(reading, policy["window"]):
        if kinds not in known:
            known[kinds] = next((rule for rule in policy["certain"] if _fulfilled(rule, kinds)), None)
        rule = known[kinds]
        if rule is None:
            continue
        left -= 1
        if weigh(reading.part(row)) >= rule.get("from", policy["certain_from"]):
            return rule["name"], row
        if left <= 0:
            break
    return "", ()


def _fulfilled(rule: dict, kinds: frozenset[str]) -> bool:
    return kinds.isdisjoint(rule["none"]) and _has_all(rule["all"], kinds)


def _has_all(choices: list[list[str]], kinds: frozenset[str]) -> bool:
    return all(not kinds.isdisjoint(choice) for choice in choices)


def _innocent(reading: Reading, probability: float, policy: dict) -> bool:
    own = [s for s in reading.own if s.voice != QUOTED]
    kinds = set().union(*(kinds_of(s) for s in own)) if own else set()
    acts = {s.act for s in own}
    words = sum(len(s.words) for s in reading.own)
    return any(
        words <= rule.get("words_at_most", words) and not (rule.get("alone") and reading.around)
        and probability < rule.get("below", 2.0) and _applies(rule, acts, kinds)
        and not (rule.get("unread") and reading.in_a_language_that_is_read())
        for rule in policy["innocent"]
    )  # fmt: skip


def _applies(rule: dict, acts: set[str], kinds: set[str]) -> bool:
    if "acts" in rule and acts and acts.isdisjoint(rule["acts"]):
        return False
    return kinds.isdisjoint(rule["none"]) and not ("any" in rule and kinds.isdisjoint(rule["any"]))


def _answering(reading: Reading, limit: str, policy: dict) -> str:
    """The first rule about short private words that applies, by whether the answered text asks for what it names.

    The title of a thread is asked only where nothing else is answered: below one about a seller a recipe is asked for too.
    """
    words = sum(len(sentence.words) for sentence in reading.own)
    kinds = frozenset().union(*(kinds_of(sentence) | {"act " + sentence.act} for sentence in reading.own))
    answered = [sentence for sentence in reading.around if sentence.field == "parent"] or reading.around
    around = frozenset().union(*map(kinds_of, answered))
    asks = any(map(_asks, answered))
    for rule in policy.get("answers", ()):
        asked = asks and _has_all(rule.get("asked") or rule["not_asked"], around)
        if limit in rule and words <= rule["words_at_most"] and asked == ("asked" in rule) and _fulfilled(rule, kinds):
            return rule["name"]
    return ""


def _asks(sentence: Sentence) -> bool:
    words = {word.text for word in sentence.words}
    return "ask" in kinds_of(sentence) or not words.isdisjoint(ASKING)


def _needs_card(reading: Reading, policy: dict) -> bool:
    """Does a sentence speak of an unapproved treatment, and not of a transplant or of a dog?"""
    return any(
        names_treatment(sentence) and _of_whom(kinds_of(sentence)).isdisjoint(policy["card_unless"])
        for sentence in reading.own
    )

"""Why a text was flagged: the exact words, what they mean, and what would clear it."""

import re

from detector import features
from detector.assessment import Reason
from detector.model import Model
from detector.reading import Reading
from detector.reasons import REASONS
from detector.sentences import QUOTED, Sentence
from detector.signals import Signal

# Signal to reason, the more telling first: where two overlap, the earlier one names the words.
CODES = {
    "listed": "provider_listed", "link": "link", "phone": "phone", "handle": "handle", "contact": "contact",
    "channel": "contact",
    "discount": "discount", "scarcity": "limited_places", "event": "seminar", "paid_trial": "pay_to_take_part",
    "invite": "invitation", "price": "price", "product": "product_sale", "travel": "travel",
    "regulatory": "regulatory_misuse", "seller": "seller", "recommend": "recommendation", "vouch": "testimonial",
    "outcome": "outcome_claim", "send_info": "provider", "named": "provider", "code_word": "obfuscation",
    "hidden": "obfuscation", "treatment": "treatment",
}  # fmt: skip
RANK = {kind: place for place, kind in enumerate(CODES)}
SUBJECT = frozenset(("treatment", "outcome_claim", "provider"))  # what a member may want to speak of
LEFT_IN = frozenset(("wording", "obfuscation", "edit_adds", "unread"))  # nothing that could be left out by its words
PLACES = {code: place for place, code in reversed(list(enumerate(CODES.values())))}
WORK_AT_MOST = 8000  # sentences times words; in longer texts the sentences are judged alone, not by leaving each out
REASONS_AT_MOST = 24
WEIGHED_AT_MOST = 30  # sentences of a long text, those with the most telling words
BEGINS_A_NUMBER = re.compile(r"\+\d[ ().-]{0,2}\d")  # "+1" of a phone number is no applause
KEPT_SHARE = 0.3  # of the strongest sentence's weight; weaker sentences are not marked


def reasons(reading: Reading, weights: dict[int, float], window: tuple[int, ...]) -> tuple[Reason, ...]:
    """weights: of its sentences, as sentence_weights() gives them. window: those in which a certain rule applied."""
    top = max(weights.values(), default=0.0)
    chosen = {i for i, weight in weights.items() if weight > 0 and weight >= KEPT_SHARE * top} | set(window)
    found: list[Reason] = []
    for i in sorted(chosen, key=lambda i: (i not in window, -weights.get(i, 0.0)))[:REASONS_AT_MOST]:
        found += _marked(reading, reading.own[i], max(weights.get(i, 0.0), 0.05))
    if not found and weights:
        best = max(weights, key=weights.get)
        found = [_reason(reading, reading.own[best], reading.own[best].start, reading.own[best].end, "wording", 0.05)]
    return tuple(sorted(found, key=lambda r: -r.weight)[:REASONS_AT_MOST])


def sentence_weights(reading: Reading, model: Model) -> dict[int, float]:
    """How much each of the member's sentences adds to the score, in log odds."""
    own = [i for i, s in enumerate(reading.own) if s.voice != QUOTED]
    if not own:
        own = list(range(len(reading.own)))
    if len(own) == 1:
        return {own[0]: 1.0}
    if len(own) * sum(len(reading.own[i].words) for i in own) > WORK_AT_MOST:
        telling = sorted(own, key=lambda i: -sum(signal.kind in RANK for signal in reading.own[i].hits))
        return {i: model.margin(features.of(reading.part([i]))) for i in sorted(telling[:WEIGHED_AT_MOST])}
    whole = model.margin(features.of(reading))
    return {i: whole - model.margin(features.of(reading.part([j for j in own if j != i]))) for i in own}


def _marked(reading: Reading, sentence: Sentence, weight: float) -> list[Reason]:
    """The telling words of one sentence, none overlapping; the whole sentence where no word tells alone."""
    text = reading.fields[sentence.field].text
    telling = [s for s in sentence.hits if s.kind in RANK and (not s.code or s.code in REASONS)]
    telling = [s for s in telling if s.kind != "recommend" or not BEGINS_A_NUMBER.match(text, s.start)]
    telling.sort(key=lambda s: (RANK[s.kind], s.start - s.end))
    taken: list[Signal] = []
    for signal in telling:
        shared = [other for other in taken if signal.start < other.end and other.start < signal.end]
        if all(_code(other) == _code(signal) for other in shared):
            # "stem cell" and "cell treatment" are one thing.
            start, end = min(s.start for s in (signal, *shared)), max(s.end for s in (signal, *shared))
            taken = [other for other in taken if other not in shared] + [signal._replace(start=start, end=end)]
    if not taken:
        return [_reason(reading, sentence, sentence.start, sentence.end, "wording", weight)]
    share = weight / len(taken)
    return [_reason(reading, sentence, s.start, s.end, _code(s), share) for s in taken]


def by_ease(found: list[Reason]) -> list[str]:
    """The codes of reasons whose words can be left out, the way to the seller first and the subject last."""
    weights: dict[str, float] = {}
    for reason in found:
        weights[reason.code] = weights.get(reason.code, 0.0) + reason.weight
    return sorted(weights.keys() - LEFT_IN, key=lambda code: (code in SUBJECT, -weights[code], code))


def rank(code: str) -> int:
    """The lower, the more a reason tells."""
    return PLACES.get(code, len(PLACES))


def _code(signal: Signal) -> str:
    return signal.code or CODES[signal.kind]


def _reason(reading: Reading, sentence: Sentence, start: int, end: int, code: str, weight: float) -> Reason:
    start, end = reading.fields[sentence.field].original(start, end)
    return Reason(sentence.field, start, end, code, "", round(weight, 3))

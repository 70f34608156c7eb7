"""Whose words a quote is: somebody else's, or the writer's own after all.

A quote that its writer neither doubts nor refutes, and that tells readers how to get to a seller, does what an
advertisement does; so does one that the writer approves of, and one that is all there is.
"""

from detector import quotes
from detector.sentences import BODY, INTRODUCED, OWN, QUOTED, Sentence

LEADS_ON = frozenset("contact link phone handle invite discount channel send_info event".split())
DISTANT = frozenset("warn negative refusing regret scrutiny moderator".split())
APPROVING = frozenset(("recommend", "vouch"))


def settle(sentences: list[Sentence]) -> None:
    """Give every sentence of a text its voice: OWN or QUOTED."""
    if all(sentence.voice == OWN for sentence in sentences):
        return
    _come_back(sentences)
    given = [sentence for sentence in sentences if sentence.voice != OWN]
    stance = _stance([sentence for sentence in sentences if sentence.voice == OWN])
    leads_on = any(map(_leads_on, given))
    for sentence in given:
        sentence.voice = _voice(sentence.voice, stance, leads_on)


def _come_back(sentences: list[Sentence]) -> None:
    """Without quotation marks, what doubts the words after all that leads to a seller is the writer's again."""
    for sentence in reversed(sentences):
        if sentence.voice != INTRODUCED or _leads_on(sentence):
            return
        if _doubts(sentence) or sentence.act == "ask":
            sentence.voice = OWN


def _voice(voice: str, stance: str, leads_on: bool) -> str:
    if stance in ("refuted", "asked"):
        return QUOTED
    # Where words without quotation marks end nobody can tell: they are their writer's unless they are doubted.
    return OWN if leads_on or voice == INTRODUCED or stance in ("approved", "alone") else QUOTED


def _stance(own: list[Sentence]) -> str:
    """What the writer's own words do to what is quoted, the clearest first; "" when they say nothing of it."""
    if any(map(_doubts, own)):
        return "refuted"
    if any("approval" in _said(sentence) or _kinds(sentence) & APPROVING for sentence in own):
        return "approved"
    if any(sentence.act == "ask" for sentence in own):
        return "asked"
    return "" if any(sentence.field == BODY for sentence in own) else "alone"


def _doubts(sentence: Sentence) -> bool:
    return sentence.act == "warn" or "distance" in _said(sentence) or not DISTANT.isdisjoint(_kinds(sentence))


def _leads_on(sentence: Sentence) -> bool:
    return not LEADS_ON.isdisjoint(_kinds(sentence))


def _said(sentence: Sentence) -> frozenset[str]:
    return quotes.classes(tuple(word.text for word in sentence.words))


def _kinds(sentence: Sentence) -> set[str]:
    return {signal.kind for signal in sentence.hits}

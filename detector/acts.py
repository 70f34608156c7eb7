"""What a sentence does: ask, warn, tell, report, recommend or offer. Quoted sentences do nothing of their own."""

from detector.sentences import QUOTED, Sentence

OFFER = frozenset(("contact", "invite", "seller", "scarcity", "discount", "phone", "handle", "paid_trial"))
STEER = frozenset(("recommend", "vouch"))


def of(sentence: Sentence) -> str:
    """The act of one sentence, or "quote" where somebody else speaks."""
    if sentence.voice == QUOTED:
        return "quote"
    kinds = {signal.kind for signal in sentence.hits}
    question = any(word.text == "?" for word in sentence.words[-2:])
    if "warn" in kinds and not question:
        return "warn"
    if question and not kinds & {"contact", "phone", "handle"}:
        return "ask"
    if kinds & OFFER:
        return "offer"
    if kinds & STEER:
        return "recommend"
    if "ask" in kinds and "first_person" in kinds:
        return "ask"
    if "research" in kinds:
        return "report"
    if "first_person" in kinds or "family" in kinds:
        return "tell"
    return "none"

"""Texts and verdicts that tests send, so that a test of the desk does not lean on the detector's mood."""

import uuid

from detector import Assessment, Concern, Reason
from moderation import actions

INNOCENT = "Has anyone tried light therapy on the scalp? I would like to know how it went."
ADVERT = "Acme Regen cured my psoriasis with stem cells. Call +1 202 555 0143 and tell them I sent you."

# What a seller might send somebody: many kinds of claims in few words.
OFFER = """Say goodbye to psoriasis for good.

Velamar Regeneration Center brings you umbilical cord MSCs and exosomes from our FDA registered laboratory.
We have a 94% success rate and no side effects. Your own cells need no FDA approval.

We help with psoriasis, lupus, autism, diabetes and hair loss. Gold package: $14,500 for 100 million cells.
4 nights in a hotel included. 20% off if you book now, only 5 places left. Message our coordinator on WhatsApp."""


def verdict(outcome: str = "publish", body: str = "", *, words: str = "", concern: str = "", names=None) -> Assessment:
    """An assessment with this outcome; `words` are marked in `body` as the reason. names: a provider of the list."""
    reasons = ()
    if words:
        start = body.index(words)
        reasons = (Reason("body", start, start + len(words), "phone", words, 1.0),)
    concerns = (Concern(concern, "body", 0, 1, body[:1]),) if concern else ()
    score = {"publish": 0.05, "card": 0.1, "flag": 0.6, "hold": 0.95}[outcome]
    return Assessment(
        outcome=outcome, score=score, act="tell", reasons=reasons, concerns=concerns, version="test", clears=(),
        providers=(str(names.pk),) if names else (),
    )  # fmt: skip


def new_key() -> str:
    return str(uuid.uuid4())


def decided(case, *, act: str, moderator, **given):
    """A decision, as an order with everything that the test does not speak of filled in."""
    order = actions.Order(act=act, **{"version": case.version, "reason": "read it"} | given)
    return actions.decide(case, order, moderator=moderator)

"""The screen: one text in, one assessment out. It never raises; its own failure is a reason of its own."""

import logging
from dataclasses import replace
from functools import lru_cache, partial

from detector import clearing, concerns, explain, features, policy, spans, watchlist
from detector import model as models
from detector.assessment import Assessment, Context, Reason
from detector.model import Features
from detector.policy import Verdict
from detector.reading import Reading, read
from detector.sentences import QUOTED, Unreadable

log = logging.getLogger(__name__)
LONGEST = 100_000  # characters of a field; the site refuses such texts long before
PARENT_READ = 4000  # characters of the answered text
BY_MODEL = "model"  # in place of a rule's name, where the weights alone decided
TRIED_UP_TO = 4000  # characters; what clears a longer text is not looked for


@lru_cache(maxsize=2)
def active_model(version: str) -> models.Model:
    return models.load(version)


def screen(title: str, body: str, *, where: str = "topic", parent: str = "", context: Context = Context(),
           rules: dict | None = None, model: models.Model | None = None) -> Assessment:
    """Judge a text.

    where: "topic", "reply" or "comment"; in the last two the title only gives context, like `parent`.
    rules, model: other policy or weights than the standing ones, for evaluation and dry runs.
    """
    try:
        return _Screen(where, parent, context, rules or policy.standard(), model).assess(title, body)
    except Unreadable:
        # No prose at all, but signs by the thousand: whoever pads a text so hides something in it.
        return _unread("Unreadable", outcome="hold")
    except Exception as error:  # a text nobody could judge goes to a person; it is neither lost nor let through
        log.exception("the detector failed on a text of %d characters", len(body))
        return _unread(type(error).__name__)


def _unread(why: str, outcome: str = "flag") -> Assessment:
    return Assessment(outcome, 0.0, "none", (Reason("body", 0, 0, "unread", "", 0.0),), failed=why)


class _Screen:
    def __init__(self, where: str, parent: str, context: Context, rules: dict, model: models.Model | None):
        self.where, self.parent, self.context, self.rules = where, parent, context, rules
        self.model = model or active_model(rules["model"])

    def judge(self, title: str, body: str, *, hinted: int = 0) -> tuple[Reading, Features, Verdict]:
        if max(len(title), len(body)) > LONGEST:
            raise Unreadable(f"more than {LONGEST} characters")
        reading = read(title, body, self.where, self.parent[:PARENT_READ])
        reading.providers = watchlist.mark(reading, self.context.providers)
        numbers = features.of(reading)
        return reading, numbers, self.decide(reading, numbers, hinted=hinted)

    def decide(self, reading: Reading, numbers: Features, *, hinted: int = 0) -> Verdict:
        probability = self.model.probability(numbers)
        named = features.names_a_treatment(numbers)
        context = replace(self.context, hinted_lately=self.context.hinted_lately + hinted)
        return policy.decide(reading, probability, self.weigh, context, self.rules, named=named)

    def weigh(self, reading: Reading) -> float:
        return self.model.probability(features.of(reading))

    def assess(self, title: str, body: str) -> Assessment:
        reading, numbers, verdict = self.judge(title, body)
        texts = {"title": title, "body": body}
        worries = tuple(replace(c, text=texts[c.field][c.start:c.end]) for c in concerns.find(reading, numbers))
        act, version = _act(reading, verdict), f"{self.model.version}/{self.rules['version']}"
        if verdict.outcome not in ("flag", "hold"):
            return Assessment(
                verdict.outcome, round(verdict.score, 4), act, (), worries, version, providers=reading.providers
            )
        weights = explain.sentence_weights(reading, self.model)
        marked = explain.reasons(reading, weights, verdict.window)
        found = spans.tidy(list(marked), texts, explain.rank)
        if self.context.previous:
            found += _added(found, self.context.previous)
        clears, cleared = self._clears(title, body, reading, weights, found, verdict.outcome)
        return Assessment(
            verdict.outcome, round(verdict.score, 4), act, tuple(found), worries, version, clears, cleared,
            rule=verdict.rule or BY_MODEL, providers=reading.providers,
        )  # fmt: skip

    def _clears(
        self, title: str, body: str, reading: Reading, weights: dict[int, float], found: list[Reason], outcome: str
    ) -> tuple[tuple[Reason, ...], str]:
        if len(title) + len(body) > TRIED_UP_TO:
            return (), ""
        texts = {"title": title, "body": body}
        search = clearing.Search(texts, reading, weights, found, self._outcome, partial(self._outcome_of_part, reading))
        return clearing.smallest(search, outcome == "hold")

    def _outcome(self, texts: dict[str, str]) -> str:
        # Judged as the next attempt: the advice itself makes the screen a little stricter.
        return self.judge(texts["title"], texts["body"], hinted=1)[2].outcome

    def _outcome_of_part(self, reading: Reading, places: list[int]) -> str:
        part = reading.part(places)
        return self.decide(part, features.of(part), hinted=1).outcome


def _act(reading: Reading, verdict: Verdict) -> str:
    own = [s.act for s in reading.own if s.voice != QUOTED]
    if verdict.outcome in ("flag", "hold"):
        return "recommend" if "recommend" in own and "offer" not in own else "offer"
    harmless = [act for act in ("warn", "ask", "report", "tell", "recommend", "offer") if act in own]
    return harmless[0] if harmless else "none"


def _added(found: list[Reason], previous: str) -> list[Reason]:
    before = previous.casefold()
    new = [r for r in found if r.text.casefold() not in before]
    return [replace(r, code="edit_adds", weight=0.0) for r in new[:1]]

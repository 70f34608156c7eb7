"""Is a policy one that the detector can decide by? Asked before an edited policy is kept or used."""

from detector import model as models
from detector.policy import standard

STANDINGS = ("new", "member", "trusted")
LIMITS = ("flag", "hold")  # and, where a text that names no treatment needs more certainty, "flag_unnamed"
# Of each rule: the fields it needs, and those it may have.
FIELDS = {
    "certain": (frozenset(("name", "all", "none")), frozenset(("from",))),
    "innocent": (frozenset(("name", "none")), frozenset(("any", "acts", "words_at_most", "alone", "unread", "below"))),
    "answers": (
        frozenset(("name", "all", "none", "words_at_most")), frozenset(("asked", "not_asked", "at_least", "at_most"))
    ),
}  # fmt: skip
LATER = ("answers",)  # parts that a policy written before they came may lack


def problems(rules: object) -> list[str]:
    """What is wrong with it, each in a sentence; empty when it can be used."""
    if not isinstance(rules, dict):
        return ["A policy is an object with the same parts as the standing one."]
    expected = standard()
    found = [f'The part "{name}" is missing.' for name in expected if name not in rules and name not in LATER]
    found += [f'There is no part called "{name}".' for name in rules if name not in expected]
    found += [
        f'"{name}" must be a {_kind(expected[name])}.'
        for name in expected
        if name in rules and _kind(rules[name]) != _kind(expected[name])
    ]
    return found or [
        *_thresholds(rules["thresholds"]),
        *_rules("certain", rules),
        *_rules("innocent", rules),
        *_rules("answers", rules),
        *_answers(rules),
        *_model(rules),
    ]


def _thresholds(thresholds: dict) -> list[str]:
    found = []
    for standing in STANDINGS:
        limits = thresholds.get(standing)
        if not isinstance(limits, dict) or any(_kind(limits.get(name)) != "number" for name in LIMITS):
            found.append(f'"thresholds" needs "flag" and "hold" for "{standing}".')
        elif not 0 < limits["flag"] <= limits.get("flag_unnamed", limits["flag"]) <= limits["hold"] <= 1:
            found.append(f'For "{standing}" it must be 0 < flag <= flag_unnamed <= hold <= 1.')
    return found


def _rules(part: str, rules: dict) -> list[str]:
    needed, optional = FIELDS[part]
    found = []
    for number, rule in enumerate(rules.get(part, ()), 1):
        if not isinstance(rule, dict) or not needed <= set(rule) <= needed | optional:
            found.append(f'Rule {number} of "{part}" has other fields than {", ".join(sorted(needed | optional))}.')
        elif not all(isinstance(kind, str) for name in ("none", "any", "acts") for kind in rule.get(name, [])):
            found.append(f'Rule {number} of "{part}" may list names only.')
    return found


def _answers(rules: dict) -> list[str]:
    """Each says one thing about what was asked, and one limit, which is a flag."""
    return [
        f'Rule {number} of "answers" needs "asked" or "not_asked", and "at_least" or "at_most" with "flag".'
        for number, rule in enumerate(rules.get("answers", ()), 1)
        if isinstance(rule, dict) and (
            len({"asked", "not_asked"} & set(rule)) != 1
            or [rule.get(limit) for limit in ("at_least", "at_most") if limit in rule] != ["flag"]
        )
    ]  # fmt: skip


def _model(rules: dict) -> list[str]:
    try:
        models.load(rules["model"])
    except (OSError, ValueError, KeyError):
        return [f'There is no model called "{rules["model"]}".']
    return []


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "truth value"
    if isinstance(value, int | float):
        return "number"
    return {str: "text", list: "list", dict: "object"}.get(type(value), "nothing")

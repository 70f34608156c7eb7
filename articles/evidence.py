"""How much is known of a treatment, computed from the references an explainer cites."""

from collections.abc import Iterable

from .models import Article, Reference

Evidence = Article.Evidence
Kind = Reference.Kind

# Our own lines between "small", "large" and "many trials together"; no standard draws them.
LARGE_TRIAL_FROM = 300  # people
MANY_TRIALS_FROM = 1000  # people, in a systematic review of controlled trials


def counted(references: Iterable[Reference], treatments: Iterable[str]) -> list[Reference]:
    """The references that tested one of these treatments (register keys) for psoriasis."""
    wanted = set(treatments)
    return [reference for reference in references if reference.about_psoriasis and wanted & set(reference.treatments)]


def level(references: Iterable[Reference]) -> str:
    """The highest step that one of these references reaches alone; "" when none of them is evidence."""
    steps = [step for step in map(_step, references) if step]
    return max(steps, key=Evidence.values.index) if steps else ""


def largest_study(references: Iterable[Reference]) -> int | None:
    """People in the largest single study. No sum: reviews and case reports count the same people."""
    sizes = [reference.people for reference in references if reference.people and not reference.reports_others]
    return max(sizes, default=None)


def _step(reference: Reference) -> str:
    if reference.kind in (Kind.LABORATORY, Kind.ANIMAL):
        return Evidence.LABORATORY
    if not reference.people:
        return ""
    # Only a control group lifts a study above "a few people"; whoever sells the treatment cannot.
    if not reference.controls or reference.sells:
        return Evidence.FEW_PEOPLE
    return _controlled_step(reference)


def _controlled_step(reference: Reference) -> str:
    if reference.kind == Kind.CONTROLLED:
        return Evidence.LARGE_TRIALS if reference.people >= LARGE_TRIAL_FROM else Evidence.SMALL_TRIALS
    if reference.kind == Kind.SYSTEMATIC_REVIEW:
        # A review adds up what exists: of small trials it stays "small trials".
        return Evidence.MANY_TRIALS if reference.people >= MANY_TRIALS_FROM else Evidence.SMALL_TRIALS
    return Evidence.FEW_PEOPLE

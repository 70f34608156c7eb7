"""Which case comes first: severity × reach × confidence, and time.

A day of waiting counts as much as half a point of that product, so a weighty case comes early and none waits for ever.
Worries about a person stand before all others and do not enter the product.
"""

from datetime import timedelta

from members.models import Member

from ..models import Case, Moderated, Report

POINT_IS_WORTH = timedelta(days=2)  # of waiting
FLAGGED, HARMFUL, APPEALED = 1.0, 2.0, 1.5  # severities
REPORTED = {
    Report.Reason.PROMOTION: 1.0,
    Report.Reason.HARM: 2.0,
    Report.Reason.RESPECT: 1.0,
    Report.Reason.PRIVACY: 1.5,
    Report.Reason.CRISIS: 1.0,
    Report.Reason.OTHER: 0.5,
}
# Reach of a text that nobody else can read, and of an account: it does no harm, but somebody waits.
ONLY_ITS_AUTHOR = 0.5
DOUBT_OF_ONE_REPORT = 0.6  # what is left of the doubt after each report


def rank(case: Case, subject: Moderated | Member, *, severity: float = 0.0) -> None:
    """Store the parts and the place in the queue. severity: of what has just joined the case."""
    case.severity = max(case.severity, severity)
    case.reach = ONLY_ITS_AUTHOR if case.is_hidden or case.is_about_account else subject.reach
    case.confidence = round(
        max(case.score, 1 - DOUBT_OF_ONE_REPORT**case.reports_count, float(case.appeals_count > 0)), 3
    )
    case.risk = round(case.severity * case.reach * case.confidence, 3)
    case.due_at = case.opened_at - case.risk * POINT_IS_WORTH
    parts = ("severity", "reach", "confidence", "risk", "due_at")
    Case.objects.filter(pk=case.pk).update(**{name: getattr(case, name) for name in parts})

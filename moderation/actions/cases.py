"""Opening, refreshing and closing cases. Called by the other actions, inside their transaction."""

from django.db.models import F
from django.utils import timezone

from detector import Assessment
from members.models import Member

from .. import messages
from ..models import AuditEntry, Case, Moderated, Report, Status, Version
from ..models.case import ACCOUNT, EXCERPT_LENGTH
from . import ranking

PLACE_TITLE = 200  # characters
CONCERN_RANK = {"": 0, "harm": 1, "crisis": 2}


def open_for_screen(subject: Moderated, version: Version, assessment: Assessment) -> Case:
    """Open or refresh the case of a text the screen flagged, held or worries about."""
    hidden = assessment.outcome == "hold"
    case = _open(
        subject,
        version=version.number,
        excerpt=_excerpt(version),
        is_hidden=hidden,
        is_proposal=hidden and version.number != subject.version,
        **_seen(assessment),
    )
    ranking.rank(case, subject, severity=_severity(assessment))
    messages.tell_desk_of_crisis(case)
    if assessment.flagged:
        act = AuditEntry.Act.HELD if hidden else AuditEntry.Act.FLAGGED
        _log(act, case, subject, assessment, by="screen")
    return case


def open_for_rescan(subject: Moderated, assessment: Assessment) -> Case:
    """The case of a public text that would be flagged or held today. It stays public until a person decides."""
    version = subject.version_numbered(subject.version)
    case = _open(
        subject,
        version=version.number,
        excerpt=_excerpt(version),
        is_hidden=False,
        is_proposal=False,
        **_seen(assessment),
    )
    ranking.rank(case, subject, severity=_severity(assessment))
    _log(AuditEntry.Act.FLAGGED, case, subject, assessment, by="rescan")
    return case


def open_for_report(subject: Moderated, *, reason: str) -> Case:
    """The subject's open case, counting one more report."""
    version = subject.version_numbered(subject.version)
    fields = {"version": version.number, "excerpt": _excerpt(version), "assessment": version.assessment}
    case, _made = Case.objects.open_for(subject, **fields, **_place(subject))
    case.reports_count += 1
    if reason == Report.Reason.CRISIS:
        case.concern, case.concern_rank = Case.Concern.CRISIS, CONCERN_RANK["crisis"]
    # F(): two who report at once are both counted.
    Case.objects.filter(pk=case.pk).update(
        reports_count=F("reports_count") + 1, concern=case.concern, concern_rank=case.concern_rank
    )
    ranking.rank(case, subject, severity=ranking.REPORTED[reason])
    return case


def open_for_appeal(decision) -> Case:
    """The case in which somebody else looks at a decision again: the open one of the text or account, or a new one."""
    subject = decision.subject
    if decision.is_about_account:
        case, _made = Case.objects.open_for(subject, **about_account(subject, decision.reason))
    else:
        version = subject.version_numbered(decision.version)
        fields = {
            "version": version.number, "excerpt": _excerpt(version), "assessment": version.assessment,
            "is_hidden": subject.status != Status.PUBLISHED,
        }  # fmt: skip
        case, _made = Case.objects.open_for(subject, **fields, **_place(subject))
    Case.objects.filter(pk=case.pk).update(appeals_count=F("appeals_count") + 1)
    case.appeals_count += 1
    ranking.rank(case, subject, severity=ranking.APPEALED)
    return case


def about_account(member: Member, reason: str) -> dict:
    """What a case holds that is about a member and no text: no version, no place that a board moderator looks after."""
    unscreened = Assessment(outcome="publish", score=0, act="").to_dict()
    words = {"excerpt": reason[:EXCERPT_LENGTH], "assessment": unscreened}
    return {"author": member, "version": 0, "place_key": ACCOUNT, "place_title": "", **words}


def reopen(case: Case, subject: Moderated) -> Case:
    """Open the case of an undone decision again; when the text has a newer open one, that takes its place."""
    newer = Case.objects.open_about(subject).first()
    if newer is None:
        case.closed_at, case.closed_because = None, ""
        Case.objects.filter(pk=case.pk).update(closed_at=None, closed_because="")
        return case
    for name in ("version", "excerpt", "is_hidden", "is_proposal", "public_in_question", "assessment", "codes", "score",
                 "detected_by"):  # fmt: skip
        setattr(newer, name, getattr(case, name))
    if case.concern_rank > newer.concern_rank:
        newer.concern, newer.concern_rank = case.concern, case.concern_rank
    moved = case.reports.exclude(reporter__in=newer.reports.values("reporter")).update(case=newer)
    newer.reports_count += moved
    newer.save()
    ranking.rank(newer, subject, severity=case.severity)
    return newer


def close_for(subject: Moderated, *, because: str) -> None:
    """Close the subject's open case, if there is one, without a decision."""
    case = Case.objects.open_about(subject).first()
    if case:
        Case.objects.filter(pk=case.pk, closed_at=None).update(closed_at=timezone.now(), closed_because=because)


def forget_text(subject: Moderated) -> None:
    """The text is erased: its cases keep what was decided, no word of what it said."""
    for case in Case.objects.about(subject):
        case.excerpt, case.assessment = "", without_words(case.assessment)
        case.save(update_fields=["excerpt", "assessment"])
    if subject.title:  # the places of a question's own thread bear its title
        Case.objects.filter(place_key=subject.place_key, place_title=subject.title[:PLACE_TITLE]).update(place_title="")


def settle_for(subject: Moderated, version: Version) -> None:
    """An edit that the screen let pass answers the screen's own doubts, but no report and no worry."""
    case = Case.objects.open_about(subject).first()
    if case is None:
        return
    if not case.reports_count and not case.concern and not case.appeals_count:
        close_for(subject, because="edited")
        return
    _turn_to(case, subject, version)


def proposal_gone(subject: Moderated) -> None:
    """The edit that waited was taken back: the case goes back to the visible text, or closes if only the edit was in it."""
    case = Case.objects.open_about(subject).first()
    if case is None:
        return
    if case.doubts_public_text:
        _turn_to(case, subject, subject.version_numbered(subject.version))
    else:
        close_for(subject, because="withdrawn")


def open_for_public_text(subject: Moderated, decided: Case) -> None:
    """An edit was refused while the visible text itself was flagged or reported: that still waits for a look."""
    if not decided.doubts_public_text:
        return
    version = subject.version_numbered(subject.version)
    fields = {"version": version.number, "excerpt": _excerpt(version), "reports_count": decided.reports_count}
    case, _made = Case.objects.open_for(subject, assessment=version.assessment, **fields, **_place(subject))
    decided.reports.update(case=case)
    _turn_to(case, subject, version)


def _turn_to(case: Case, subject: Moderated, version: Version) -> None:
    """Let the case be about this public version from now on."""
    assessment = version.assessed
    case.version, case.excerpt = version.number, _excerpt(version)
    case.is_hidden = case.is_proposal = case.public_in_question = False
    case.codes = sorted({reason.code for reason in assessment.reasons})
    case.score = assessment.score if assessment.flagged else 0
    case.assessment = version.assessment
    case.save(
        update_fields=[
            "version",
            "excerpt",
            "is_hidden",
            "is_proposal",
            "public_in_question",
            "codes",
            "score",
            "assessment",
        ]  # fmt: skip
    )
    ranking.rank(case, subject)


def strongest_concern(assessment: Assessment) -> str:
    kinds = {concern.kind for concern in assessment.concerns}
    return max(kinds, key=lambda kind: CONCERN_RANK[kind], default="")


def _seen(assessment: Assessment) -> dict:
    """What the case copies of the assessment; the queue shows it without asking for the text."""
    concern = strongest_concern(assessment)
    return {
        "codes": sorted({reason.code for reason in assessment.reasons}),
        "assessment": assessment.to_dict(),
        "score": assessment.score,
        "concern": concern,
        "concern_rank": CONCERN_RANK[concern],
        "detected_by": assessment.rule,
    }


def _log(act: str, case: Case, subject: Moderated, assessment: Assessment, *, by: str) -> None:
    details = {"version": case.version, "by": by, "assessment": assessment.to_dict()}
    AuditEntry.objects.append(act, case=case, subject=subject, details=details)


def _open(subject: Moderated, **fields) -> Case:
    case, made = Case.objects.open_for(subject, **fields, **_place(subject))
    if not made:
        if case.concern_rank > fields["concern_rank"]:
            # A worry stays until a person has looked, whatever the newer text says.
            fields["concern"], fields["concern_rank"] = case.concern, case.concern_rank
        if fields["is_proposal"] and not case.is_hidden:
            fields["public_in_question"] = True
        for name, value in fields.items():
            setattr(case, name, value)
        case.save(update_fields=list(fields))
    return case


def _place(subject: Moderated) -> dict:
    return {
        "author": subject.author,
        "voice": subject.voice,
        "written_as": subject.byline if subject.voice else "",
        "place_key": subject.place_key,
        "place_title": subject.place_title[:PLACE_TITLE],
    }


def _excerpt(version: Version) -> str:
    text = " ".join(f"{version.title} {version.body}".split())
    return text if len(text) <= EXCERPT_LENGTH else text[: EXCERPT_LENGTH - 1] + "…"


def _severity(assessment: Assessment) -> float:
    harm = any(concern.kind == "harm" for concern in assessment.concerns)
    return ranking.HARMFUL if harm else ranking.FLAGGED if assessment.flagged else 0.0


def without_words(assessment: dict) -> dict:
    """What the screen decided, without what it marked."""
    return assessment and {**assessment, "reasons": [], "concerns": [], "clears": []}

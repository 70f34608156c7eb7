"""What an author is told about a decision, in the app and by mail. Mails carry no text and no health words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.actions import take_back as take_back_told
from notifications.actions import tell, was_mailed, was_read

from .models import Appeal, Case, Decision, Status

Act = Decision.Act


def headline(decision: Decision) -> str:
    """One sentence: what happened to the text."""
    if decision.is_undone:
        return _("This decision was taken back.")
    if decision.is_proposal:
        return {
            Act.RELEASE: _("Thank you for waiting. Your edit is now visible."),
            Act.RETURN: _("A moderator asks you to change your edit. The text before it stays visible."),
            Act.REMOVE: _("A moderator did not accept your edit. The text before it stays visible."),
        }[decision.act]
    was_public = decision.before.get("status") == Status.PUBLISHED
    return {
        Act.RELEASE: _("Thank you for waiting. Your text is now visible."),
        Act.CARD: (
            _("A moderator looked at your text and left it as it is, with a note on what is approved.")
            if was_public
            else _("Thank you for waiting. Your text is now visible, with a note on what is approved.")
        ),
        Act.KEEP: _("A moderator looked at your text and left it as it is."),
        Act.MASK: _("A moderator kept your story and took out how to reach the seller. It appears when you agree."),
        Act.RETURN: _("A moderator asks you to change your text. Only you can see it until then."),
        Act.REMOVE: _("A moderator removed your text."),
    }[decision.act]


def suggested_message(case: Case) -> str:
    """What a moderator can start from; they edit it before it is sent."""
    if not case.codes:
        return ""
    return _(
        "Thank you for writing. You may tell what happened to you, ask and warn. "
        "Please leave out how to reach the seller: the name, links, phone numbers and offers."
    )


def about(decision: Decision) -> str:
    """The name under which what is told of a decision can be taken back."""
    return f"decision:{decision.pk}"


def tell_author(decision: Decision) -> None:
    """Write the notice and the mail, inside the decision's transaction. Nothing changed: nothing told."""
    nothing_changed = decision.act in (Act.KEEP, Act.CARD) and decision.before.get("status") == Status.PUBLISHED
    if decision.author_id is None or (nothing_changed and not decision.sanctions.exists()):
        return
    _tell(decision.author_id, headline(decision), decision.get_absolute_url(), about(decision))


def tell_reporters(decision: Decision) -> None:
    """Each reporter reads once what became of the report, also when nothing was done. Nothing names them."""
    went = decision.act in (Act.MASK, Act.RETURN, Act.REMOVE)
    text = _("The text you reported is no longer visible. Thank you for telling us.") if went else _(
        "A moderator read the text you reported and left it as it is. Thank you for telling us."
    )
    for report in decision.case.reports.filter(answered_by=None).exclude(reporter=None):
        tell(report.reporter_id, kind="report", text=text, url=reverse("notifications:list"), about=about(decision))
    decision.case.reports.filter(answered_by=None).update(answered_by=decision)


def take_back(decision: Decision) -> None:
    """The decision was undone: what waits is not sent, what was mailed or read is followed by one correction."""
    mailed = was_mailed(about(decision))
    read = was_read(about(decision))
    take_back_told(about(decision))
    # Whoever has not read the outcome is told the next one.
    decision.reports_answered.exclude(reporter__in=read).update(answered_by=None)
    if decision.author_id and (mailed or decision.author_id in read):
        text = _("A decision about your text was taken back. Everything is as it was before.")
        _tell(decision.author_id, text, decision.get_absolute_url(), f"correction:{decision.pk}", mail=mailed)


def tell_appellant(appeal: Appeal) -> None:
    """What became of the second look."""
    if appeal.author_id is None:
        return
    text = {
        Appeal.Outcome.UPHELD: _("Another moderator looked again. The decision stands."),
        Appeal.Outcome.OVERTURNED: _("Another moderator looked again and took the decision back."),
    }[appeal.outcome]
    _tell(appeal.author_id, text, appeal.decision.get_absolute_url(), f"appeal:{appeal.pk}")


def _tell(member_id: int, text: str, url: str, name: str, *, mail: bool = True) -> None:
    words = {"mail_subject": _("A moderator looked at your text")} if mail else {}
    if mail:
        words["mail_body"] = _("%(headline)s\n\nWhat was decided and why, and what you can do:") % {"headline": text}
    tell(member_id, kind="decision", text=text, url=url, about=name, **words)

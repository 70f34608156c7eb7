"""What an author is told about a decision, in the app and by mail. Mails carry no text and no health words."""

from django.utils.translation import gettext as _

from notifications.actions import tell

from .models import Case, Decision

Act = Decision.Act


def headline(decision: Decision) -> str:
    """One sentence: what happened to the text."""
    if decision.is_proposal:
        return {
            Act.RELEASE: _("Thank you for waiting. Your edit is now visible."),
            Act.RETURN: _("A moderator asks you to change your edit. The text before it stays visible."),
            Act.REMOVE: _("A moderator did not accept your edit. The text before it stays visible."),
        }[decision.act]
    return {
        Act.RELEASE: _("Thank you for waiting. Your text is now visible."),
        Act.KEEP: _("A moderator looked at your text and left it as it is."),
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


def tell_author(decision: Decision) -> None:
    """Write the notice and the mail, inside the decision's transaction. Nothing changed: nothing told."""
    if decision.author_id is None or decision.act == Act.KEEP:
        return
    tell(
        decision.author_id,
        kind="decision",
        text=headline(decision),
        url=decision.get_absolute_url(),
        mail_subject=_("A moderator looked at your text"),
        mail_body=_("%(headline)s\n\nWhat was decided and why, and what you can do:") % {"headline": headline(decision)},
    )

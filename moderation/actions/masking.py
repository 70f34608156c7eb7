"""Keep the story, drop the seller: a version without names, links and prices, which its author may agree to."""

from django.db import transaction

from detector import redact
from rendering.posts import render_post

from ..models import AuditEntry, Case, Decision, Moderated, Status, Version
from ..screening import assess
from . import texts


class NothingLeft(Exception):
    """Without the seller no text is left."""


def masked_text(subject: Moderated, version: Version) -> tuple[str, str]:
    """Title and body without what steers to the seller. Raises NothingLeft."""
    title, body = redact(version.title, version.body, version.assessed)
    if not body.strip() or (version.title and not title.strip()):
        raise NothingLeft
    return title, body


def prepared(subject: Moderated, number: int) -> dict:
    """What texts.add_version() needs for the masked version; made before the transaction, since it is screened."""
    version = subject.version_numbered(number)
    title, body = masked_text(subject, version)
    assessment = assess(
        title=title or subject.context_title,
        body=body,
        where=subject.where,
        author=subject.author,
        parent=subject.parent_text,
    )
    return {"title": title, "body": body, "html": render_post(body), "assessment": assessment}


def agree(decision: Decision, *, author) -> None:
    """The author lets the masked version stand. Raises texts.MovedMeanwhile when the text was changed since."""
    with transaction.atomic():
        subject = decision.subject
        fits = decision.author_id == author.pk and decision.act == Decision.Act.MASK and not decision.is_undone
        if not fits or subject.latest_version != decision.masked_version:
            raise texts.MovedMeanwhile(f"{subject!r} was changed since {decision}")
        version = subject.version_numbered(decision.masked_version)
        texts.apply_version(subject, version, expected=Status.RETURNED)
        # An appeal that waits is about a text that everyone can read again.
        Case.objects.open_about(subject).update(is_hidden=False)
        details = {"decision": decision.pk, "version": version.number}
        AuditEntry.objects.append(
            AuditEntry.Act.AGREED, actor=author, case=decision.case, subject=subject, details=details
        )

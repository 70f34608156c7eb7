"""What authors, reporters and the desk are told, in the app and by mail. Mails carry no text and no health words."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from members.models import Member
from notifications.actions import take_back as take_back_told
from notifications.actions import tell, was_mailed, was_read, was_told

from .access import admins_on_duty, on_duty
from .models import Appeal, Case, Decision, Report, Sanction, Status

Act = Decision.Act
LONGEST_REASON = 180  # characters that fit into a notice


def headline(decision: Decision) -> str:
    """One sentence: what happened to the text, or to the account."""
    if decision.is_undone:
        return _("This decision was taken back.")
    if decision.is_about_account:
        return _("An admin paused your writing on this site.")
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
        Act.KEEP: (
            _("A moderator wrote to you about your text. It stays as it is.")
            if decision.message.strip()
            else _("A moderator looked at your text and left it as it is.")
        ),
        Act.MASK: _("A moderator kept your story and took out a few details. It appears when you agree."),
        Act.RETURN: _("A moderator asks you to change your text. Only you can see it until then."),
        Act.REMOVE: _("A moderator removed your text."),
    }[decision.act]


def about(decision: Decision) -> str:
    """The name under which what is told of a decision can be taken back."""
    return f"decision:{decision.pk}"


def is_told(decision: Decision, *, sanctioned: bool) -> bool:
    """Where nothing changed and nobody wrote anything, nothing is told. See Decision.objects.told_to()."""
    nothing_changed = decision.act in (Act.KEEP, Act.CARD) and decision.before.get("status") == Status.PUBLISHED
    return not nothing_changed or sanctioned or bool(decision.message.strip())


def tell_author(decision: Decision) -> None:
    """Write the notice and the mail, inside the decision's transaction. Nothing changed: nothing told."""
    if decision.author_id is None or not is_told(decision, sanctioned=decision.sanctions.exists()):
        return
    _tell(decision.author_id, headline(decision), decision.get_absolute_url(), about(decision))


def thank_reporter(report: Report) -> None:
    """The receipt of a report: it arrived, and its outcome will stand here."""
    text = _("Thank you. A moderator will look; you will read here what came of it.")
    tell(report.reporter_id, kind="report", text=text, url=reverse("notifications:list"), about=f"report:{report.pk}")


def tell_reporters(decision: Decision) -> None:
    """Each reporter reads once what became of the report, also when nothing was done. Nothing names them."""
    went = decision.act in (Act.MASK, Act.RETURN, Act.REMOVE)
    if went and decision.is_proposal:
        return  # an edit was refused; the text that was reported still waits for a look
    text = (
        _("The text you reported is no longer visible. Thank you for telling us.")
        if went
        else _("A moderator read the text you reported and left it as it is. Thank you for telling us.")
    )
    for report in decision.case.reports.filter(answered_by=None).exclude(reporter=None):
        tell(report.reporter_id, kind="report", text=text, url=reverse("notifications:list"), about=about(decision))
    decision.case.reports.filter(answered_by=None).update(answered_by=decision)


def tell_reporters_of_withdrawal(case: Case) -> None:
    """The author took the text back before anybody decided: for the reporters that is the outcome."""
    text = _("The author took back the text you reported. It is no longer visible. Thank you for telling us.")
    where, name = reverse("notifications:list"), f"withdrawal:{case.pk}"
    for report in case.reports.filter(answered_by=None).exclude(reporter=None):
        tell(report.reporter_id, kind="report", text=text, url=where, about=name)


def take_back(decision: Decision) -> None:
    """The decision was undone: what waits is not sent. Reporters who have not read it are told the next one."""
    take_back_told(about(decision))
    decision.reports_answered.exclude(reporter__in=was_read(about(decision))).update(answered_by=None)


def correct(decision: Decision, *, text_too: bool) -> None:
    """What its author was mailed, or has read, is followed by one correction. text_too: else the text stays."""
    mailed = was_mailed(about(decision))
    if decision.author_id and (mailed or decision.author_id in was_read(about(decision))):
        text = (
            _("A decision about your text was taken back. Everything is as it was before.")
            if text_too
            else _("What a decision about your text meant for you was taken back. The text stays as it is now.")
        )
        _tell(decision.author_id, text, decision.get_absolute_url(), f"correction:{decision.pk}", mail=mailed)


def tell_appellant(appeal: Appeal) -> None:
    """What became of the second look, and in the notice the answer. All that is told of an overturned decision."""
    if appeal.author_id is None:
        return
    said = {
        Appeal.Outcome.UPHELD: _("Another moderator looked again. The decision stands."),
        Appeal.Outcome.OVERTURNED: _("Another moderator looked again and took the decision back."),
    }[appeal.outcome]
    answer = Truncator(" ".join(appeal.reply.split())).chars(LONGEST_REASON)
    words = _("%(what)s Their answer: %(answer)s") % {"what": said, "answer": answer}
    _tell(appeal.author_id, said, appeal.decision.get_absolute_url(), f"appeal:{appeal.pk}", notice=words)


def tell_suspended(sanction: Sanction) -> None:
    """An admin paused somebody's writing. The mail does not carry the reason."""
    day = date_format(timezone.localtime(sanction.expires_at), "j F Y, H:i")
    text = _("Your writing is paused until %(day)s. You can go on reading.") % {"day": day}
    receipt = sanction.decision
    take_back_told(_lifted(sanction.member_id))
    _tell_of_account(sanction.member_id, text, sanction.reason, receipt.get_absolute_url(), about(receipt))


def tell_lifted(member: Member, reason: str, *, receipt: Decision | None) -> None:
    """receipt: of what was lifted, the last where there were several."""
    text = _("You can write again. Your writing is no longer paused.")
    url = receipt.get_absolute_url() if receipt else reverse("moderation:decisions")
    take_back_told(_lifted(member.pk))
    _tell_of_account(member.pk, text, reason, url, _lifted(member.pk))


def _lifted(member_id: int) -> str:
    return f"lifted:{member_id}"


def _tell_of_account(member_id: int, text: str, reason: str, url: str, name: str) -> None:
    words = _("%(what)s Why: %(reason)s") % {"what": text, "reason": reason[:LONGEST_REASON]}
    body = _("%(what)s\n\nWhat was decided and why, and what you can do:") % {"what": text}
    mail = {"mail_subject": _("About your account"), "mail_body": body}
    tell(member_id, kind="decision", text=words, url=url, about=name, **mail)


def _tell(member_id: int, text: str, url: str, name: str, *, mail: bool = True, notice: str = "") -> None:
    """notice: more than the mail may say."""
    words = {"mail_subject": _("A moderator looked at your text")} if mail else {}
    if mail:
        words["mail_body"] = _("%(headline)s\n\nWhat was decided and why, and what you can do:") % {"headline": text}
    tell(member_id, kind="decision", text=notice or text, url=url, about=name, **words)


def tell_desk_of_crisis(case: Case) -> None:
    """Whoever may decide it is told at once, by notice and mail, once for each case. Nothing of the text is in it."""
    if case.concern != Case.Concern.CRISIS or was_told(_of(case)):
        return
    text = _("Somebody may be in crisis. Please look at this case first.")
    subject, body = _("A case needs a look now"), _("Please look at it first. The case:")
    _alert(on_duty(case), case, text, about=_of(case), mail_subject=subject, mail_body=body)


def tell_admins(case: Case, *, asked_by: Member) -> None:
    """A moderator asks for an admin: each who may decide it is told at once. What was asked stands in the case."""
    text = _("A moderator asks an admin to look at a case.")
    subject, body = _("A moderator asks you to look"), _("A moderator asks an admin to look at this case:")
    admins = admins_on_duty(case).exclude(pk=asked_by.pk)
    _alert(admins, case, text, about=_asked_in(case), mail_subject=subject, mail_body=body)


def settled(case: Case) -> None:
    """Somebody decided: what still waits to be told to the desk is taken back."""
    take_back_told(_of(case))
    take_back_told(_asked_in(case))


def _alert(members: QuerySet[Member], case: Case, text: str, **told: str) -> None:
    for member in members:
        tell(member.pk, kind="desk", text=text, url=case.get_absolute_url(), **told)


def _asked_in(case: Case) -> str:
    return f"asked:{case.pk}"


def _of(case: Case) -> str:
    return f"case:{case.pk}"

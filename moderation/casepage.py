"""All that the page of a case shows, in a constant number of queries."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from detector import Assessment
from detector.reasons import REASONS
from rendering.links import without_links
from rendering.posts import render_post

from . import actions, authors, casehistory
from .access import for_desk
from .diff import word_diff
from .foresight import consequence
from .forms import AnswerForm, DecisionForm, EscalateForm, NoteForm, ShowAuthorForm, TakeOverForm, UndoForm
from .messages import is_told
from .models import Case, Decision, Provider, Rule, Version
from .statements import Statement
from .words import Explanation, explain, labels_of


@dataclass(frozen=True)
class Meaning:
    """One kind of reason: what it means, and which words were read so."""

    label: str
    sentence: str
    words: list[str]


def context_of(case: Case, moderator, **given) -> dict:
    """given: forms that come back with what was typed in them, and what else the answer says."""
    versions = for_desk(case, moderator)
    judged = next((version for version in versions if version.number == case.version), None)
    subject = None if case.is_about_account else case.subject
    found = {
        "case": case,
        "subject": subject,
        "judged": judged,
        "why": _marked(case.assessed, judged) if judged else None,
        "as_read": without_links(judged.html) if judged else "",
        "meanings": meanings(case.assessed),
        "public": subject if case.is_proposal else None,
        "versions": _with_changes(versions),
        "around": subject.context_for_desk() if subject else [],
        "reports": case.reports.all(),
        "notes": case.notes.select_related("author"),
        "providers": Provider.objects.filter(pk__in=casehistory.mentions(case).values("provider")),
        "author": authors.of(case, shown=given.get("shown", False)),
        "earlier": casehistory.earlier(case, moderator, under_every_name=given.get("shown", False)),
        "elsewhere": casehistory.about_same_provider(case, moderator),
        "only_worries": actions.only_worries(case),
        "rules_reported": _rules_reported(case),
        "section": "moderation",
    }
    found |= claim_state(case, moderator) | _decisions(case, moderator, given) | _appeals(case, moderator, given)
    found["form"] = given.get("form") or fresh_form(case)
    found["show_author_form"] = _show_author_form(case, moderator, given)
    found["take_over_form"] = given.get("take_over_form") or TakeOverForm(auto_id="take-over_%s")
    found["note_form"] = given.get("note_form") or NoteForm(auto_id="note_%s")
    found["escalate_form"] = given.get("escalate_form") or EscalateForm(auto_id="escalate_%s")
    return given | found


def _show_author_form(case: Case, moderator, given: dict) -> ShowAuthorForm | None:
    """For a text under another name: moderators of the whole site can ask whose it is."""
    if not case.voice or not case.author_id or not moderator.is_moderator or given.get("shown"):
        return None
    return given.get("show_author_form") or ShowAuthorForm(auto_id="show-author_%s")


def fresh_form(case: Case, **initial) -> DecisionForm:
    """The form of a decision about the newest text of the case."""
    acts = actions.acts_for(case)
    start = {"sanction": "", "thread_act": "", "days": 7, "act": acts[0] if len(acts) == 1 else ""}
    return DecisionForm(case=case, initial=start | initial | {"version": case.version})


def claim_state(case: Case, moderator) -> dict:
    holder = case.claim_holder
    return {
        "holder": holder,
        "is_mine": holder is not None and holder.pk == moderator.pk,
        "is_anothers": holder is not None and holder.pk != moderator.pk,
        "may_claim": case.is_open and actions.may_work_on(case, moderator),
        "decided_by": None if case.is_open else last_decision(case),
    }


def last_decision(case: Case) -> Decision | None:
    """Which decision closed the case; none when its author withdrew or mended the text."""
    return case.decisions.standing().select_related("moderator").order_by("-pk").first()


def meanings(assessment: Assessment) -> list[Meaning]:
    """Each reason and each worry once, with its words."""
    words: dict[tuple[str, str], dict[str, None]] = {}
    for reason in assessment.reasons:
        label, sentence = REASONS.get(reason.code, (reason.code, reason.code))
        words.setdefault((_(label), _(sentence)), {})[reason.text] = None
    for concern in assessment.concerns:
        label = str(Case.Concern(concern.kind).label)
        sentence = _("The check found words of worry. It hides nothing for that.")
        words.setdefault((label, sentence), {})[concern.text] = None
    return [Meaning(*said, [word for word in found if word.strip()]) for said, found in words.items()]


def _marked(assessment: Assessment, version: Version) -> Explanation:
    """Why it is here, with the words of a worry marked too: the author's own page does not show those."""
    why = explain(assessment, title=version.title, body=version.body)
    for spans, field in ((why.title_spans, "title"), (why.body_spans, "body")):
        found = [concern for concern in assessment.concerns if concern.field == field]
        spans += [(one.start, one.end, str(Case.Concern(one.kind).label)) for one in found]
    return why


def preview(case: Case, form: DecisionForm, moderator) -> dict:
    """The author's receipt of a form that may not be finished yet."""
    given = form.cleaned_data
    subject = case.subject
    decision = Decision(
        case=case,
        subject=subject,
        version=case.version,
        author=case.author,
        moderator=moderator,
        act=given["act"],
        rule=given.get("rule", ""),
        message=given.get("message", form["message"].value() or ""),
        thread_act=given.get("thread_act", ""),
        is_proposal=case.is_proposal,
        before={"status": subject.status},
        decided_at=timezone.now(),
    )
    wish = form.wish()
    version = subject.version_numbered(case.version)
    found: dict = {"decision": decision, "told": is_told(decision, sanctioned=bool(wish))}
    found["will"] = consequence(case, decision.act)
    masked = None
    if decision.act == Decision.Act.MASK:
        try:
            title, body = actions.masked_text(subject, version)
            masked = Version(title=title, body=body, html=render_post(body))
        except actions.NothingLeft:
            found["nothing_left"] = True
    found["stated"] = Statement(
        decision=decision,
        version=version,
        masked=masked,
        why=explain(case.assessed, title=version.title, body=version.body),
        sanctions=[actions.wished(wish, decision=decision)] if wish else [],
        appeal=None,
        reported=not case.is_proposal and case.reports_count > 0,
    )
    return {"preview": found}


def _rules_reported(case: Case) -> list[str]:
    """Where the screen has nothing but a worry about a person: the rules that reports name."""
    return [Rule(rule).label for rule in sorted(actions.rules_against(case) or ())]


def _with_changes(versions: list[Version]) -> list[Version]:
    """Newest first, each with what changed since the one before it; nothing for the first."""
    for newer, older in zip(versions, versions[1:], strict=False):
        newer.changes = word_diff(older.body, newer.body)
        newer.title_changes = word_diff(older.title, newer.title) if newer.title or older.title else ""
    return versions


def _decisions(case: Case, moderator, given: dict) -> dict:
    """Those of the case, the newest first, with a form to take back what can be, for whoever may."""
    decisions = list(
        case.decisions.select_related("moderator", "undone_by").prefetch_related("sanctions").order_by("-pk")
    )
    may_decide = actions.may_decide(case, moderator)
    for decision in decisions:
        decision.reach = actions.what_can_be_undone(decision) if may_decide else ""
        decision.stays = may_decide and decision.may_be_undone and not decision.reach
        if decision.reach:
            mine = given.get("undo_form") if given.get("undo_of") == decision.pk else None
            decision.undo_form = mine or UndoForm(auto_id=f"undo-{decision.pk}_%s")
    return {"decisions": decisions}


def _appeals(case: Case, moderator, given: dict) -> dict:
    """Those that wait, with a form for whoever may answer."""
    waiting = case.appeals.waiting().select_related("decision__moderator", "decision__case").order_by("pk")
    waiting = list(waiting.prefetch_related("decision__case__reports"))
    for appeal in waiting:
        appeal.brought_by = _brought_by(appeal.decision.case) if appeal.decision.case_id != case.pk else []
        if actions.may_answer(appeal, moderator):
            mine = given.get("answer_form") if given.get("answer_to") == appeal.pk else None
            appeal.form = mine or AnswerForm(auto_id=f"answer-{appeal.pk}_%s")
    return {"appeals": waiting}


def _brought_by(case: Case) -> list[str]:
    """Labels of the reports and the flags for which somebody had to look, each once."""
    reported = [_("reported: %(reason)s") % {"reason": report.get_reason_display()} for report in case.reports.all()]
    return list(dict.fromkeys([*reported, *labels_of(case.codes)]))

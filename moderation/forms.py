"""What a moderator types in a case: the decision, a word among moderators, an answer to an appeal."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .actions import Order, acts_for, rules_against, sanctions_for
from .actions.desk import AGAINST_THE_TEXT
from .forms_order import OrderForm, a_word
from .models import Appeal, Case
from .models.appeal import LONGEST as LONGEST_REPLY
from .reply_templates import VARIABLE, Template, filled, templates_for


class DecisionForm(OrderForm):
    """taken_by_other: somebody else works on the case; to decide all the same needs a word why."""

    why = a_word(_("Why you take over"), required=_("Say in a few words why you take over."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, case: Case, taken_by_other: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        sanctions = sanctions_for(case) if case.author_id else []
        self.offer(acts=acts_for(case), templates=templates_for(case), sanctions=sanctions)
        if not taken_by_other:
            del self.fields["why"]

    def clean(self) -> dict:
        cleaned = super().clean()
        rules = rules_against(self.case)
        if rules is not None and cleaned.get("act") in AGAINST_THE_TEXT and cleaned.get("rule", "") not in {"", *rules}:
            self.add_error(
                "rule", _g("Only a worry and reports speak against this text. Name a rule that a report names.")
            )
        if left := VARIABLE.search(cleaned.get("message", "")):
            self.add_error("message", _g("Write something for %(variable)s, or take it out.") % {"variable": left[0]})
        return cleaned

    def order(self) -> Order:
        given = self.cleaned_data
        return Order(
            **{name: given[name] for name in ("act", "version", "reason", "rule", "message", "thread_act")},
            sanction=self.wish(),
        )

    def text_of(self, template: Template, *, rule: str) -> str:
        return filled(template.text, self.case, rule=rule or template.rule)


class TakeOverForm(forms.Form):
    why = a_word(_("Why you take over"), required=_("Say in a few words why you take over."))


class ShowAuthorForm(forms.Form):
    reason = a_word(_("Why you need to know"), required=_("Say in a few words why you need to know."))


class NoteForm(forms.Form):
    text = a_word(_("Note for other moderators"), required=_("Write a note."), longest=1000, rows=3)


class EscalateForm(forms.Form):
    text = a_word(_("What an admin should know"), required=_("Say what an admin should know."), longest=1000, rows=3)


class UndoForm(forms.Form):
    reason = a_word(_("Why you take it back"), required=_("Say in a few words why you take it back."))


class AnswerForm(forms.Form):
    """taken_by_other: as in DecisionForm."""

    why = a_word(_("Why you take over"), required=_("Say in a few words why you take over."))
    outcome = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        choices=Appeal.Outcome.choices,
        error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose an answer.")},
    )
    reply = a_word(
        _("Reply to the author"),
        required=_("Write to the author. They asked in their own words."),
        longest=LONGEST_REPLY,
        rows=5,
    )
    reason = a_word(_("Reason, for the log"), required=_("Say in a few words why."))

    def __init__(self, *args, taken_by_other: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not taken_by_other:
            del self.fields["why"]

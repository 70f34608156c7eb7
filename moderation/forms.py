"""What a moderator types in a case: the decision, a word among moderators, an answer to an appeal."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .actions import Order, Wish, acts_for, only_worries, rules_against
from .models import Appeal, Case, Decision, Rule, Sanction
from .models.appeal import LONGEST as LONGEST_REPLY
from .reply_templates import VARIABLE, Template, filled, grouped, templates_for

AGAINST_THE_TEXT = (Decision.Act.REMOVE, Decision.Act.RETURN, Decision.Act.MASK)
LONGEST_MESSAGE = 2000  # characters
LONGEST_SUSPENSION = 90  # days


def _a_word(label, *, required, longest: int = 500, rows: int = 2, hint="") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        error_messages={"required": required},
    )


class DecisionForm(forms.Form):
    """taken_by_other: somebody else works on the case; to decide all the same needs a word why."""

    why = _a_word(_("Why you take over"), required=_("Say in a few words why you take over."))
    act = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision."), "invalid_choice": _("Choose a decision.")},
    )
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    reason = _a_word(_("Reason, for the log"), required=_("Say in a few words why."))
    template = forms.ChoiceField(label=_("Start from a text"), required=False)
    message = forms.CharField(
        label=_("Message to the author"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("The author reads this beside the rule. Say what would make the text fine."),
    )
    sanction = forms.ChoiceField(
        label=_("For the author, beside the text"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("Nothing")), *Sanction.Kind.choices],
    )
    weight = forms.TypedChoiceField(
        label=_("Weight of the strike"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(1, _("1: ends after 90 days")), (2, _("2: ends after 180 days")), (3, _("3: ends after 270 days"))],
    )
    days = forms.IntegerField(
        label=_("Days of the suspension"),
        help_text=_("From 1 to 90. A suspended member may still read, sign in and appeal."),
        required=False,
        min_value=1,
        max_value=LONGEST_SUSPENSION,
    )
    thread_act = forms.ChoiceField(
        label=_("For the thread"), required=False, choices=[("", _("Nothing")), *Decision.ThreadAct.choices]
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, case: Case, taken_by_other: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.templates = templates_for(case)
        labels = dict(Decision.Act.choices)
        self.fields["act"].choices = [(act, labels[act]) for act in acts_for(case)]
        self.fields["rule"].choices = [("", _("No rule"))] + list(Rule.choices)
        self.fields["template"].choices = [("", _("Choose a text")), *grouped(self.templates)]
        if not taken_by_other:
            del self.fields["why"]
        if case.author_id is None or only_worries(case):
            for name in ("sanction", "weight", "days"):
                del self.fields[name]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("act") in AGAINST_THE_TEXT:
            if not cleaned.get("rule"):
                self.add_error("rule", _g("Name the rule. The author will read it."))
            elif (rules := rules_against(self.case)) is not None and cleaned["rule"] not in rules:
                self.add_error(
                    "rule", _g("Only a worry and reports speak against this text. Name a rule that a report names.")
                )
            if not cleaned.get("message", "").strip():
                self.add_error("message", _g("Tell the author what to change, or why it cannot stay."))
        if left := VARIABLE.search(cleaned.get("message", "")):
            self.add_error("message", _g("Write something for %(variable)s, or take it out.") % {"variable": left[0]})
        if cleaned.get("sanction") == Sanction.Kind.STRIKE and cleaned.get("weight") is None:
            self.add_error("weight", _g("Choose a weight from 1 to 3."))
        if cleaned.get("sanction") == Sanction.Kind.SUSPEND and not cleaned.get("days") and "days" not in self.errors:
            self.add_error("days", _g("Enter a number of days from 1 to 90."))
        return cleaned

    def order(self) -> Order:
        given = self.cleaned_data
        return Order(
            **{name: given[name] for name in ("act", "version", "reason", "rule", "message", "thread_act")},
            sanction=self.wish(),
        )

    def wish(self) -> Wish | None:
        kind = self.cleaned_data.get("sanction")
        if not kind:
            return None
        return Wish(kind, weight=self.cleaned_data.get("weight") or 1, days=self.cleaned_data.get("days") or 1)

    def typed(self) -> dict:
        """All that was typed, right or wrong, to start another form of this case from."""
        return {name: value for name in self.fields if (value := self[name].value()) is not None}

    def typed_with_template(self) -> dict:
        """The same with the chosen text in the message: below what is typed there already, which is never lost."""
        typed = self.typed()
        chosen: Template | None = next((one for one in self.templates if one.key == typed.get("template")), None)
        if chosen is None:
            return typed
        text = filled(chosen, self.case, rule=typed.get("rule", ""))
        message = (typed.get("message") or "").strip()
        typed["message"] = message if text in message else f"{message}\n\n{text}".strip()
        typed["rule"] = typed.get("rule") or chosen.rule
        return typed


class TakeOverForm(forms.Form):
    why = _a_word(_("Why you take over"), required=_("Say in a few words why you take over."))


class NoteForm(forms.Form):
    text = _a_word(_("Note for other moderators"), required=_("Write a note."), longest=1000, rows=3)


class EscalateForm(forms.Form):
    text = _a_word(_("What an admin should know"), required=_("Say what an admin should know."), longest=1000, rows=3)


class UndoForm(forms.Form):
    reason = _a_word(_("Why you take it back"), required=_("Say in a few words why you take it back."))


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        choices=Appeal.Outcome.choices,
        error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose an answer.")},
    )
    reply = _a_word(
        _("Reply to the author"),
        required=_("Write to the author. They asked in their own words."),
        longest=LONGEST_REPLY,
        rows=5,
    )
    reason = _a_word(_("Reason, for the log"), required=_("Say in a few words why."))

"""What every decision is made of: the act, its rule and reason, the message, and what comes beside the text."""

from collections.abc import Collection
from typing import ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .actions import Wish
from .actions.desk import AGAINST_THE_TEXT
from .models import Decision, Rule, Sanction
from .reply_templates import Template, grouped

LONGEST_MESSAGE = 2000  # characters
LONGEST_SUSPENSION = 90  # days
NO_SANCTION = _(
    "This cannot come upon the author: nobody gets a sanction for a worry, a strike or a suspension in a crisis, or "
    "anything after having left."
)


def a_word(label: str | Promise, *, required, longest: int = 500, rows: int = 2, hint="") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        error_messages={"required": required},
    )


class OrderForm(forms.Form):
    """Of one case or of several."""

    say: ClassVar[dict[str, str | Promise]] = {
        "rule": _("Name the rule. The author will read it."),
        "message": _("Tell the author what to change, or why it cannot stay."),
    }

    act = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision."), "invalid_choice": _("Choose a decision.")},
    )
    rule = forms.ChoiceField(label=_("Rule"), required=False, choices=[("", _("No rule")), *Rule.choices])
    reason = a_word(_("Reason, for the log"), required=_("Say in a few words why."))
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

    def offer(self, *, acts: list[str], templates: list[Template], sanctions: Collection[str]) -> None:
        """What can be chosen here."""
        labels = dict(Decision.Act.choices)
        self.templates = templates
        self.fields["act"].choices = [(act, labels[act]) for act in acts]
        self.fields["template"].choices = [("", _("Choose a text")), *grouped(templates)]
        if not sanctions:
            del self.fields["sanction"]
        else:
            every = self.fields["sanction"].choices
            self.fields["sanction"].choices = [(kind, label) for kind, label in every if not kind or kind in sanctions]
            self.fields["sanction"].error_messages["invalid_choice"] = NO_SANCTION
        for name, kind in (("weight", Sanction.Kind.STRIKE), ("days", Sanction.Kind.SUSPEND)):
            if kind not in sanctions:
                del self.fields[name]

    def clean(self) -> dict:
        cleaned = super().clean()
        if "sanction" not in self.fields and self.data.get("sanction"):
            # The page is older than the worry, or than the author's leaving: what was asked for is never dropped.
            self.add_error(None, NO_SANCTION)
        if cleaned.get("act") in AGAINST_THE_TEXT:
            if not cleaned.get("rule"):
                self.add_error("rule", self.say["rule"])
            if not cleaned.get("message", "").strip():
                self.add_error("message", self.say["message"])
        if cleaned.get("sanction") == Sanction.Kind.STRIKE and cleaned.get("weight") is None:
            self.add_error("weight", _g("Choose a weight from 1 to 3."))
        if cleaned.get("sanction") == Sanction.Kind.SUSPEND and not cleaned.get("days") and "days" not in self.errors:
            self.add_error("days", _g("Enter a number of days from 1 to 90."))
        return cleaned

    def wish(self) -> Wish | None:
        kind = self.cleaned_data.get("sanction")
        if not kind:
            return None
        return Wish(kind, weight=self.cleaned_data.get("weight") or 1, days=self.cleaned_data.get("days") or 1)

    def typed(self) -> dict:
        """All that was typed, right or wrong, to start another form from."""
        return {name: value for name in self.fields if (value := self[name].value()) is not None}

    def typed_with_template(self) -> dict:
        """The same with the chosen text in the message: below what is typed there already, which is never lost."""
        typed = self.typed()
        chosen = next((one for one in self.templates if one.key == typed.get("template")), None)
        if chosen is None:
            return typed
        text = self.text_of(chosen, rule=typed.get("rule", ""))
        message = (typed.get("message") or "").strip()
        typed["message"] = message if text in message else f"{message}\n\n{text}".strip()
        typed["rule"] = typed.get("rule") or chosen.rule
        return typed

    def text_of(self, template: Template, *, rule: str) -> str:
        """How the template stands in the message. rule: the one that was chosen."""
        raise NotImplementedError(f"{type(self).__name__}.text_of")

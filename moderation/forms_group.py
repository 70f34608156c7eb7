"""One decision about several cases: the same for each text, and once for each author what comes beside it."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .actions import Order, acts_for, sanctions_for
from .actions.desk import AGAINST_THE_TEXT
from .forms_order import OrderForm
from .models import Case, Decision, Sanction
from .reply_templates import Template, filled, left_open, templates_for_any


class GroupForm(OrderForm):
    """The message may hold the variables of the texts to start from; each author reads their own."""

    say = {
        "rule": _("Name the rule. The authors will read it."),
        "message": _("Tell the authors what to change, or why it cannot stay."),
    }

    group_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, cases: Iterable[Case], **kwargs):
        super().__init__(*args, **kwargs)
        cases = list(cases)
        fitting = {act for case in cases for act in acts_for(case)}
        acts = [act for act in Decision.Act.values if act in fitting]
        sanctions = {kind for case in cases for kind in sanctions_for(case)}
        self.offer(acts=acts, templates=templates_for_any(cases), sanctions=sanctions)
        words = {
            "act": _("Decision for all of them"),
            "message": _("Message to the authors"),
            "sanction": _("For each author, beside the texts"),
            "thread_act": _("For each thread"),
        }
        for name in words.keys() & self.fields.keys():
            self.fields[name].label = words[name]
        self.fields["message"].help_text = _(
            "Each author reads it beside the rule. {author}, {place}, {words} and {rule} stand for what fits each case."
        )
        if "sanction" in self.fields:
            self.fields["sanction"].help_text = _("Once for each author, also where several of these texts are theirs.")

    def clean(self) -> dict:
        cleaned = super().clean()
        heavy = cleaned.get("sanction") in (Sanction.Kind.STRIKE, Sanction.Kind.SUSPEND)
        if heavy and cleaned.get("act") and cleaned["act"] not in AGAINST_THE_TEXT:
            self.add_error("sanction", _g("A strike or a suspension needs a decision against the text."))
        return cleaned

    def order(self, case: Case, version: int, *, with_sanction: bool) -> Order:
        given = self.cleaned_data
        return Order(
            version=version,
            message=filled(given["message"], case, rule=given["rule"]),
            sanction=self.wish() if with_sanction else None,
            group_key=str(given["group_key"]),
            **{name: given[name] for name in ("act", "reason", "rule", "thread_act")},
        )

    def unsaid(self, case: Case) -> str:
        """Which variable of the message stands for nothing in this case, in words; or nothing."""
        left = left_open(self.cleaned_data["message"], case, rule=self.cleaned_data["rule"])
        return left and _g("In this case there is nothing to say for %(variable)s.") % {"variable": left}

    def text_of(self, template: Template, *, rule: str) -> str:
        return str(template.text)

"""A decision about several cases: each by itself, and what comes beside the text once for each author."""

from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from . import actions
from .actions import Order, Wish
from .foresight import REFUSALS, Foreseen, done, foresee, why_not
from .forms_group import GroupForm
from .models import Case, Decision, Sanction

Chosen = list[tuple[Case, int]]  # each case with the version that was seen


def foresee_all(chosen: Chosen, form: GroupForm, *, moderator) -> list[Foreseen]:
    return _each(chosen, form, lambda case, order: foresee(case, order, moderator=moderator), moderator)


def decide_all(chosen: Chosen, form: GroupForm, *, moderator) -> list[Foreseen]:
    """One that cannot be decided stops no other. Sending the same form twice is harmless."""
    return _each(chosen, form, lambda case, order: _decide(case, order, moderator), moderator)


def _each(chosen: Chosen, form: GroupForm, act: Callable[[Case, Order], Foreseen], moderator) -> list[Foreseen]:
    mine = Sanction.objects.filter(decision__group_key=form.cleaned_data["group_key"], decision__moderator=moderator)
    # Who wrote under two names is two authors here: "comes with another of these texts" would join the names.
    served = set(mine.values_list("member", "decision__case__voice"))
    found = []
    for case, version in chosen:
        author = case.author_id, case.voice
        due = case.author_id is not None and author not in served and _may_get(form.wish(), case)
        order = form.order(case, version, with_sanction=due)
        if unsaid := form.unsaid(case):
            refused = foresee(case, order, moderator=moderator).cannot
            one = Foreseen(case, version, cannot=f"{refused} {unsaid}".strip())
        else:
            one = act(case, order)
        if one.will and form.wish() and not due:
            one = replace(one, beside=(_why_none(case), *one.beside))
        if one.will and due:
            served.add(author)
        found.append(one)
    return found


def _may_get(wish: Wish | None, case: Case) -> bool:
    return wish is not None and wish.kind in actions.sanctions_for(case)


def _why_none(case: Case) -> str:
    if case.author_id is None:
        return _("Its author has left: there is nobody to warn.")
    if actions.only_worries(case):
        return _("Its author gets nothing: somebody is worried about them.")
    return _("What its author gets comes with another of these texts.")


def _decide(case: Case, order: Order, moderator) -> Foreseen:
    mine = Decision.objects.filter(case=case, group_key=order.group_key, moderator=moderator)
    try:
        actions.decide(case, order, moderator=moderator)
    except REFUSALS as refusal:
        if not mine.exists():
            case.refresh_from_db()
            return Foreseen(case, order.version, cannot=why_not(case, order, refusal))
    except ObjectDoesNotExist:
        return Foreseen(case, order.version, cannot=_("The text was erased."))
    return done(case, order)

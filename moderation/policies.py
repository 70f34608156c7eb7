"""Writing a policy and putting one in force: each an entry of the audit log with what changed."""

import difflib
import json

from django.db import transaction
from django.db.models import Max

from detector.policy import standard

from .models import AuditEntry, Policy, Version
from .screening import forget_in_force


def rules_in_force() -> dict:
    """What the screen decides by now."""
    policy = Policy.objects.filter(in_force=True).first()
    return policy.rules if policy else standard()


def write(rules: dict, *, note: str, by) -> Policy:
    """Keep a new version. It decides nothing until it is put in force. Raises ValidationError."""
    with transaction.atomic():
        number = (Policy.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        policy = Policy(number=number, rules=rules | {"version": f"policy-{number}"}, note=note, author=by)
        policy.full_clean(exclude=["author"])
        policy.save()
        _log("written", policy, by)
    return policy


def put_in_force(policy: Policy, *, by) -> None:
    """Let this version decide from now on; an older one puts the site back to what it was."""
    with transaction.atomic():
        before = rules_in_force()
        Policy.objects.filter(in_force=True).update(in_force=False)
        Policy.objects.filter(pk=policy.pk).update(in_force=True)
        policy.in_force = True
        _leave_shadow(policy, by)  # it would be compared with itself
        _log("put in force", policy, by, diff=diff(before, policy.rules))


def back_to_standard(*, by) -> None:
    """Let the detector's own policy decide again."""
    with transaction.atomic():
        policy = Policy.objects.filter(in_force=True).first()
        if policy:
            Policy.objects.filter(pk=policy.pk).update(in_force=False)
            _log("taken out of force", policy, by, diff=diff(policy.rules, standard()))


def put_in_shadow(policy: Policy, *, by) -> None:
    """Let this version read what is written from now on, beside the one in force. The one that did so stops."""
    with transaction.atomic():
        newest = Version.objects.aggregate(last=Max("pk"))["last"] or 0
        for other in Policy.objects.filter(in_shadow=True).exclude(pk=policy.pk):
            _leave_shadow(other, by)
        if Policy.objects.filter(pk=policy.pk, in_shadow=False).update(in_shadow=True, shadow_read_up_to=newest):
            policy.in_shadow = True
            _log("put in shadow", policy, by)


def out_of_shadow(*, by) -> bool:
    """What it found is kept. False when none was in shadow. by: None when the site itself does it."""
    with transaction.atomic():
        policy = Policy.objects.filter(in_shadow=True).first()
        if policy:
            _leave_shadow(policy, by)
    return policy is not None


def _leave_shadow(policy: Policy, by) -> None:
    if Policy.objects.filter(pk=policy.pk, in_shadow=True).update(in_shadow=False):
        _log("taken out of shadow", policy, by)


def diff(before: dict, after: dict) -> list[str]:
    """Changed lines of two policies, as `diff -u` shows them, without its heads."""
    lines = [json.dumps(rules, indent=1, sort_keys=True, ensure_ascii=False).splitlines() for rules in (before, after)]
    return [
        line for line in difflib.unified_diff(*lines, lineterm="", n=0) if not line.startswith(("---", "+++", "@@"))
    ]


def _log(what: str, policy: Policy, by, **details) -> None:
    forget_in_force()
    AuditEntry.objects.append(
        AuditEntry.Act.POLICY_CHANGED,
        actor=by,
        subject=policy,
        details={"what": what, "number": policy.number, "note": policy.note} | details,
    )

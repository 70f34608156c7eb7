"""A worry about a person hides nothing: what may still be decided against a text that the screen only worries about."""

from ..models import Case, Report, Rule, Sanction

# What a reason of a report says was broken; a worry about the author says nothing against the text.
NAMED_BY = {
    Report.Reason.PROMOTION: (Rule.PROMOTION, Rule.CONTACT, Rule.SPAM),
    Report.Reason.HARM: (Rule.HARM, Rule.ADVICE),
    Report.Reason.RESPECT: (Rule.RESPECT,),
    Report.Reason.PRIVACY: (Rule.PRIVACY,),
}
WORRIED_ABOUT = {Case.Concern.HARM: {Rule.HARM}}  # who tells of harm does not break the rule against it


def rules_against(case: Case) -> frozenset[str] | None:
    """The rules by which the desk may hide the text or sanction its author; None stands for any.

    Where the screen has nothing but a worry about a person, they are those that somebody's report names: neither a
    worry nor the mere fact of a report hides anything. Reasons too weak for a flag do not count.
    """
    if not case.concern or case.assessed.flagged:
        return None
    named = {rule for reason in case.reports.values_list("reason", flat=True) for rule in NAMED_BY.get(reason, ())}
    return frozenset(named - WORRIED_ABOUT.get(case.concern, set()))


def only_worries(case: Case) -> bool:
    """Nothing is said against the text: somebody is worried about a person. Such a text is never hidden by the desk."""
    rules = rules_against(case)
    return rules is not None and not rules


def sanctions_for(case: Case) -> list[str]:
    """What may come upon the author: nothing for a worry alone, in a crisis never more than a warning."""
    rules = rules_against(case)
    if rules is not None and not rules:
        return []
    if rules is not None and case.concern == Case.Concern.CRISIS:
        return [Sanction.Kind.WARN]
    return list(Sanction.Kind)

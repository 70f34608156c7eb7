from .audit import AuditDetail, AuditEntry
from .case import Case, Decision, Report
from .moderated import HIDDEN_FROM_OTHERS, Moderated, ModeratedQuerySet, Status, Version
from .provider import Provider
from .rule import Rule

__all__ = [
    "HIDDEN_FROM_OTHERS",
    "AuditDetail",
    "AuditEntry",
    "Case",
    "Decision",
    "Moderated",
    "ModeratedQuerySet",
    "Provider",
    "Report",
    "Rule",
    "Status",
    "Version",
]

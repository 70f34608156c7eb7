from .audit import AuditDetail, AuditEntry
from .case import Case, Decision, Report
from .moderated import HIDDEN_FROM_OTHERS, Moderated, ModeratedQuerySet, Status, Version
from .policy import Policy
from .provider import Provider
from .rescan import Rescan
from .rule import Rule

__all__ = [
    "HIDDEN_FROM_OTHERS",
    "AuditDetail",
    "AuditEntry",
    "Case",
    "Decision",
    "Moderated",
    "ModeratedQuerySet",
    "Policy",
    "Provider",
    "Report",
    "Rescan",
    "Rule",
    "Status",
    "Version",
]

from .appeal import Appeal
from .audit import AuditDetail, AuditEntry
from .case import Case
from .decision import Decision
from .desk import CaseNote, CaseSkip, ModeratorScope, ReplyTemplate, SavedFilter
from .mention import MentionSearch, ProviderAlert, ProviderMention
from .moderated import HIDDEN_FROM_OTHERS, Moderated, ModeratedQuerySet, Status, Version, place_titles
from .policy import DemotedRule, Policy, ShadowResult
from .provider import Provider
from .report import Report
from .rescan import Rescan
from .rule import Rule
from .sanction import Sanction

__all__ = [
    "HIDDEN_FROM_OTHERS",
    "Appeal",
    "AuditDetail",
    "AuditEntry",
    "Case",
    "CaseNote",
    "CaseSkip",
    "Decision",
    "DemotedRule",
    "MentionSearch",
    "Moderated",
    "ModeratedQuerySet",
    "ModeratorScope",
    "Policy",
    "Provider",
    "ProviderAlert",
    "ProviderMention",
    "ReplyTemplate",
    "Report",
    "Rescan",
    "Rule",
    "Sanction",
    "SavedFilter",
    "ShadowResult",
    "Status",
    "Version",
    "place_titles",
]

from .appeals import AlreadyAnswered, CannotAppeal, answer, appeal, may_appeal, withdraw_appeal
from .claims import Claimed, claim, escalate, let_go, note, skip, take_over, unskip
from .desk import AlreadyDecided, NotAllowed, Order, acts_for, check, decide
from .impartial import NotYours, may_answer, may_decide, may_work_on, why_not_theirs
from .masking import NothingLeft, agree, masked_text
from .reports import AlreadyReported, OwnText, report
from .sanctions import Wish, wished
from .suspensions import lift, suspend, waiting_appeal
from .texts import MovedMeanwhile, StaleEdit, admit, revise, withdraw, withdraw_proposal
from .undo import CannotUndo, undo, what_can_be_undone
from .worries import only_worries, rules_against, sanctions_for

__all__ = [
    "AlreadyAnswered",
    "AlreadyDecided",
    "AlreadyReported",
    "CannotAppeal",
    "CannotUndo",
    "Claimed",
    "MovedMeanwhile",
    "NotAllowed",
    "NotYours",
    "NothingLeft",
    "Order",
    "OwnText",
    "StaleEdit",
    "Wish",
    "acts_for",
    "admit",
    "agree",
    "answer",
    "appeal",
    "check",
    "claim",
    "decide",
    "escalate",
    "let_go",
    "lift",
    "masked_text",
    "may_answer",
    "may_appeal",
    "may_decide",
    "may_work_on",
    "note",
    "only_worries",
    "report",
    "revise",
    "rules_against",
    "sanctions_for",
    "skip",
    "suspend",
    "take_over",
    "undo",
    "unskip",
    "waiting_appeal",
    "what_can_be_undone",
    "why_not_theirs",
    "wished",
    "withdraw",
    "withdraw_appeal",
    "withdraw_proposal",
]

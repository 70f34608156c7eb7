from .desk import AlreadyDecided, NotYours, decide
from .reports import AlreadyReported, report
from .texts import MovedMeanwhile, StaleEdit, admit, revise, withdraw, withdraw_proposal

__all__ = [
    "AlreadyDecided",
    "AlreadyReported",
    "MovedMeanwhile",
    "NotYours",
    "StaleEdit",
    "admit",
    "decide",
    "report",
    "revise",
    "withdraw",
    "withdraw_proposal",
]

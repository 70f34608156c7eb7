from .marks import react, set_helpful
from .posting import Opened, OtherText, Sent, Slowed, edit, sent_before, submit_answer, submit_question, submit_reply

__all__ = [
    "Opened",
    "OtherText",
    "Sent",
    "Slowed",
    "edit",
    "react",
    "sent_before",
    "set_helpful",
    "submit_answer",
    "submit_question",
    "submit_reply",
]

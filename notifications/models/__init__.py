from .follow import Follow
from .mail import GIVEN_UP_KEPT_FOR, SENT_KEPT_FOR, TAKEN_BACK_KEPT_FOR, WAITS, OutgoingMail
from .notice import Notice

__all__ = [
    "GIVEN_UP_KEPT_FOR",
    "SENT_KEPT_FOR",
    "TAKEN_BACK_KEPT_FOR",
    "WAITS",
    "Follow",
    "Notice",
    "OutgoingMail",
]

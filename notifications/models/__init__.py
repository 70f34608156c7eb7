from .choice import DIGESTS, MAILED, Choice, Digest, Preferences, When
from .follow import Follow
from .mail import GIVEN_UP_KEPT_FOR, SENT_KEPT_FOR, TAKEN_BACK_KEPT_FOR, WAITS, OutgoingMail
from .notice import NOTICES_KEPT_FOR, Notice
from .telling import Telling

__all__ = [
    "DIGESTS",
    "GIVEN_UP_KEPT_FOR",
    "MAILED",
    "NOTICES_KEPT_FOR",
    "SENT_KEPT_FOR",
    "TAKEN_BACK_KEPT_FOR",
    "WAITS",
    "Choice",
    "Digest",
    "Follow",
    "Notice",
    "OutgoingMail",
    "Preferences",
    "Telling",
    "When",
]

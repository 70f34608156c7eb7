from .draft import Draft, PendingText
from .post import Post, Reaction
from .thread import ANSWERS_PER_PAGE, REPLIES_SHOWN, Thread, ThreadOwner

__all__ = [
    "ANSWERS_PER_PAGE",
    "REPLIES_SHOWN",
    "Draft",
    "PendingText",
    "Post",
    "Reaction",
    "Thread",
    "ThreadOwner",
]

from .alias import AliasMute, ThreadAlias, not_met_by
from .draft import Draft, PendingText
from .post import Post, Reaction
from .reader import Bookmark, ReadPosition
from .thread import ANSWERS_PER_PAGE, REPLIES_SHOWN, Audience, Thread, ThreadOwner

__all__ = [
    "ANSWERS_PER_PAGE",
    "REPLIES_SHOWN",
    "AliasMute",
    "Audience",
    "Bookmark",
    "Draft",
    "PendingText",
    "Post",
    "Reaction",
    "ReadPosition",
    "Thread",
    "ThreadAlias",
    "ThreadOwner",
    "not_met_by",
]

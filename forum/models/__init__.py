"""Boards, tags and topics."""

from .board import Board
from .ended import AskEnded
from .tag import Tag, TopicTag
from .topic import Topic, TopicQuerySet

__all__ = ["AskEnded", "Board", "Tag", "Topic", "TopicQuerySet", "TopicTag"]

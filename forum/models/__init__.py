"""Boards, tags and topics."""

from .board import Board
from .tag import Tag, TopicTag
from .topic import Topic, TopicQuerySet

__all__ = ["Board", "Tag", "Topic", "TopicQuerySet", "TopicTag"]

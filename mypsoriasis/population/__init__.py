"""A synthetic community of any size, written in bulk. Its people and what they say are invented."""

from .community import Community, Wish

__all__ = ["Community", "Wish"]

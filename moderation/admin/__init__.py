"""What admins keep of moderation behind the pages, a file for each noun."""

from . import audit, desk, members, policies, providers

__all__ = ["audit", "desk", "members", "policies", "providers"]

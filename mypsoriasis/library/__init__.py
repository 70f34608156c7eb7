"""The library that comes with the site: its files, loading them, and checking how they read."""

from .check import Report, check
from .files import LibraryError
from .load import Count, load

__all__ = ["Count", "LibraryError", "Report", "check", "load"]

"""The site as it runs in production, but that nobody is too quick, and every page is made anew."""

from mypsoriasis.settings.production import *  # noqa: F403

LIMITS = None
VISITOR_PAGE_SECONDS = 0

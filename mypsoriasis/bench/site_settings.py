"""The site as it runs in production, but for what a load of requests from one computer would run into."""

import re

from mypsoriasis.settings.production import *  # noqa: F403
from mypsoriasis.settings.production import LIMITS, env

# 0: every page is made anew; otherwise visitors' pages are kept as in production.
VISITOR_PAGE_SECONDS = env.int("BENCH_PAGE_SECONDS")
# Counted as in production, and never used up.
LIMITS = {
    action: {who: re.sub(r"\d+/", "999999999/", rates) for who, rates in limits.items()}
    for action, limits in LIMITS.items()
}

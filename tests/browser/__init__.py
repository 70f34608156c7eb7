"""The site in a real browser: journeys, every page in two widths and schemes, and what hostile texts do."""

import pytest

# A journey that says this runs twice; it must come to the same end.
both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])

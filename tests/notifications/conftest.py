"""Explainers to be told of."""

from tests.articles.conftest import (  # noqa: F401  (fixtures: the explainers these tests write)
    editors,
    make_article,
    make_reference,
    references,
)

"""Where explainers are written: articles, their references and contributors, and the glossary."""

from .articles import ArticleAdmin
from .glossary import GlossaryAdmin
from .references import ContributorAdmin, ReferenceAdmin

__all__ = ["ArticleAdmin", "ContributorAdmin", "GlossaryAdmin", "ReferenceAdmin"]

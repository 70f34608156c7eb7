"""Explainers on pages of rooms that do not know this one, such as the glossary."""

from django import template

from ..models import Article

register = template.Library()


@register.simple_tag
def readable_explainers() -> dict[str, Article]:
    """The explainers everyone may read, by slug, in one query."""
    return {article.slug: article for article in Article.objects.readable().only("slug", "title")}


@register.filter
def named(slugs: list[str], explainers: dict[str, Article]) -> list[Article]:
    """{{ term.see|named:explainers }}: those of the slugs that are readable, in their order."""
    return [explainers[slug] for slug in slugs if slug in explainers]

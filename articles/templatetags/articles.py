"""Explainers on pages of rooms that do not know this one, such as the glossary."""

from django import template

from ..models import Article, Reference

register = template.Library()


@register.simple_tag
def readable_explainers() -> dict[str, Article]:
    """The explainers everyone may read, by slug, in one query."""
    return {article.slug: article for article in Article.objects.readable().only("slug", "title")}


@register.filter
def named(slugs: list[str], explainers: dict[str, Article]) -> list[Article]:
    """{{ term.see|named:explainers }}: those of the slugs that are readable, in their order."""
    return [explainers[slug] for slug in slugs if slug in explainers]


@register.simple_tag
def sources_of(numbers: dict[str, int]) -> list[dict]:
    """{% sources_of numbers as citations %}: the references of these keys with their numbers, in one query."""
    found = Reference.objects.in_bulk(numbers, field_name="key")
    return [{"number": number, "reference": found[key]} for key, number in numbers.items() if key in found]

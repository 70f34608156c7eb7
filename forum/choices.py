"""What a search can be narrowed by: boards and tags, as the fields of its form show them."""

from search.hooks import Choices

from .models import Board, Tag


def choices() -> Choices:
    tags: dict[str, list[tuple[str, str]]] = {}
    for theme, slug, name in Tag.objects.values_list("theme", "slug", "name"):
        tags.setdefault(str(Tag.Theme(theme).label), []).append((slug, name))
    return Choices(places=list(Board.objects.values_list("slug", "name")), tags=list(tags.items()))

"""What the search knows of boards and tags: what its form narrows it by, and what treatments are called."""

from search.hooks import Choices

from .models import Board, Tag


def choices() -> Choices:
    tags: dict[str, list[tuple[str, str]]] = {}
    for theme, slug, name in Tag.objects.values_list("theme", "slug", "name"):
        tags.setdefault(str(Tag.Theme(theme).label), []).append((slug, name))
    return Choices(places=list(Board.objects.values_list("slug", "name")), tags=list(tags.items()))


def names_of_treatments() -> list[list[str]]:
    return [tag.words for tag in Tag.objects.filter(theme=Tag.Theme.TREATMENT)]

"""Reading the library's files. The format of an explainer is described in docs/writing.md."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FENCE = "+++"
REQUIRED = ("title", "slug", "theme", "order", "summary", "in_short", "register", "questions", "review_due")


class LibraryError(Exception):
    """A file cannot be used; the message names it and says what is wrong."""


@dataclass(frozen=True)
class Explainer:
    path: Path
    fields: dict
    markdown: str

    @property
    def slug(self) -> str:
        return self.fields["slug"]


def explainers() -> list[Explainer]:
    folder = _path("articles/library")
    return [_explainer(path) for path in sorted(folder.glob("*.md"))]


def references() -> dict[str, dict]:
    return _toml("articles/library/references.toml")


def terms() -> dict[str, dict]:
    return _toml("register/library/glossary.toml")


def register_entries() -> list[dict]:
    return _toml("register/library/register.toml").get("entry", [])


def providers() -> list[dict]:
    return _toml("moderation/library/providers.toml").get("provider", [])


def boards() -> list[dict]:
    return _toml("forum/library/boards.toml").get("board", [])


def tags() -> list[dict]:
    """In the file each theme is a table of its tags, by their slugs."""
    return [
        fields | {"slug": slug, "theme": theme, "synonyms": "\n".join(fields.get("synonyms", []))}
        for theme, rows in _toml("forum/library/tags.toml").items()
        for slug, fields in rows.items()
    ]


def _explainer(path: Path) -> Explainer:
    before, fence, rest = path.read_text(encoding="utf-8").partition(FENCE)
    head, second_fence, markdown = rest.partition(f"\n{FENCE}\n")
    if before.strip() or not fence or not second_fence:
        raise LibraryError(f"{_name(path)}: the file must begin with fields between two lines of {FENCE}.")
    fields = _parsed(head, path)
    missing = [name for name in REQUIRED if name not in fields]
    if missing:
        raise LibraryError(f"{_name(path)}: missing {', '.join(missing)}.")
    if fields["slug"] != path.stem:
        raise LibraryError(f"{_name(path)}: the slug {fields['slug']!r} must be the file's name.")
    return Explainer(path, fields, markdown)


def _toml(name: str) -> dict:
    path = _path(name)
    try:
        return _parsed(path.read_text(encoding="utf-8"), path)
    except FileNotFoundError:
        raise LibraryError(f"{name} is missing.") from None


def _parsed(text: str, path: Path) -> dict:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{_name(path)}: {error}") from None


def _path(name: str) -> Path:
    return settings.BASE_DIR / name


def _name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))

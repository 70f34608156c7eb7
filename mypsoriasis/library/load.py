"""Bringing the library into the database, without taking away what editors have changed there."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles import actions
from articles.models import Article, Contributor, Reference
from articles.publishing import NotReady
from forum.models import Board, Tag
from moderation import providers
from moderation.models import Provider
from mypsoriasis import reindexing
from register.models import Entry, Term
from rendering.articles import markdown_to_html
from rendering.clean import ARTICLES, clean

from . import files
from .files import Explainer, LibraryError

EDITORS = "MyPsoriasis editors"
ABOUT_EDITORS = "The people who write for this site, from the sources named on each page."
WHY = "From the library"


@dataclass
class Count:
    """How many rows were made, overwritten, and left as they were."""

    created: int = 0
    refreshed: int = 0
    kept: int = 0

    @property
    def changed(self) -> int:
        return self.created + self.refreshed


def load(*, refresh: bool = False) -> dict[str, Count]:
    """Create what is missing; with `refresh`, overwrite what differs. All of it, or nothing.

    Raises LibraryError, which names the file and the row.
    """
    with transaction.atomic():
        loader = _Loader(refresh)
        loader.references()
        loader.register()
        loader.glossary()
        loader.boards()
        loader.tags()
        loader.providers()
        loader.explainers()
        loader.finish()
    return loader.counts


class _Loader:
    def __init__(self, refresh: bool):
        self.refresh = refresh
        self.counts: dict[str, Count] = {}

    def references(self) -> None:
        count = self._count("references")
        for key, fields in files.references().items():
            self._row(count, Reference, {"key": key}, fields)

    def register(self) -> None:
        count = self._count("register rows")
        for fields in files.register_entries():
            names = {name: fields.get(name) for name in ("key", "jurisdiction")}
            self._row(count, Entry, names, fields)

    def glossary(self) -> None:
        count = self._count("glossary terms")
        for slug, fields in files.terms().items():
            self._row(count, Term, {"slug": slug}, fields)

    def boards(self) -> None:
        count = self._count("boards")
        for order, fields in enumerate(files.boards(), start=1):
            self._row(count, Board, {"slug": fields.get("slug")}, fields | {"order": order})

    def tags(self) -> None:
        """Admins keep the list: a tag that is there, by its slug or its name, stays as they made it."""
        count = self._count("tags")
        there = Tag.objects.values_list("slug", "name")
        taken = {word.casefold() for row in there for word in row}
        for fields in files.tags():
            if {fields["slug"], fields["name"].casefold()} & taken:
                count.kept += 1
            else:
                self._row(count, Tag, {"slug": fields["slug"]}, fields)

    def providers(self) -> None:
        """New entries wait for an admin's approval; what admins have made of one is never overwritten."""
        count = self._count("providers")
        for fields in files.providers():
            if Provider.objects.filter(name=fields.get("name")).exists():
                count.kept += 1
                continue
            provider = Provider(**fields)
            try:
                provider.full_clean(exclude=["added_by"])
            except ValidationError as error:
                raise LibraryError(f"provider {provider.name}: {_told(error)}") from error
            providers.save(provider, by=None)
            count.created += 1

    def explainers(self) -> None:
        count = self._count("explainers")
        editors, _made = Contributor.objects.get_or_create(name=EDITORS, defaults={"about": ABOUT_EDITORS})
        for explainer in files.explainers():
            self._explainer(count, explainer, editors)

    def finish(self) -> None:
        """Explainers that stayed as they were may cite or use what is new, or be older than the renderer."""
        changed = self.counts["references"].changed + self.counts["glossary terms"].changed
        if changed and self.counts["explainers"].kept:
            actions.rerender_all()
        else:
            actions.rerender_stale()
        reindexing.write_missing()

    def _explainer(self, count: Count, explainer: Explainer, editors: Contributor) -> None:
        article = Article.objects.select_related("thread").filter(slug=explainer.slug).first()
        fields = _article_fields(explainer)
        if article is None:
            article = Article(author=editors, status=Article.Status.PUBLISHED, **fields)
            count.created += 1
        elif self.refresh and _differs(article, fields):
            _set(article, fields)
            count.refreshed += 1
        else:
            count.kept += 1
            return
        try:
            article.clean_fields(exclude=["thread"])
            actions.store(article, why=WHY)
        except (NotReady, ValidationError) as error:
            raise LibraryError(f"{explainer.path.name}: {_told(error)}") from error

    def _row(self, count: Count, model: type[models.Model], names: dict, fields: dict) -> None:
        row = model.objects.filter(**names).first()
        if row is None:
            row = model(**names)
            count.created += 1
        elif self.refresh and _differs(row, fields):
            count.refreshed += 1
        else:
            count.kept += 1
            return
        label = f"{model._meta.verbose_name} {' '.join(map(str, names.values()))}"
        unknown = set(fields) - {field.name for field in model._meta.fields}
        if unknown:
            raise LibraryError(f"{label}: unknown {', '.join(sorted(unknown))}.")
        _set(row, fields)
        try:
            row.full_clean()
        except ValidationError as error:
            raise LibraryError(f"{label}: {_told(error)}") from error
        row.save()

    def _count(self, what: str) -> Count:
        return self.counts.setdefault(what, Count())


def _article_fields(explainer: Explainer) -> dict:
    fields = explainer.fields
    return {
        "title": fields["title"],
        "slug": fields["slug"],
        "theme": fields["theme"],
        "order": fields["order"],
        "summary": fields["summary"],
        "in_short": "\n".join(fields["in_short"]),
        "body": clean(markdown_to_html(explainer.markdown), ARTICLES),
        "questions": "\n".join(fields["questions"]),
        "register_keys": fields["register"],
        "review_due": fields["review_due"],
    }


def _differs(row: models.Model, fields: dict) -> bool:
    return any(getattr(row, name, None) != value for name, value in fields.items())


def _set(row: models.Model, fields: dict) -> None:
    for name, value in fields.items():
        setattr(row, name, value)


def _told(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{name}: {' '.join(words)}" for name, words in error.message_dict.items())
    return str(error)

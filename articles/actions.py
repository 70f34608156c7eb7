"""Saving explainers. Everything that is derived from their text is made here and nowhere else."""

from collections.abc import Iterable
from math import ceil

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from discussion.indexing import write_thread_anew
from discussion.models import Thread
from notifications.actions import take_back, to_be_told
from register.glossary import term_links
from register.models import Term
from rendering import VERSION
from rendering.articles import TermLink, render_article, with_marks
from rendering.clean import ARTICLES, clean
from rendering.excerpt import plain_text

from . import evidence, indexing
from .models import DERIVED, Article, Citation, EarlierAddress, Reference
from .publishing import NotReady, marks_of, obstacles

WORDS_PER_MINUTE = 200


def store(article: Article, *, why: str = "") -> Article:
    """Save an explainer with its page, its citations, its thread and its place in the index; tell of a new one.

    why: for its history. Raises NotReady when it is published and something is missing, and
    rendering.clean.Refused for a text that is too long or too deeply nested.
    """
    article.body = clean(article.body, ARTICLES)
    if article.status == Article.Status.PUBLISHED and article.published_at is None:
        article.published_at = timezone.now()
    if article.status == Article.Status.PUBLISHED and (missing := obstacles(article)):
        raise NotReady(missing)
    with transaction.atomic():
        _keep_earlier_address(article)
        was_published = Article.objects.filter(pk=article.pk, status=Article.Status.PUBLISHED).exists()
        references = _derive(article, term_links())
        _save_with_thread(article, why)
        _cite(article, references)
        indexing.write(article)
        _tell(article, was_published)
    return article


def discard(article: Article) -> None:
    """Delete a draft nobody has written under, with its thread."""
    with transaction.atomic():
        indexing.forget(article)
        thread = article.thread
        article.delete()
        thread.delete()


def can_be_discarded(article: Article) -> bool:
    """Comments are their authors' texts, so an explainer that was ever open for them stays."""
    return article.status == Article.Status.DRAFT and article.published_at is None and not article.thread.last_answer_no


def rerender(articles: Iterable[Article]) -> int:
    """Make the pages again after a term or a reference changed; returns how many.

    Neither the day of the last change nor the history moves: the editors changed nothing.
    """
    count, terms = 0, term_links()
    for article in articles:
        with transaction.atomic():
            references = _derive(article, terms)
            Article.objects.filter(pk=article.pk).update(**{name: getattr(article, name) for name in DERIVED})
            _cite(article, references)
            indexing.write(article)
        count += 1
    return count


def rerender_all() -> int:
    return rerender(Article.objects.select_related("thread"))


def rerender_stale() -> int:
    """Make the pages again that an earlier renderer made, after an upgrade."""
    return rerender(Article.objects.exclude(renderer=VERSION).select_related("thread"))


def using_term(term: Term) -> list[Article]:
    """Explainers that link this term, or hold one of its forms and could."""
    hits = Q(html__contains=f'id="term-{term.slug}"')
    for form in term.aliases:
        hits |= Q(body__icontains=form)
    return list(Article.objects.filter(hits).select_related("thread"))


def using_reference(reference: Reference) -> list[Article]:
    """Explainers that cite this reference, or name a key that nobody had given yet."""
    hits = Q(citations__reference=reference) | Q(body__contains=reference.key) | Q(in_short__contains=reference.key)
    return list(Article.objects.filter(hits).select_related("thread").distinct())


def _derive(article: Article, terms: list[TermLink]) -> list[Reference]:
    """Fill in what the text says of itself; returns its references in the order of their numbers."""
    marks = marks_of(article)
    known = {reference.key: reference for reference in Reference.objects.filter(key__in=marks)}
    references = [known[key] for key in marks if key in known]
    numbers = {reference.key: number for number, reference in enumerate(references, start=1)}
    page = render_article(article.body, terms=terms, references=numbers)
    article.html, article.renderer = page.html, VERSION
    article.contents = [heading._asdict() for heading in page.contents]
    article.in_short_html = [with_marks(line, numbers) for line in article.in_short_lines]
    article.minutes = max(1, ceil(len(plain_text(page.html).split()) / WORDS_PER_MINUTE))
    counted = evidence.counted(references, article.register_keys)
    article.evidence = evidence.level(counted)
    article.people_studied = evidence.largest_study(counted)
    return references


def _save_with_thread(article: Article, why: str) -> None:
    visible = article.is_readable
    if article.thread_id is None:
        article.thread = Thread.objects.create(visible=visible)
    article._change_reason = why[:100] or None  # where simple-history looks for it
    article.save()
    thread = article.thread
    if thread.owner_id != article.pk or thread.visible != visible:
        thread.owner, thread.visible = article, visible
        thread.save(update_fields=["owner_type", "owner_id", "visible"])
        write_thread_anew(thread)  # comments are found while the explainer can be read


def _keep_earlier_address(article: Article) -> None:
    before = Article.objects.filter(pk=article.pk).values_list("slug", flat=True).first()
    if before and before != article.slug:
        EarlierAddress.objects.get_or_create(slug=before, defaults={"article": article})
        article.earlier_addresses.filter(slug=article.slug).delete()


def _cite(article: Article, references: list[Reference]) -> None:
    wanted = {reference.pk: number for number, reference in enumerate(references, start=1)}
    if dict(article.citations.values_list("reference_id", "number")) == wanted:
        return
    article.citations.all().delete()
    Citation.objects.bulk_create(
        Citation(article=article, reference_id=pk, number=number) for pk, number in wanted.items()
    )


def _tell(article: Article, was_published: bool) -> None:
    """Once it is open to readers. An explainer that goes back to the editors takes back what was told of it."""
    is_published = article.status == Article.Status.PUBLISHED
    if is_published and not was_published:
        to_be_told("article", article.pk, due_at=max(article.published_at, timezone.now()))
    elif was_published and not is_published:
        take_back(f"article:{article.pk}")

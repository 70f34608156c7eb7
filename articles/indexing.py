"""Explainers and the glossary in the index of texts. Comments are written as all replies are."""

from datetime import UTC, datetime

from django.db import transaction

from discussion.indexing import write_thread_anew
from register.models import Term
from rendering.excerpt import plain_text
from search import index
from search.models import Document

from .models import Article

KIND, TERM = "article", "term"
# Terms bear no date, and no search for what is new finds them.
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def document(article: Article) -> index.Document:
    text = [article.summary, plain_text("\n".join(article.in_short_html)), plain_text(article.html), article.questions]
    return index.document(
        kind=KIND,
        key=article.pk,
        title=article.title,
        text="\n".join(text),
        url=article.get_absolute_url(),
        updated_at=article.updated_at,
        note=article.get_theme_display(),
    )


def write(article: Article) -> None:
    """Put an explainer in, or take it out when it cannot be read any more."""
    if article.is_readable:
        index.write_all([document(article)])
    else:
        forget(article)


def write_opened() -> int:
    """Explainers whose time has come since they were stored, with what is under them; returns how many."""
    written = Document.objects.filter(kind=KIND).values("key")
    opened = list(Article.objects.readable().exclude(pk__in=written).select_related("thread"))
    for article in opened:
        with transaction.atomic():
            write(article)
            article.thread.owner = article
            write_thread_anew(article.thread)
    return len(opened)


def forget(article: Article) -> None:
    index.forget(KIND, article.pk)


def term_document(term: Term) -> index.Document:
    return index.document(
        kind=TERM,
        key=term.pk,
        title=term.term,
        text="\n".join([term.definition, term.more, ", ".join(term.aliases)]),
        url=term.get_absolute_url(),
        updated_at=UNDATED,
    )


def write_terms(*terms: Term) -> None:
    index.write_all([term_document(term) for term in terms])


def forget_term(term: Term) -> None:
    index.forget(TERM, term.pk)

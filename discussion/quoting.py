"""Quotations of other posts: shown while their source can be read by this reader and still says the words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from rendering import quotes
from rendering.excerpt import plain_text

from .models import Post


@dataclass(frozen=True)
class Sources:
    """The readable ones among the posts that some texts quote, as this reader reads them."""

    posts: dict[int, Post]

    def name_of(self, html: str) -> tuple:
        """All that with_quotes() of a text depends on, for the name of what is kept of it."""
        return tuple((pk, self._state(pk)) for pk in quotes.sources_of(html))

    def shown(self, html: str) -> SafeString:
        return quotes.with_quotes(html, self._source)

    def _state(self, pk: int) -> tuple:
        post = self.posts.get(pk)
        return (post.version, post.byline) if post else ()

    def _source(self, pk: int, words: str) -> quotes.Source | None:
        post = self.posts.get(pk)
        return quotes.Source(post.byline, quotes.said_in(words, post.html)) if post else None


NONE = Sources({})


def sources(htmls: Iterable[str], reader) -> Sources:
    """One question to the database, and none for texts without quotations."""
    wanted = {pk for html in htmls for pk in quotes.sources_of(html)}
    if not wanted:
        return NONE
    readable = Post.objects.readable_by(reader).published().filter(pk__in=wanted).select_related("author", "alias")
    return Sources({post.pk: post for post in readable.only("html", "version", "alias__number", "author__username")})


def quotable(reader, pk: int) -> Post | None:
    """The post somebody wants to quote, if they may read it."""
    return Post.objects.readable_by(reader).published().filter(pk=pk).select_related("thread").first()


def start_with(post: Post, chosen: str) -> str:
    """What a reply that quotes begins with: the chosen words where the post says them, else all it says itself."""
    words = chosen if quotes.said_in(chosen, post.html) else plain_text(quotes.without_quotes(post.html))
    return quotes.quotation_of(words, post.pk)


def for_editing(markdown: str, reader) -> str:
    """A text its author edits, without words that they can read nowhere else any more."""
    return quotes.cut_from_source(markdown, lambda pk: quotable(reader, pk) is not None)

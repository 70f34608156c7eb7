"""Tags for posts."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from .. import fragments
from ..actions.marks import COUNTERS
from ..models import Post, Reaction
from ..pages import ThreadPage

register = template.Library()


@register.simple_tag(takes_context=True)
def show_post(context, post: Post) -> SafeString:
    """A whole post, as its reader may see it."""
    name = fragments.name_of(post, _reader(context))
    return _shown(context, "discussion/_post.html", name, cache="posts", post=post, thread=post.thread)


@register.simple_tag(takes_context=True)
def show_posts(context, page: ThreadPage) -> SafeString:
    """The answers of a page with their replies."""
    address = f"{page.thread.owner.get_absolute_url()} {page.only_answer}"
    name = fragments.name_of_page(page.answers, _reader(context), address=address)
    return _shown(context, "discussion/_posts.html", name, cache="pages", page=page, thread=page.thread)


@register.simple_tag
def kind_words(post: Post, is_asker: bool) -> dict[str, list[dict]]:
    """The four kind words with their counts, and whether the reader has said them: for the row of a post, and for its
    menu those that are said less and that nobody has said yet."""
    often = {Reaction.Kind.HELPFUL, Reaction.Kind.THANKS}
    if is_asker and post.is_answer and not post.helpful_to_asker:
        often.discard(Reaction.Kind.HELPFUL)  # in the row stands their own stronger word
    mine = getattr(post, "my_reactions", frozenset())
    found: dict[str, list[dict]] = {"row": [], "more": []}
    for kind in Reaction.Kind:
        count = getattr(post, COUNTERS[kind.value])
        # Where the focus is given back it must find the word again, also one that was taken back just now.
        in_row = kind in often or count or getattr(post, "just_marked", "") == kind
        word = {"kind": kind.value, "label": kind.label, "count": count, "mine": kind.value in mine}
        found["row" if in_row else "more"].append(word)
    return found


def _reader(context) -> fragments.Reader:
    return fragments.Reader(
        is_member=bool(context.get("user_is_member")), is_asker=bool(context.get("is_asker"))
    )


def _shown(context, template_name: str, name: str, *, cache: str, **values) -> SafeString:
    values |= {"user_is_member": context.get("user_is_member"), "is_asker": context.get("is_asker")}

    def render() -> str:
        # Of the reader nothing but these: what is kept is the same for all that share its name.
        inner = template.Context(values | {"csrf_token": fragments.TOKEN})
        return get_template(template_name).template.render(inner)

    html = fragments.kept(name, render, cache=cache)
    return fragments.with_token(html, context.get("csrf_token", "")) if context.get("user_is_member") else html

"""Tags for posts."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from .. import fragments
from ..actions.marks import COUNTERS
from ..models import Post, Reaction

register = template.Library()


@register.simple_tag(takes_context=True)
def show_post(context, post: Post) -> SafeString:
    """A whole post. For a visitor it comes from the cache as one piece; for a member, its text does."""
    values = {"post": post, "thread": post.thread, "is_asker": context.get("is_asker", False)}
    if context.get("user_is_member"):
        values |= {"user_is_member": True, "csrf_token": context.get("csrf_token"), "request": context.get("request")}
        return SafeString(get_template("discussion/_post.html").template.render(template.Context(values)))
    return fragments.fragment(
        post, lambda: get_template("discussion/_post.html").template.render(template.Context(values))
    )


@register.simple_tag
def post_text(post: Post, user_is_member: bool = False) -> SafeString:
    """Byline and text. Inside a visitor's post it is part of the larger fragment."""

    def render() -> str:
        return get_template("discussion/_post_text.html").template.render(template.Context({"post": post}))

    return fragments.fragment(post, render) if user_is_member else SafeString(render())


@register.filter
def reactions(post: Post) -> list[dict]:
    """The four kind words with their counts, and whether the reader has said them."""
    mine = getattr(post, "my_reactions", frozenset())
    return [
        {"kind": kind.value, "label": kind.label, "count": getattr(post, COUNTERS[kind.value]), "mine": kind.value in mine}
        for kind in Reaction.Kind
    ]

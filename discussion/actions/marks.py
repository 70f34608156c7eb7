"""Small kind marks on posts: reactions, and the asker's 'this helped me'."""

from django.db import IntegrityError, transaction
from django.db.models import F

from .. import indexing
from ..models import Post, Reaction, Thread

COUNTERS = {kind: f"{kind}_count" for kind in Reaction.Kind.values}


def react(post: Post, *, member, kind: str, on: bool) -> None:
    """Set or take back one reaction. Doing it twice changes nothing."""
    with transaction.atomic():
        if on:
            try:
                with transaction.atomic():
                    Reaction.objects.create(post=post, member=member, kind=kind)
            except IntegrityError:
                return
        elif not Reaction.objects.filter(post=post, member=member, kind=kind).delete()[0]:
            return
        counter = COUNTERS[kind]
        Post.objects.filter(pk=post.pk).update(**{counter: F(counter) + (1 if on else -1)})


def set_helpful(post: Post, *, on: bool) -> None:
    """The asker says that an answer helped, or takes it back. The owner's mark follows."""
    with transaction.atomic():
        # Whoever changes who may read a topic takes its thread first and its posts after it; so must this.
        Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
        if Post.objects.published().filter(pk=post.pk).exclude(helpful_to_asker=on).update(helpful_to_asker=on):
            post.thread.owner.helpful_changed()
            indexing.write_anew(post)

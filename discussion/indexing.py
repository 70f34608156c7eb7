"""Answers and replies in the index of texts. A worker writes them: each post says itself whether that is still to do.

Taking out is done at once, in the transaction that hides a text. Whoever hides a post or its thread writes their rows
first, and the worker holds these rows while it writes: so either the text is not written, or it is taken out again.
"""

from django.db import transaction

from rendering.excerpt import own_words
from search import index

from .models import Post, Thread
from .voices import voice_of

KIND = "post"
AT_ONCE = 100
BATCHES = 20  # of one call, so that a worker told to stop does so soon


def document(post: Post, facts: dict) -> index.Document:
    """facts: what the thread's owner says, by search_facts()."""
    voices = [voice for voice in (voice_of(post), *facts.get("voices", ())) if voice]
    own = {
        "kind": KIND,
        "key": post.pk,
        "title": "",
        "text": own_words(post.html),
        "url": post.get_absolute_url(),
        "updated_at": post.published_at,
        "answered": post.helpful_to_asker,
        "author": post.author_id,
        "voices": voices,
    }
    return index.document(**facts | own)


def forget(post: Post) -> None:
    index.forget(KIND, post.pk)


def write_anew(post: Post) -> None:
    """Let a text that was replaced, or is found in another way now, be written again. Until then it is not found."""
    forget(post)
    Post.objects.filter(pk=post.pk).update(index_due=True)


def write_thread_anew(thread: Thread) -> None:
    """The same for all that stands under a question or an explainer."""
    index.forget_parts(*thread.owner.search_key)
    Post.objects.to_index().filter(thread=thread).update(index_due=True)


def write_due() -> int:
    """Write the texts that are due, oldest first; returns how many were looked at. Several may run at once."""
    done = 0
    for _number in range(BATCHES):
        # Asked first, without a transaction: on SQLite that would keep all other writers out.
        looked_at = _write_batch() if _due().exists() else 0
        done += looked_at
        if looked_at < AT_ONCE:
            break
    return done


def _due():
    return Post.objects.to_index().filter(index_due=True)


@transaction.atomic
def _write_batch() -> int:
    # Nothing waits for a row here: what others hold comes with the next batch. SQLite lets one writer in at a time.
    posts = list(_due().order_by("pk").select_for_update(skip_locked=True)[:AT_ONCE])
    threads = Thread.objects.filter(pk__in={post.thread_id for post in posts})
    held = {thread.pk: thread for thread in threads.select_for_update(skip_locked=True).prefetch_related("owner")}
    facts = {pk: thread.owner.search_facts() for pk, thread in held.items() if thread.visible and thread.owner}
    ours = [post for post in posts if post.thread_id in held]
    index.write_all([document(post, facts[post.thread_id]) for post in ours if facts.get(post.thread_id)])
    Post.objects.filter(pk__in=[post.pk for post in ours]).update(index_due=False)
    return len(ours)

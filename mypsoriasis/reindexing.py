"""The index of texts from all that is there: after an update, or when it was lost."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from articles import indexing as explainers
from articles.models import Article
from discussion import indexing as replies
from discussion.models import Post
from forum import indexing as questions
from forum.models import Topic
from register.models import Term
from search import index
from search.models import Document
from search.vocabulary import count_words

from .progress import Tell, nothing

AT_ONCE = 500


def write_missing() -> None:
    """What the index has not, or has as an earlier release wrote it. Replies are left to the worker, which sees them."""
    _write_library()
    _write_questions(_without_facts(questions.KIND), nothing)


def write_all(tell: Tell = nothing) -> None:
    """Everything anew, and out with what should not be there. May be stopped and started again."""
    _write_library()
    _write_questions(lambda keys: keys, tell)
    _write_replies(tell)
    for kind, readable in (
        (explainers.KIND, Article.objects.readable()),
        (explainers.TERM, Term.objects.all()),
        (questions.KIND, Topic.objects.filter(visible=True, question_gone=False)),
        (replies.KIND, Post.objects.to_index().filter(thread__visible=True)),
    ):
        _forget_others(kind, readable, tell)
    count_words()


def _write_library() -> None:
    for article in Article.objects.readable():
        explainers.write(article)
    explainers.write_terms(*Term.objects.all())


def _write_questions(chosen: Callable[[list[int]], list[int]], tell: Tell) -> None:
    """chosen: of some topics' ids those that are to be written."""
    topics = Topic.objects.filter(visible=True, question_gone=False)
    total, done = topics.count(), 0
    for keys in _batches(topics):
        posts = Post.objects.published().filter(
            answer_no=0, thread__in=Topic.objects.filter(pk__in=chosen(keys)).values("thread")
        )
        by_thread = {post.thread_id: post for post in posts}
        found = Topic.objects.filter(thread__in=by_thread).select_related("board").prefetch_related("tags")
        index.write_all(
            [questions.document(topic, by_thread[topic.thread_id], questions.known(topic)) for topic in found]
        )
        done += len(keys)
        tell("questions", done, total)


def _without_facts(kind: str) -> Callable[[list[int]], list[int]]:
    def chosen(keys: list[int]) -> list[int]:
        there = set(Document.objects.filter(kind=kind, key__in=keys).exclude(facts="").values_list("key", flat=True))
        return [key for key in keys if key not in there]

    return chosen


def _write_replies(tell: Tell) -> None:
    for keys in _batches(Post.objects.to_index()):
        Post.objects.filter(pk__in=keys).update(index_due=True)
    due = Post.objects.to_index().filter(index_due=True)
    total, done = due.count(), 0
    while written := replies.write_due():
        done += written
        tell("replies", min(done, total), total)


def _forget_others(kind: str, readable: QuerySet, tell: Tell) -> None:
    documents = Document.objects.filter(kind=kind)
    total, done = documents.count(), 0
    for ids in _batches(documents):
        keys = dict(documents.filter(pk__in=ids).values_list("key", "pk"))
        there = set(readable.filter(pk__in=keys).values_list("pk", flat=True))
        Document.objects.filter(pk__in=[pk for key, pk in keys.items() if key not in there]).delete()
        done += len(ids)
        tell(f"{kind} documents looked at", done, total)


def _batches(rows: QuerySet) -> Iterable[list[int]]:
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield keys
        last = keys[-1]

"""What must be true of every row when all is quiet again."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType

from discussion.indexing import KIND as POST
from discussion.models import Post, Thread
from forum.indexing import KIND as TOPIC
from forum.models import Topic
from moderation.models import Status, Version
from mypsoriasis.recount import wrong_counters
from search.models import Document

from .findings import Findings


def check_everything(findings: Findings) -> None:
    """Counters equal rows; no post without its versions, its place, its turn, its thread or its words in the index."""
    findings.faults += wrong_counters()
    findings.faults += half_posts()
    findings.faults += wrong_documents()
    findings.did["posts looked at, with their versions and counters"] = Post.objects.count()


def half_posts() -> Iterator[str]:
    versions: dict[int, list[Version]] = {}
    for version in Version.objects.filter(content_type=ContentType.objects.get_for_model(Post)).order_by("number"):
        versions.setdefault(version.object_id, []).append(version)
    asked = set()
    for post in Post.objects.all():
        own = versions.pop(post.pk, [])
        if [version.number for version in own] != list(range(1, post.latest_version + 1)):
            yield f"{post}: versions {[version.number for version in own]} of {post.latest_version}"
        elif (public := own[post.version - 1]) and (public.title, public.body) != (post.title, post.body):
            yield f"{post}: says something else than its version {post.version}"
        if post.status == Status.PUBLISHED and not (post.published_at and post.published_seq):
            yield f"{post}: public without a time or a turn"
        if post.is_question:
            asked.add(post.thread_id)
    yield from (f"post {pk}: gone, its versions are there" for pk in versions)
    yield from (f"thread {pk}: no question" for pk in _topics_threads() - asked)


def wrong_documents() -> Iterator[str]:
    """What can be found is what can be read: topics by their question, and each public answer and reply."""
    found = set(Document.objects.filter(kind__in=[TOPIC, POST]).values_list("kind", "key"))
    public = Post.objects.published().filter(thread__visible=True)
    asked = public.filter(answer_no=0).values("thread")
    readable = {(TOPIC, pk) for pk in Topic.objects.filter(thread__in=asked).values_list("pk", flat=True)}
    readable |= {(POST, pk) for pk in public.filter(answer_no__gt=0).values_list("pk", flat=True)}
    yield from (f"{kind} {pk}: cannot be found" for kind, pk in readable - found)
    yield from (f"{kind} {pk}: can be found, and nobody may read it" for kind, pk in found - readable)


def _topics_threads() -> set[int]:
    """Those of topics, and those that lost their owner on the way."""
    lost = Thread.objects.filter(owner_id=None)
    return {*Topic.objects.values_list("thread", flat=True), *lost.values_list("pk", flat=True)}

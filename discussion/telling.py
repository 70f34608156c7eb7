"""Whom a post that became readable is told to, and who of them may read it."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse

from members.models import Block
from notifications.models import Notice
from notifications.subjects import Described, Subject, ToTell
from notifications.telling import tell_also
from rendering.mentions import mentioned_in

from .models import AliasMute, Audience, Post

Kind = Notice.Kind
MOST_MENTIONED = 10  # are told; nobody calls a crowd together


class PostSubject(Subject):
    """Questions, answers, replies and comments."""

    def find(self, pk: int) -> Post | None:
        posts = Post.objects.published().filter(thread__visible=True).select_related("thread", "author", "alias")
        return posts.filter(pk=pk).first()

    def url_of(self, pk: int) -> str:
        return reverse("discussion:post", args=[pk])

    def to_tell(self, post: Post) -> ToTell:
        place = f"thread:{post.thread_id}"
        kind = Kind.TOPIC if post.is_question else Kind.THREAD
        keys = {place: Kind.THREAD} | dict.fromkeys(post.thread.owner.follow_keys(question=post.is_question), kind)
        if post.author_id and post.alias_id is None:
            keys[f"member:{post.author_id}"] = Kind.MEMBER
        return ToTell(direct=_concerned(post), keys=keys, place=place, author=post.author_id, since=post.published_at)

    def readers(self, post: Post, among: list[int]) -> set[int]:
        return readers_of(post, among)

    def open_to(self, reader) -> QuerySet:
        return Post.objects.readable_by(reader)

    def described(self, pks: list[int], reader) -> dict[int, Described]:
        posts = Post.objects.readable_by(reader).filter(pk__in=pks).select_related("author", "alias", "thread")
        return {post.pk: _described(post) for post in posts.prefetch_related("thread__owner")}


def tell_mentioned(post: Post, before: str) -> None:
    """Tell those whom a readable text mentions and did not while its HTML was `before`."""
    if added := _called(post) - mentioned_in(before):
        tell_also("post", post.pk, _for_mention(added), at_most=MOST_MENTIONED)


def readers_of(post: Post, among: list[int]) -> set[int]:
    """Of these members those for whom Post.objects.readable_by() keeps this published post, asked for all at once."""
    members = get_user_model().objects.filter(pk__in=among, is_active=True)
    question = post if post.is_question else Post.objects.filter(thread=post.thread_id, answer_no=0).first()
    for text in {post, question} - {None}:
        members = members.exclude(pk__in=_unmet_by(text, among))
    return set(members.values_list("pk", flat=True))


def _unmet_by(text: Post, among: list[int]) -> set[int]:
    """Those of these members whom a block or a mute keeps from this text."""
    author = text.author_id
    if text.alias_id:
        return set(AliasMute.objects.filter(alias=text.alias_id, member__in=among).values_list("member", flat=True))
    mine, theirs = Q(member__in=among, other=author), Q(member=author, other__in=among, kind=Block.Kind.BLOCK)
    pairs = Block.objects.filter(mine | theirs).values_list("member", "other")
    return {member if other == author else other for member, other in pairs}


def _concerned(post: Post) -> dict[int, str]:
    """Those whom the post speaks to, with the strongest reason."""
    reasons: dict[int, str] = {}
    texts = Post.objects.filter(thread=post.thread_id).exclude(author=None)
    if not post.is_question:
        asker = texts.published().filter(answer_no=0).values_list("author", flat=True).first()
        reasons |= {asker: Kind.ANSWER} if asker else {}
    if post.reply_no:
        answers = texts.published().filter(answer_no=post.answer_no, reply_no=0)
        answered = answers.values_list("author", flat=True).first()
        reasons |= {answered: Kind.REPLY} if answered else {}
    return reasons | _for_mention(_called(post))


def _called(post: Post) -> set[int]:
    """Whom its mentions tell. Without a name nobody: a block does not reach there, and the blocked could still call."""
    return set() if post.alias_id else mentioned_in(post.html)


def _for_mention(members: set[int]) -> dict[int, str]:
    return dict.fromkeys(sorted(members)[:MOST_MENTIONED], Kind.MENTION)


def _described(post: Post) -> Described:
    owner = post.thread.owner
    return Described(
        title=owner.thread_title,
        byline=post.byline,
        is_question=post.is_question,
        is_comment=owner.reply_kind == "comment",
        is_public=post.thread.audience == Audience.EVERYONE,
    )

"""Builds the demo community through the same actions that members use, screen included."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import Article
from discussion import actions as discussion
from discussion.models import Post
from discussion.places import AnswerPlace, Place, ReplyPlace
from forum.models import Board, Tag, Topic
from forum.places import AskPlace
from members.models import TERMS_VERSION, Member
from moderation import actions as moderation
from notifications.models import Notice, OutgoingMail
from notifications.telling import tell_waiting

SOURCE = Path(__file__).with_name("community.toml")
READ_WITHIN = timedelta(days=7)
SIGN_INS = {"member": "Marie", "moderator": "Pat", "editor": "Edith", "admin": "Alex"}


class DemoCommunity:
    """Run once, on a database that has the library and no members."""

    def __init__(self) -> None:
        self.data = tomllib.loads(SOURCE.read_text())
        self.members: dict[str, Member] = {}
        self.key = 0

    def build(self) -> None:
        for row in self.data["member"]:
            self._member(row)
        for row in self.data["topic"]:
            self._topic(row)
        for row in self.data["comment"]:
            article = Article.objects.select_related("thread").get(slug=row["article"])
            self._answer(article, row)
        for row in self.data["late_answer"]:
            self._late_answer(row)
        self._tell()

    def _tell(self) -> None:
        """As the worker would have at the time: what is older was read then, and nothing of it is mailed now."""
        while tell_waiting():
            pass
        OutgoingMail.objects.filter(about__startswith="post:").delete()
        written = dict(Post.objects.values_list("pk", "published_at"))
        notices = list(Notice.objects.filter(subject_type="post"))
        for notice in notices:
            notice.created_at = written[notice.subject_id]
            if timezone.now() - notice.created_at > READ_WITHIN:
                notice.read_at, notice.for_digest = notice.created_at, False
        Notice.objects.bulk_update(notices, ["created_at", "read_at", "for_digest"])

    def _member(self, row: dict) -> None:
        joined = timezone.now() - timedelta(days=row["days"])
        member = Member.objects.create_user(
            row["name"],
            row["email"],
            date_joined=joined,
            agreed_at=joined,
            agreed_terms=TERMS_VERSION,
            is_staff=bool(row.get("role")),
        )
        EmailAddress.objects.create(user=member, email=row["email"], verified=True, primary=True)
        if row.get("role"):
            member.groups.add(Group.objects.get(name=row["role"]))
        self.members[row["name"]] = member

    def _topic(self, row: dict) -> None:
        board = Board.objects.get(slug=row["board"])
        tags = list(Tag.objects.filter(slug__in=row.get("tags", [])))
        question = self._write(AskPlace("ask"), row, board=board, tags=tags)
        topic = Topic.objects.select_related("thread", "board").get(pk=question.thread.owner_id)
        Topic.objects.filter(pk=topic.pk).update(created_at=question.created_at, last_activity_at=question.created_at)
        for answer in row.get("answer", []):
            self._answer(topic, answer)

    def _answer(self, owner, row: dict) -> Post:
        owner.thread.owner = owner
        post = self._write(AnswerPlace(f"thread:{owner.thread.pk}", owner.thread), row)
        for reply in row.get("reply", []):
            self._write(ReplyPlace(f"answer:{post.pk}"), reply)
        for reaction in row.get("reactions", []):
            kind, _, name = reaction.partition(":")
            discussion.react(post, member=self.members[name], kind=kind, on=True)
        if row.get("helped"):
            discussion.set_helpful(post, on=True)
        return post

    def _late_answer(self, row: dict) -> None:
        topic = Topic.objects.select_related("thread", "board").get(title=row["topic"])
        post = self._answer(topic, row)
        reason, name, note = row["report"].split(":")
        moderation.report(post, reporter=self.members[name], reason=reason, note=note)

    def _write(self, place: Place, row: dict, **more) -> Post:
        author = self.members[row["author"]]
        self.key += 1
        fields = {"title": row.get("title", ""), "body": row["body"].strip(), "key": f"demo-{self.key}", **more}
        post = place.send(fields, author, place.assess(fields, author))
        self._backdate(post, timezone.now() - timedelta(days=row["days"], minutes=self.key))
        return post

    def _backdate(self, post: Post, moment: datetime) -> None:
        Post.objects.filter(pk=post.pk).update(created_at=moment)
        if post.published_at:
            Post.objects.filter(pk=post.pk).update(published_at=moment)
        post.created_at = moment
        if post.answer_no:
            Topic.objects.filter(thread=post.thread_id).update(last_activity_at=moment)

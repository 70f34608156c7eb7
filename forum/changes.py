"""What an asker may change of a topic later, and those who look after its board: its tags, and who can read it."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from discussion.models import Audience, Post, Thread
from moderation.access import looks_after
from moderation.models import AuditEntry, Status, Version
from notifications.actions import tell

from . import actions
from .models import Tag, Topic

MAY_BECOME_PUBLIC = (Status.PUBLISHED, Status.HELD, Status.RETURNED)


class WrittenForMembers(Exception):
    """Others have written in the topic for members alone. Their words are not the asker's to show to everyone."""


def may_change(topic: Topic, member) -> bool:
    return topic.author_id == member.pk or looks_after(member, topic.place_key)


def change_tags(topic: Topic, tags: Iterable[Tag], *, by) -> None:
    with transaction.atomic():
        # Of two at once the second waits, and replaces what the first has chosen. SQLite's writers wait anyway.
        Topic.objects.select_for_update().get(pk=topic.pk)
        before = _slugs(topic)
        topic.tags.set(tags)
        if (after := _slugs(topic)) != before:
            actions.reindex(topic)
            _log(topic, by, {"tags": before}, {"tags": after})


def change_audience(topic: Topic, audience: str, *, by, reason: str = "") -> None:
    """Raises WrittenForMembers where it would show to everyone what others wrote for members."""
    with transaction.atomic():
        # Whoever replies changes this row first, so no reply comes between the look and the change.
        Thread.objects.select_for_update().get(pk=topic.thread_id)
        topic.refresh_from_db(fields=["audience", "members_since"])
        before = topic.audience
        if audience == before:
            return
        if audience == Audience.EVERYONE and written_for_members(topic):
            raise WrittenForMembers(f"topic {topic.pk}")
        actions.set_audience(topic, audience)
        _log(topic, by, {"audience": before}, {"audience": audience}, reason=reason)
        _tell_asker(topic, by)


def written_for_members(topic: Topic) -> bool:
    """Whether somebody else has written in it, or changed a text, since it is for members."""
    if topic.audience == Audience.EVERYONE:
        return False
    texts = Post.objects.filter(thread=topic.thread_id, status__in=MAY_BECOME_PUBLIC).exclude(author=topic.author_id)
    sent = Version.objects.filter(
        content_type=ContentType.objects.get_for_model(Post), object_id__in=texts.values("pk")
    )
    return sent.filter(created_at__gte=topic.members_since or topic.created_at).exists()


def _tell_asker(topic: Topic, by) -> None:
    question = Post.objects.filter(thread=topic.thread_id, answer_no=0).first()
    if topic.author_id in (None, by.pk) or question is None:
        return
    words = {
        Audience.MEMBERS: _("A moderator closed your question to visitors. Only members can read it now."),
        Audience.EVERYONE: _("A moderator opened your question. Everyone can read it now."),
    }
    # By the number of the post: the topic's own address tells its title.
    tell(topic.author_id, kind="decision", text=words[topic.audience], url=question.get_absolute_url())


def _slugs(topic: Topic) -> list[str]:
    return sorted(topic.tags.values_list("slug", flat=True))


def _log(topic: Topic, by, before: dict, after: dict, **more: str) -> None:
    """What askers do with their own question is theirs; what others do with it is in the log."""
    if topic.author_id != by.pk:
        details = {"before": before, "after": after} | more
        AuditEntry.objects.append(AuditEntry.Act.TOPIC_CHANGED, actor=by, subject=topic, details=details)

"""What notices and mails say. Mails, and what is stored, say that something happened and nothing of what was written:
no title, no name, no word about health. Titles and names are read when a page is made, as its reader may read them.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .models import Notice, When
from .subjects import Described

Kind = Notice.Kind
STORED = {
    Kind.MENTION: gettext_lazy("Somebody mentioned you."),
    Kind.REPLY: gettext_lazy("Somebody replied to you."),
    Kind.ANSWER: gettext_lazy("Somebody replied to your question."),
    Kind.THREAD: gettext_lazy("There is something new where you follow."),
    Kind.MEMBER: gettext_lazy("Somebody you follow has written."),
    Kind.TOPIC: gettext_lazy("There is a new question where you follow."),
    Kind.ARTICLE: gettext_lazy("There is a new article."),
    Kind.REPORT: gettext_lazy("There is news about something you reported."),
}
SUBJECTS = {
    Kind.MENTION: gettext_lazy("You were mentioned"),
    Kind.REPLY: gettext_lazy("You have a reply"),
    Kind.ANSWER: gettext_lazy("You have a reply"),
    Kind.THREAD: gettext_lazy("Something new where you follow"),
    Kind.MEMBER: gettext_lazy("Somebody you follow has written"),
    Kind.TOPIC: gettext_lazy("A new question where you follow"),
    Kind.ARTICLE: gettext_lazy("A new article to read"),
    Kind.REPORT: gettext_lazy("News about your report"),
    When.DAILY: gettext_lazy("Your news of the day"),
    When.WEEKLY: gettext_lazy("Your news of the week"),
}
# What a link that stops mails stops; it goes on "We will no longer send you …".
MAILS = {
    Kind.MENTION: gettext_lazy("mails about mentions of you"),
    Kind.REPLY: gettext_lazy("mails about replies to you"),
    Kind.ANSWER: gettext_lazy("mails about replies to your questions"),
    Kind.THREAD: gettext_lazy("mails about topics you follow"),
    Kind.MEMBER: gettext_lazy("mails about members you follow"),
    Kind.TOPIC: gettext_lazy("mails about new questions where you follow"),
    Kind.ARTICLE: gettext_lazy("mails about new articles"),
    Kind.REPORT: gettext_lazy("mails about what you reported"),
    When.DAILY: gettext_lazy("the mail with the news of the day"),
    When.WEEKLY: gettext_lazy("the mail with the news of the week"),
}


def stored(kind: str) -> str:
    return str(STORED[kind])


def mail_at_once(kind: str) -> tuple[str, str]:
    """Subject and body."""
    return str(SUBJECTS[kind]), str(STORED[kind])


def digest(every: str) -> tuple[str, str]:
    """Subject, and the body's first lines; what is new follows when the mail is sent."""
    body = _(
        "This is what happened since your last mail where you wrote or follow, and what you have not read yet. "
        "Each line leads to its page."
    )
    return str(SUBJECTS[every]), body


def one(kind: str, text: Described) -> str:
    """The line of one notice in the app, for a reader who may read the text."""
    names = {"name": text.byline, "title": text.title}
    if kind == Kind.MEMBER and text.is_question:
        return _("%(name)s, whom you follow, asked: “%(title)s”") % names
    return {
        Kind.MENTION: _("%(name)s mentioned you in “%(title)s”"),
        Kind.REPLY: _("%(name)s replied to you in “%(title)s”"),
        Kind.ANSWER: _("%(name)s replied to your question “%(title)s”"),
        Kind.THREAD: _("%(name)s wrote in “%(title)s”, which you follow"),
        Kind.MEMBER: _("%(name)s, whom you follow, wrote in “%(title)s”"),
        Kind.TOPIC: _("%(name)s asked: “%(title)s”"),
        Kind.ARTICLE: _("New article: “%(title)s”"),
    }[kind] % names


def several(text: Described, *, count: int, is_new: bool) -> str:
    """The line of several notices of one thread. text: the first of them; a question is always its thread's first."""
    replies = count - 1 if text.is_question else count
    if text.is_question:
        said = ngettext(
            "A question and %(count)d reply: “%(title)s”", "A question and %(count)d replies: “%(title)s”", replies
        )
    elif text.is_comment:
        said = ngettext("%(count)d comment on “%(title)s”", "%(count)d comments on “%(title)s”", replies)
        if is_new:
            said = ngettext("%(count)d new comment on “%(title)s”", "%(count)d new comments on “%(title)s”", replies)
    else:
        said = ngettext("%(count)d reply in “%(title)s”", "%(count)d replies in “%(title)s”", replies)
        if is_new:
            said = ngettext("%(count)d new reply in “%(title)s”", "%(count)d new replies in “%(title)s”", replies)
    return said % {"count": replies, "title": text.title}


def among(*, mentions: int, replies: int) -> str:
    """What of several is meant for the reader."""
    if mentions:
        return _("Somebody mentions you there.")
    return _("Somebody replies to you there.") if replies else ""


def in_mail(kinds: dict[str, int]) -> str:
    """A line of a digest about one thread: how many notices of each kind, the strongest kind first."""
    counted = {
        Kind.MENTION: ngettext("%(count)d mention of you", "%(count)d mentions of you", kinds.get(Kind.MENTION, 0)),
        Kind.REPLY: ngettext("%(count)d reply to you", "%(count)d replies to you", kinds.get(Kind.REPLY, 0)),
        Kind.ANSWER: ngettext(
            "%(count)d reply to your question", "%(count)d replies to your question", kinds.get(Kind.ANSWER, 0)
        ),
        Kind.THREAD: ngettext(
            "%(count)d new reply where you follow", "%(count)d new replies where you follow", kinds.get(Kind.THREAD, 0)
        ),
        Kind.MEMBER: ngettext(
            "%(count)d text by somebody you follow", "%(count)d texts by somebody you follow", kinds.get(Kind.MEMBER, 0)
        ),
        Kind.TOPIC: ngettext(
            "%(count)d new question where you follow",
            "%(count)d new questions where you follow",
            kinds.get(Kind.TOPIC, 0),
        ),
        Kind.ARTICLE: ngettext("%(count)d new article", "%(count)d new articles", kinds.get(Kind.ARTICLE, 0)),
        Kind.REPORT: ngettext(
            "%(count)d answer to a report of yours", "%(count)d answers to reports of yours", kinds.get(Kind.REPORT, 0)
        ),
    }
    return ", ".join(counted[kind] % {"count": kinds[kind]} for kind in Kind.values if kinds.get(kind))

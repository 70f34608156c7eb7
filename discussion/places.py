"""Where a text can be written. A form, a draft and a visitor's kept text all name their place by a key."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Exists, ExpressionWrapper
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from detector import Assessment
from moderation.models import Status
from moderation.screening import assess
from rendering.excerpt import plain_text
from rendering.quotes import without_quotes

from . import actions, quoting, visits
from .models import REPLIES_SHOWN, Audience, Draft, Post, Thread, not_met_by
from .names import Names, used_by

MAX_KEY = 60  # what drafts and kept texts can hold


class Gone(Exception):
    """The place cannot be written in (any more). Its text says why, to the person who typed."""


class Place:
    """Somewhere a text can go. key: what forms and drafts keep, as `thread:7`."""

    heading = ""
    send_label = ""
    asks_title = False
    section = ""  # of the site, for the header
    audience = ""  # of what is written here; nothing where the form itself asks for it
    has_draft = True  # or perhaps; check_open() may find that nothing was typed here before
    is_live = False  # its form asks the server while a visitor types, too

    def __init__(self, key: str):
        self.key = key

    @property
    def url(self) -> str:
        """The form's own page."""
        raise NotImplementedError(f"{type(self).__name__}.url")

    @property
    def back_url(self) -> str:
        raise NotImplementedError(f"{type(self).__name__}.back_url")

    @property
    def back_label(self) -> str:
        return _("Back")

    @property
    def answers_text(self) -> str:
        """What the form shows as the text that is answered."""
        return ""

    def check_open(self, member=None) -> None:
        """Raise Gone unless the place can be written in now, and by this member."""
        raise NotImplementedError(f"{type(self).__name__}.check_open")

    def form_class(self) -> type:
        from .forms import PostForm

        return PostForm

    def initial(self) -> dict:
        return {}

    @property
    def shown(self) -> str:
        """What the page that leads to its form shows of the thread, for visits.wrote(); nothing if it may be any."""
        return ""

    def names_of(self, writer) -> Names:
        """Under which names they have written here; a visitor under none."""
        return Names()

    def assess(self, fields: dict, author, *, hinted_lately: int = 0) -> Assessment:
        """Screen what the form holds, as this author's text at this place."""
        raise NotImplementedError(f"{type(self).__name__}.assess")

    def before_sending(self, request: HttpRequest, form) -> dict | None:
        """What is shown above the buttons once before the text goes, with other words on the button, or nothing.

        before_sending: the template, which marks in the form that it was shown. send_label: the words. And its context.
        """
        return None

    def send(self, fields: dict, author, assessment: Assessment) -> Post:
        """Store the text. Raises what the actions raise, and Gone."""
        raise NotImplementedError(f"{type(self).__name__}.send")


class AnswerPlace(Place):
    """A new answer in a thread: a reply under a topic, a comment under an explainer."""

    question: Post | None = None  # read by check_open()

    def __init__(self, key: str, thread: Thread | None = None):
        super().__init__(key)
        if thread:
            self.thread = thread

    @cached_property
    def thread(self) -> Thread | None:
        return Thread.objects.filter(pk=_number(self.key)).first()

    @property
    def audience(self) -> str:
        return self.thread.audience

    @property
    def is_comment(self) -> bool:
        return self.thread.owner.reply_kind == "comment"

    @property
    def heading(self) -> str:
        return _("Your comment") if self.is_comment else _("Your reply")

    @property
    def send_label(self) -> str:
        return _("Post comment") if self.is_comment else _("Post reply")

    @property
    def url(self) -> str:
        return reverse("discussion:answer", args=[self.thread.pk])

    @property
    def back_url(self) -> str:
        return self.thread.owner.get_absolute_url()

    @property
    def back_label(self) -> str:
        return self.thread.owner.thread_title

    @property
    def shown(self) -> str:
        return visits.shown_of(self.thread, page=1) if self.thread.pages == 1 else ""

    @property
    def parent_text(self) -> str:
        question = self.question
        return f"{question.title}\n{question.body}" if question and question.status == Status.PUBLISHED else ""

    def check_open(self, member=None) -> None:
        met = self._read_question(member)
        if not met or not self.thread or not self.thread.is_open_to(member or AnonymousUser()) or not self.thread.owner:
            raise Gone(_("The page you wrote on is no longer there."))
        if self.thread.locked:
            raise Gone(_("This page was closed for new replies."))

    def names_of(self, writer) -> Names:
        return used_by(writer, self.thread) if writer.is_authenticated else Names()

    def _read_question(self, member) -> bool:
        """Read the thread's question, if it has one, and whether something was typed here before.

        Returns whether its asker and the member meet. All in one question to the database, with the thread.
        """
        known = "thread" in vars(self)
        thread = self.thread if known else _number(self.key)
        questions = Post.objects.filter(thread=thread, answer_no=0).select_related("thread")
        if member:
            unmet = ExpressionWrapper(not_met_by(member), output_field=BooleanField())
            typed = Exists(Draft.objects.filter(member=member, place=self.key))
            questions = questions.annotate(unmet=unmet, has_draft=typed)
        self.question = questions.first()
        if self.question and not known:
            self.thread = self.question.thread
        self.has_draft = getattr(self.question, "has_draft", True)
        return not getattr(self.question, "unmet", False)

    def assess(self, fields: dict, author, *, hinted_lately: int = 0) -> Assessment:
        owner = self.thread.owner
        return assess(
            title=owner.thread_title,
            body=fields["body"],
            where=owner.reply_kind,
            author=author,
            parent=self.parent_text,
            hinted_lately=hinted_lately,
        )

    def send(self, fields: dict, author, assessment: Assessment) -> Post:
        return actions.submit_answer(self.thread, _sent(fields, author, assessment))


class ReplyPlace(AnswerPlace):
    """A reply to an answer."""

    def __init__(self, key: str):
        Place.__init__(self, key)
        self.answer = Post.objects.filter(pk=_number(key), answer_no__gt=0).select_related("thread", "author").first()
        if self.answer and self.answer.reply_no:
            # Two levels: a reply to a reply stands under the same answer.
            self.addressed, self.answer = self.answer, self.answer.answer
        else:
            self.addressed = self.answer
        self.thread = self.answer.thread if self.answer else None

    @property
    def url(self) -> str:
        return reverse("discussion:reply", args=[self.addressed.pk])

    @property
    def back_url(self) -> str:
        return self.addressed.get_absolute_url()

    @property
    def shown(self) -> str:
        post = self.addressed
        return visits.shown_of(self.thread, page=post.page, answer=post.answer_no if post.reply_no > REPLIES_SHOWN else 0)

    @property
    def parent_text(self) -> str:
        return self.addressed.body

    @property
    def answers_text(self) -> str:
        return plain_text(without_quotes(self.addressed.html))

    def check_open(self, member=None) -> None:
        super().check_open(member)
        reader = member or AnonymousUser()
        if not Post.objects.readable_by(reader).published().filter(pk=self.addressed.pk).exists():
            raise Gone(_("The text you replied to is no longer there."))

    def send(self, fields: dict, author, assessment: Assessment) -> Post:
        return actions.submit_reply(self.answer, _sent(fields, author, assessment))


class EditPlace(Place):
    """The author's own text, written anew."""

    def __init__(self, key: str, post: Post | None = None):
        super().__init__(key)
        self.post = post or Post.objects.filter(pk=_number(key)).select_related("thread", "author").first()

    @property
    def audience(self) -> str:
        return self.post.thread.audience

    @property
    def asks_title(self) -> bool:
        return self.post.is_question

    @property
    def heading(self) -> str:
        return _("Edit your text")

    @property
    def send_label(self) -> str:
        return _("Save changes")

    @property
    def url(self) -> str:
        return reverse("discussion:edit", args=[self.post.pk])

    @property
    def back_url(self) -> str:
        return self.post.get_absolute_url()

    @property
    def back_label(self) -> str:
        return self.post.context_title or super().back_label

    def form_class(self) -> type:
        from .forms import EditForm

        return EditForm

    @property
    def newest(self):
        """The text to start from: the edit that waits, or the public text."""
        return self.post.proposal or self.post

    def initial(self) -> dict:
        return {"title": self.newest.title, "body": quoting.for_editing(self.newest.body, self.post.author), "based_on": self.post.latest_version}

    def check_open(self, member=None) -> None:
        # Checked here too, not only by the view: a kept text comes by another way.
        if member is None or self.post is None or self.post.author_id != member.pk:
            raise Gone(_("This text is not yours to edit. What you typed is kept below so that you can copy it."))
        if self.post.status not in (Status.PUBLISHED, Status.HELD, Status.RETURNED):
            raise Gone(_("This text can no longer be edited."))

    def assess(self, fields: dict, author, *, hinted_lately: int = 0) -> Assessment:
        post = self.post
        return assess(
            title=fields.get("title", "") if post.is_question else post.context_title,
            body=fields["body"],
            where=post.where,
            author=author,
            parent=post.parent_text,
            previous=f"{post.title}\n{post.body}".strip() if post.status == Status.PUBLISHED else "",
            hinted_lately=hinted_lately,
        )

    def send(self, fields: dict, author, assessment: Assessment) -> Post:
        title = fields.get("title", "") if self.post.is_question else ""
        actions.edit(
            self.post, title=title, body=fields["body"], assessment=assessment, based_on=fields["based_on"]
        )
        return self.post


def _sent(fields: dict, author, assessment: Assessment) -> actions.Sent:
    return actions.Sent(
        author=author,
        title=fields.get("title", ""),
        body=fields["body"],
        key=fields["key"],
        assessment=assessment,
        anonymous=fields.get("anonymous", False),
        for_members=fields.get("written_for") == Audience.MEMBERS,
    )


def _number(key: str) -> int:
    number = key.partition(":")[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0


_KINDS: dict[str, Callable[[str], Place]] = {"thread": AnswerPlace, "answer": ReplyPlace, "edit": EditPlace}


def add_kind(name: str, make: Callable[[str], Place]) -> None:
    """A room above adds the places that only it knows (the forum: asking a question)."""
    _KINDS[name] = make


def find(key: str) -> Place:
    """The place a key names. Raises Gone for a key that names none."""
    if len(key) > MAX_KEY:
        raise Gone(_("The page you wrote on is no longer there."))
    make = _KINDS.get(key.partition(":")[0])
    if make is None:
        raise Gone(_("The page you wrote on is no longer there."))
    return make(key)

"""Asking: the one place that makes a new thread."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from detector import Assessment
from discussion import actions as discussion
from discussion.models import Audience, Post
from discussion.places import Gone, Place
from moderation.screening import assess

from . import actions
from .models import Board
from .similar import similar_for


class AskPlace(Place):
    """A new question, on a board that the form names."""

    asks_title = True
    section = "ask"
    is_live = True

    @property
    def heading(self) -> str:
        return _("Ask a question")

    @property
    def send_label(self) -> str:
        return _("Post question")

    @property
    def url(self) -> str:
        return reverse("forum:ask")

    @property
    def back_label(self) -> str:
        return _("Forum")

    @property
    def back_url(self) -> str:
        return reverse("forum:index")

    def form_class(self) -> type:
        from .forms import QuestionForm

        return QuestionForm

    def check_open(self, member=None) -> None:
        if not Board.objects.exists():
            raise Gone(_("There is no board to ask on yet."))

    def assess(self, fields: dict, author, *, hinted_lately: int = 0) -> Assessment:
        return assess(
            title=fields.get("title", ""),
            body=fields["body"],
            where="topic",
            author=author,
            hinted_lately=hinted_lately,
        )

    def before_sending(self, request: HttpRequest, form) -> dict | None:
        """What may answer the question already, shown once."""
        if request.POST.get("similar_seen"):
            return None
        similar = similar_for(request)
        if not similar:
            return None
        label = _("None of these, post my question")
        return {"before_sending": "forum/ask/_before_sending.html", "similar": similar, "send_label": label}

    def send(self, fields: dict, author, assessment: Assessment) -> Post:
        sent = discussion.Sent(
            author=author,
            title=fields["title"],
            body=fields["body"],
            key=fields["key"],
            assessment=assessment,
            anonymous=fields.get("anonymous", False),
        )
        audience = fields.get("audience") or Audience.EVERYONE
        return actions.ask(fields["board"], sent, audience=audience, tags=fields.get("tags", ()))

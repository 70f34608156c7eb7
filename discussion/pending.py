"""A visitor's text, kept for a day until they have joined. The signed cookie holds only its token."""

from django.http import HttpRequest, HttpResponse

from .models import PendingText
from .models.draft import PENDING_FOR

COOKIE = "pending"
SALT = "discussion.pending"


def keep(request: HttpRequest, response: HttpResponse, *, place: str, fields: dict) -> None:
    """Store the text and set the cookie. A text kept before from this browser for the same place is replaced."""
    text = peek(request)
    if text is None or text.place != place:
        text = PendingText(place=place)
    text.fields = fields
    text.save()
    response.set_signed_cookie(
        COOKIE,
        text.token,
        salt=SALT,
        max_age=PENDING_FOR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def peek(request: HttpRequest) -> PendingText | None:
    """The text this browser's cookie names, if it is less than a day old."""
    token = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=PENDING_FOR)
    return PendingText.objects.alive().filter(token=token).first() if token else None


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """The text has found its place: drop it and the cookie."""
    if text := peek(request):
        text.delete()
    response.delete_cookie(COOKIE, samesite="Lax")

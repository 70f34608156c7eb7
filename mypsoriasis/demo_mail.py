"""Mail of the demo, read in the browser: codes and notices can be followed without a mail server."""

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

LOOPBACK = ("127.0.0.1", "::1")
NEWEST = 50


def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails, newest first. Only for the machine the demo runs on."""
    if request.META.get("REMOTE_ADDR") not in LOOPBACK:
        raise Http404
    response = render(request, "demo_mail.html", {"mails": _newest()})
    response.headers["Cache-Control"] = "no-store"
    return response


def _newest() -> list[dict]:
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True) if folder.exists() else []
    return [mail for file in files[:NEWEST] for mail in _read(file)]


def _read(file: Path) -> list[dict]:
    # Django's file backend writes the mails of one connection into one file, with a line of dashes between.
    parts = file.read_bytes().split(b"-" * 79)
    return [_described(email.message_from_bytes(part.strip(), policy=default)) for part in parts if part.strip()]


def _described(message: EmailMessage) -> dict:
    body = message.get_body(("plain",))
    return {
        "to": message["To"],
        "subject": message["Subject"],
        "date": message["Date"],
        "text": body.get_content() if body else "",
    }


urlpatterns = [path("", mails, name="demo_mail")]

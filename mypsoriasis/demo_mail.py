"""Mail of the demo, read in the browser: codes and notices can be followed without a mail server."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

LOOPBACK = ("127.0.0.1", "::1")
NEWEST = 50
# Django's file backend writes the mails of one connection into one file, with a line of dashes after each.
BETWEEN = re.compile(rb"^-{79}\r?\n", re.MULTILINE)
CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails, newest first. Only for the machine the demo runs on."""
    # A proxy in front would make everybody look like this machine.
    if request.META.get("REMOTE_ADDR") not in LOOPBACK or "X-Forwarded-For" in request.headers:
        raise Http404
    response = render(request, "demo_mail.html", {"mails": _newest()})
    response.headers["Cache-Control"] = "no-store"
    return response


def _newest() -> list[dict]:
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [mail for file in files[:NEWEST] for mail in _read(file)]


def _read(file: Path) -> list[dict]:
    """The mails of one file, the last one first."""
    parts = [part for part in BETWEEN.split(file.read_bytes()) if part.strip()]
    return [_described(email.message_from_bytes(part, policy=default)) for part in reversed(parts)]


def _described(message: EmailMessage) -> dict:
    body = message.get_body(("plain",))
    text = body.get_content().strip() if body else ""
    code = CODE.search(text)
    return {
        "to": message["To"],
        "subject": message["Subject"],
        "date": message["Date"].datetime,
        "text": text,
        "code": code[1] if code else "",
    }


urlpatterns = [path("", mails, name="demo_mail")]

"""Members who write over HTTP while processes die, and send again what was not acknowledged, as people do."""

import threading
import time
import uuid
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from random import Random
from urllib.parse import urlencode

from django.urls import resolve, reverse

from members.models import Member
from mypsoriasis.bench.session import sign_in

ANSWERS_WITHIN = 60  # seconds
ACKNOWLEDGED, STALE = 302, 409
SERVER_ERROR = 500
ANSWER, REPLY, EDIT, REACT = "answer", "reply", "edit", "react"
# What they do, as often as it stands here.
MIX = (ANSWER, ANSWER, ANSWER, REPLY, REPLY, EDIT, REACT, REACT)
PAUSE_BEFORE_AGAIN = 0.05  # seconds


@dataclass
class Deed:
    """One form that a member sends until it is answered. post: what it made, or what it is about."""

    kind: str
    member: int
    url: str
    fields: dict
    post: int = 0
    attempts: int = 0
    status: int = 0

    @property
    def acknowledged(self) -> bool:
        # An edit that was stored before its process died is stale when it comes again.
        return self.status == ACKNOWLEDGED or (self.kind == EDIT and self.attempts > 1 and self.status == STALE)


class Poster(threading.Thread):
    """Writes until told to stop, and then finishes what it is at.

    answers: numbers and authors of the answers that all posters have written, which they share.
    """

    def __init__(self, port: int, member: Member, threads: list[int], answers: list[tuple[int, int]], random: Random):
        super().__init__(daemon=True)
        self.port, self.member, self.threads, self.answers, self.random = port, member, threads, answers, random
        self.cookie, self.csrf = sign_in(member)
        self.stopping = threading.Event()
        self.deeds: list[Deed] = []
        self.answered = 0
        self.versions: dict[int, int] = {}  # of own answers: the newest version
        self.thanked: set[int] = set()
        self.connection: HTTPConnection | None = None

    def run(self) -> None:
        while not self.stopping.is_set():
            deed = self._next()
            self.deeds.append(deed)
            self._carry_out(deed)
            self.answered += 1
            if deed.acknowledged:
                self._remember(deed)

    def _next(self) -> Deed:
        kind = self.random.choice(MIX)
        new = {"body": self._text(), "key": str(uuid.uuid4()), "act": "send"}
        if kind == EDIT and self.versions:
            post = self.random.choice(list(self.versions))
            based_on = {"based_on": self.versions[post]}
            return self._deed(EDIT, reverse("discussion:edit", args=[post]), new | based_on, post)
        others = [post for post, author in self.answers if author != self.member.pk and post not in self.thanked]
        if kind == REACT and others:
            post = self.random.choice(others)
            return self._deed(REACT, reverse("discussion:react", args=[post]), {"mark": "thanks:1"}, post)
        if kind == REPLY and others:
            return self._deed(REPLY, reverse("discussion:reply", args=[self.random.choice(others)]), new)
        return self._deed(ANSWER, reverse("discussion:answer", args=[self.random.choice(self.threads)]), new)

    def _text(self) -> str:
        return f"Number {uuid.uuid4().hex}. My elbows were calm this week, and I slept well."

    def _deed(self, kind: str, url: str, fields: dict, post: int = 0) -> Deed:
        return Deed(kind, self.member.pk, url, fields, post)

    def _carry_out(self, deed: Deed) -> None:
        """Send it until something is answered that is no error of the server's."""
        body = urlencode(deed.fields | {"csrfmiddlewaretoken": self.csrf})
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        while not deed.status or deed.status >= SERVER_ERROR:
            deed.attempts += 1
            try:
                if self.connection is None:
                    self.connection = HTTPConnection("127.0.0.1", self.port, timeout=ANSWERS_WITHIN)
                self.connection.request("POST", deed.url, body, headers)
                response = self.connection.getresponse()
                response.read()
                self._note(deed, response)
            except (OSError, HTTPException):
                self._close()
                time.sleep(PAUSE_BEFORE_AGAIN)

    def _note(self, deed: Deed, response: HTTPResponse) -> None:
        deed.status = response.status
        location = response.getheader("Location", "")
        if response.status == ACKNOWLEDGED and deed.kind in (ANSWER, REPLY):
            deed.post = resolve(location).kwargs["pk"]
        if response.will_close:
            self._close()

    def _close(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None

    def _remember(self, deed: Deed) -> None:
        if deed.kind == ANSWER:
            self.versions[deed.post] = 1
            self.answers.append((deed.post, deed.member))
        elif deed.kind == EDIT:
            self.versions[deed.post] += 1
        elif deed.kind == REACT:
            self.thanked.add(deed.post)

"""An address longer than the server reads is answered by a page of the site."""

import socket

from gunicorn.http.errors import InvalidRequestLine, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from mypsoriasis.longlines import Worker


def answer_to(wrong: Exception) -> str:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Worker.handle_error(Worker.__new__(Worker), None, ours, ("127.0.0.1", 1), wrong)
        return theirs.recv(4096).decode()


def test_it_leads_to_a_page_that_says_so(client, db):
    head, _end, body = answer_to(LimitRequestLine(10_524, 8190)).partition("\r\n\r\n")
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])

    assert head.startswith("HTTP/1.1 303 ")
    assert (fields["Content-Length"], fields["Connection"], body) == ("0", "close", "")
    page = client.get(fields["Location"])
    assert page.status_code == 400
    assert "That is too long to look for. Use a few words only, at most 200 characters." in page.text
    assert 'type="search" name="q" value=""' in page.text


def test_other_mistakes_are_left_to_the_server(monkeypatch):
    left = []
    monkeypatch.setattr(ThreadWorker, "handle_error", lambda *given: left.append(given[-1]))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Worker.handle_error(Worker.__new__(Worker), None, ours, ("127.0.0.1", 1), InvalidRequestLine("x"))

    assert [type(wrong) for wrong in left] == [InvalidRequestLine]

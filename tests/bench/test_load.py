"""The load: it counts what was answered, as it was answered."""

import socketserver
import threading
from urllib.parse import parse_qs

import pytest

from mypsoriasis.bench import load
from mypsoriasis.bench.load import BODY, KEY, Order, carry_out, request_of


class Handler(socketserver.StreamRequestHandler):
    """Answers each request of a kept-alive connection, in two pieces, and remembers it."""

    def handle(self):
        while line := self.rfile.readline():
            headers, length = [line.decode().strip()], 0
            while (header := self.rfile.readline().decode().strip()):
                headers.append(header)
                if header.lower().startswith("content-length:"):
                    length = int(header.partition(":")[2])
            body = self.rfile.read(length).decode()
            self.server.seen.append((headers, body))
            self.wfile.write(self.server.answer[:20])
            self.wfile.flush()
            self.wfile.write(self.server.answer[20:])


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        """The load closes its connections when it is done, perhaps in the middle of an answer."""


@pytest.fixture
def server():
    """A server whose answer a test may set."""
    with Server(("127.0.0.1", 0), Handler) as listening:
        listening.seen, listening.answer = [], b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
        threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        yield listening
        listening.shutdown()


def order(server, **fields) -> Order:
    return Order(server.server_address[1], "/page/", **{"seconds": 5.0, "at_most": 40} | fields)


def test_it_asks_until_it_has_asked_often_enough(server):
    answered = carry_out(order(server))

    assert answered.requests == len(server.seen) == 40
    assert answered.wrong == 0
    assert answered.seconds > 0
    assert answered.bytes == len(server.answer)


def test_it_stops_when_its_time_is_over(server):
    answered = carry_out(order(server, seconds=0.05, at_most=10**9))

    assert load.CONNECTIONS <= answered.requests == len(server.seen)
    assert answered.seconds < 5


def test_it_asks_for_the_page_with_gzip_and_the_cookie_it_was_given(server):
    carry_out(order(server, cookie="sessionid=abc", at_most=1))

    headers, body = server.seen[0]
    assert headers[0] == "GET /page/ HTTP/1.1"
    assert {"Accept-Encoding: gzip", "Cookie: sessionid=abc"} <= set(headers)
    assert body == ""


def test_answers_of_another_status_are_counted_as_wrong(server):
    server.answer = b"HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n"

    answered = carry_out(order(server))
    assert answered.wrong == answered.requests == 40


def test_what_is_posted_differs_from_request_to_request(server):
    server.answer = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"
    carry_out(order(server, form=f"act=send&body={BODY}&key={KEY}", status=302))

    forms = [parse_qs(body) for _headers, body in server.seen]
    assert len({form["key"][0] for form in forms}) == len({form["body"][0] for form in forms}) == len(forms)
    assert all("My elbows were calm" in form["body"][0] for form in forms)
    assert server.seen[0][0][0] == "POST /page/ HTTP/1.1"


def test_the_length_of_a_post_is_its_length_in_bytes():
    head, _blank, body = request_of(Order(1, "/", form=f"body={BODY}"), 1).partition(b"\r\n\r\n")

    assert f"Content-Length: {len(body)}".encode() in head


def test_a_server_that_is_not_there_is_an_error():
    with pytest.raises((OSError, TimeoutError)):
        carry_out(Order(_closed_port(), "/"))


def _closed_port() -> int:
    with socketserver.TCPServer(("127.0.0.1", 0), None) as gone:
        return gone.server_address[1]


def test_an_answer_without_a_length_is_an_error(server):
    server.answer = b"HTTP/1.1 200 OK\r\nX-Nothing: 1\r\n\r\nhello"

    with pytest.raises(ValueError, match="Content-Length"):
        carry_out(order(server))

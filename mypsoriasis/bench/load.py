"""The load: a process of its own that asks one address over a few kept-alive connections, as fast as it is answered.

Reads one order per line from standard input and writes one answer per line. It speaks HTTP itself,
because Python's own client would cost more than the pages it measures.
"""

import json
import selectors
import socket
import sys
import time
import uuid
from dataclasses import asdict, dataclass
from statistics import median
from urllib.parse import quote

CONNECTIONS = 4
ANSWERS_WITHIN = 20  # seconds
BODY, KEY = "__BODY__", "__KEY__"


@dataclass(frozen=True)
class Order:
    """form: what to post, with __BODY__ and __KEY__ where each request has its own; empty: GET.

    connections: with one, a request is sent when the one before it is answered.
    """

    port: int
    path: str
    cookie: str = ""
    form: str = ""
    status: int = 200
    seconds: float = 1.0
    at_most: int = 1_000_000
    connections: int = CONNECTIONS


@dataclass
class Answered:
    """wrong: answers with another status than expected. bytes: of the last answer, with its headers.

    median_ms: from sending a request to having the whole answer.
    """

    requests: int = 0
    seconds: float = 0.0
    wrong: int = 0
    bytes: int = 0
    median_ms: float = 0.0


class Connection:
    """One kept-alive connection with at most one request on its way."""

    def __init__(self, order: Order):
        self.order = order
        self.received = b""
        self.length = -1  # of the whole answer, once its headers are read
        self.sent_at = 0.0
        self.socket = socket.create_connection(("127.0.0.1", order.port), ANSWERS_WITHIN)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, number: int) -> None:
        self.received, self.length, self.sent_at = b"", -1, time.perf_counter()
        self.socket.sendall(request_of(self.order, number))

    def receive(self) -> int:
        """Read what has come; the answer's status when it is complete, else 0. Raises ConnectionError."""
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise ConnectionError("The server closed the connection.")
        self.received += piece
        if self.length < 0 and (end := self.received.find(b"\r\n\r\n")) >= 0:
            self.length = end + 4 + _content_length(self.received[:end])
        return int(self.received[9:12]) if 0 <= self.length <= len(self.received) else 0


def request_of(order: Order, number: int) -> bytes:
    head = [
        f"{'POST' if order.form else 'GET'} {order.path} HTTP/1.1",
        f"Host: 127.0.0.1:{order.port}",
        "Accept-Encoding: gzip",
    ]
    if order.cookie:
        head.append(f"Cookie: {order.cookie}")
    body = ""
    if order.form:
        body = order.form.replace(BODY, quote(text_of(number))).replace(KEY, str(uuid.uuid4()))
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def text_of(number: int) -> str:
    """A reply that nobody has sent before, about as long as most."""
    return (
        f"This is reply number {number} of run {uuid.uuid4().hex[:6]}. My elbows were calm this month, and I told my "
        "sister about it after a swim. For me long sleeves made the day easier, nothing more than that.\n\n"
        "Some weeks I hardly think about it. How is it for you in winter?"
    )


def carry_out(order: Order) -> Answered:
    answered = Answered()
    selector = selectors.DefaultSelector()
    connections = [Connection(order) for _ in range(order.connections)]
    took = []
    started = time.perf_counter()
    stop_at, sent = started + order.seconds, 0
    try:
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(sent := sent + 1)
        waiting = len(connections)
        while waiting:
            ready = selector.select(ANSWERS_WITHIN)
            if not ready:
                raise TimeoutError(f"No answer from {order.path} within {ANSWERS_WITHIN} seconds.")
            for key, _events in ready:
                if not (status := key.data.receive()):
                    continue
                took.append(time.perf_counter() - key.data.sent_at)
                answered.requests += 1
                answered.wrong += status != order.status
                answered.bytes = key.data.length
                if time.perf_counter() < stop_at and sent < order.at_most:
                    key.data.send(sent := sent + 1)
                else:
                    waiting -= 1
        answered.seconds, answered.median_ms = time.perf_counter() - started, 1000 * median(took)
    finally:
        selector.close()
        for connection in connections:
            connection.socket.close()
    return answered


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError("An answer without Content-Length.")


def main() -> None:
    for line in sys.stdin:
        try:
            answer = asdict(carry_out(Order(**json.loads(line))))
        except (OSError, ValueError) as error:
            answer = {"error": str(error) or type(error).__name__}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

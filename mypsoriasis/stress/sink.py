"""A mail server on loopback that delivers nothing and counts how often each mail came, by its Message-ID."""

import socketserver
import threading
from collections import Counter
from email import message_from_bytes


class _Session(socketserver.StreamRequestHandler):
    """As much SMTP as Python's own client speaks."""

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self._say("354 go on")
                mail = self._data()
                if mail is None:
                    return
                # Counted before it is acknowledged: what the site takes for sent has been counted.
                self.server.took(mail)
                self._say("250 ok")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self) -> bytes | None:
        """None when the sender was gone before the mail was whole."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return None
            lines.append(line)
        return b"".join(lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """with Sink() as sink: … sink.port, sink.times["<mail-1-…>"]"""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.port = self.server_address[1]
        self.times: Counter = Counter()
        self._lock = threading.Lock()

    def __enter__(self) -> "Sink":
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_error) -> None:
        self.shutdown()
        self.server_close()

    def took(self, mail: bytes) -> None:
        with self._lock:
            self.times[message_from_bytes(mail)["Message-ID"]] += 1

    def handle_error(self, request, address) -> None:
        """A sender that is killed breaks its connection off, which is what this is for."""

"""Many threads that wait for each other and then act at the same moment, each with a database connection of its own."""

import queue
import threading
from collections.abc import Callable, Sequence

from django.db import connection


class Crowd:
    """The threads stay, and so do their connections: opening a hundred would take longer than a race."""

    def __init__(self, size: int):
        self.orders: queue.SimpleQueue = queue.SimpleQueue()
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(size)]

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error) -> None:
        for _ in self.threads:
            self.orders.put(None)
        for thread in self.threads:
            thread.join()

    def at_once(self, calls: Sequence[Callable[[], object]]) -> list[object]:
        """What each call returned, or the exception it raised, in their order. No more calls than threads."""
        outcomes: list[object] = [None] * len(calls)
        start, done = threading.Barrier(len(calls)), threading.Barrier(len(calls) + 1)
        for number, call in enumerate(calls):
            self.orders.put((number, call, start, done, outcomes))
        done.wait()
        return outcomes

    def _work(self) -> None:
        while order := self.orders.get():
            number, call, start, done, outcomes = order
            start.wait()
            try:
                outcomes[number] = call()
            except Exception as error:
                outcomes[number] = error
            done.wait()
        connection.close()

"""gunicorn's worker, which answers an address too long to be read with a page of the site instead of a bare one."""

from django.urls import reverse
from gunicorn.http.errors import LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

# Only the field of the search makes addresses of what somebody types.
ANSWER = "HTTP/1.1 303 See Other\r\nLocation: {url}?too_long=1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Worker(ThreadWorker):
    """gunicorn's limit stays: without one whoever sends a line that never ends would fill the memory."""

    def handle_error(self, req, client, addr, exc):
        if isinstance(exc, LimitRequestLine):
            write_nonblock(client, ANSWER.format(url=reverse("search:results")).encode())
        else:
            super().handle_error(req, client, addr, exc)

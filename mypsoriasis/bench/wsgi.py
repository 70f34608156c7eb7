"""The production entry, which also tells how much processor time its process has used so far."""

import os
import time

from django.core.wsgi import get_wsgi_application

from . import CPU_PATH

site = get_wsgi_application()


def application(environ, start_response):
    if environ["PATH_INFO"] != CPU_PATH:
        return site(environ, start_response)
    body = f"{os.getpid()} {time.process_time()}".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]

"""Is the process alive, and can it do its work?"""

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nobody."""
    response = HttpResponse("ok", content_type="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response


def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations and cache work; 503 with the name of what does not."""
    checks = {"database": _database, "migrations": _migrations, "cache": _cache}
    result = {}
    for name, check in checks.items():
        try:
            result[name] = check()
        except Exception:
            # Whatever the engine raises, the answer is the same and must not show its details.
            result[name] = False
    response = JsonResponse(result, status=200 if all(result.values()) else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    cache.set("readyz", "1", 5)
    return cache.get("readyz") == "1"

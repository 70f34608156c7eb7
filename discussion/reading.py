"""Questions to the database whose SQL Django builds once.

Building a question costs up to ten times as much as asking it, and it is the same for every page
of every thread. What is asked stays with the querysets: this module only keeps their SQL.
"""

from collections.abc import Callable, Mapping
from functools import cache

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.db.models import F, Field, Model, QuerySet

from members.visitor import AsVisitor

from .models import Post, Thread
from .models.thread import ANSWERS_PER_PAGE

MOST = 2**63 - 1  # what a database takes for a number
# Values that stand for the real ones while the SQL is built: small enough for every engine, and nobody's.
SOME_THREAD, SOME_READER, SOME_PAGE = 2_000_000_001, 2_000_000_002, 100_000_000


class Prepared:
    """A queryset, built with some values and asked with others.

    related: of each row that comes along, the fields to load, as {"author": ("id", "username")}.
    """

    def __init__(self, model: type[Model], build: Callable[[], QuerySet], related: Mapping[str, tuple[str, ...]]):
        self.model, self.build, self.related = model, build, related
        self._statement = cache(self._build_statement)

    def rows(self, values: Mapping[int, int]) -> list[Model]:
        """values: for each of the values it was built with, the real one. Each related field is loaded, no other."""
        if any(abs(value) > MOST for value in values.values()):
            return []
        sql, given = self._statement(self.model.objects.db)
        rows = list(self.model.objects.raw(sql, [values.get(value, value) for value in given]))
        for name, fields in self.related.items():
            self._attach(rows, name, fields)
        return rows

    def _attach(self, rows: list[Model], name: str, fields: tuple[str, ...]) -> None:
        related = self.model._meta.get_field(name).related_model
        convert = [_converter(related._meta.get_field(field), self.model.objects.db) for field in fields]
        columns = [_column(name, field) for field in fields]
        for row in rows:
            values = [to_python(vars(row)[column]) for to_python, column in zip(convert, columns, strict=True)]
            setattr(row, name, None if values[0] is None else related.from_db(row._state.db, fields, values))

    def _build_statement(self, database: str) -> tuple[str, tuple]:
        columns = {
            _column(name, field): F(f"{name}__{field}") for name, fields in self.related.items() for field in fields
        }
        queryset = self.build().using(database).select_related(None).annotate(**columns)
        return queryset.query.get_compiler(connection=connections[database]).as_sql()


def posts_of_page(thread: Thread, number: int, reader) -> list[Post]:
    """What Post.objects.shown_in(thread, reader, page=number) gives, with of each author the name alone."""
    real = {SOME_THREAD: thread.pk, SOME_READER: reader.pk or 0}
    real |= {_first(SOME_PAGE) + at: _first(number) + at for at in range(ANSWERS_PER_PAGE)}
    if isinstance(reader, AsVisitor):
        return list(Post.objects.shown_in(thread, reader, page=number))  # seldom asked for
    posts = (_FOR_MEMBERS if reader.is_authenticated else _FOR_VISITORS).rows(real)
    for post in posts:
        post.by_moderator = bool(post.by_moderator)  # SQLite says 0 or 1
    return posts


def _some_page(reader) -> QuerySet:
    return Post.objects.shown_in(SOME_THREAD, reader, page=SOME_PAGE)


def _first(page: int) -> int:
    """The first answer of a page."""
    return (page - 1) * ANSWERS_PER_PAGE + 1


def _converter(field: Field, database: str) -> Callable[[object], object]:
    """From what the database gives to what the field holds, as Django does for a model's own columns."""
    connection, column = connections[database], field.cached_col
    steps = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]

    def convert(value):
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert


def _column(name: str, field: str) -> str:
    return f"of_{name}_{field}"


_BYLINE = {"author": ("id", "username"), "alias": ("id", "number")}
_FOR_VISITORS = Prepared(Post, lambda: _some_page(AnonymousUser()), _BYLINE)
_FOR_MEMBERS = Prepared(Post, lambda: _some_page(get_user_model()(pk=SOME_READER)), _BYLINE)

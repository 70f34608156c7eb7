"""Which notices a member is shown: what is not theirs to read any more stands in no list and no number."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.auth import get_user_model
from django.db import connections
from django.db.models import Case, CharField, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from . import subjects, words
from .models import Follow, Notice

COUNTED_AT_MOST = 100  # of unread ones, in the menu
ROWS = 30  # of a page
LOOKED_AT = 1000  # of a member's notices the newest, so that the list costs the same for all
SOME_READER = 2_000_000_002  # stands for the real one while SQL is built; nobody's number


class NoSuchPage(Exception):
    """?before= names no row."""


@dataclass(frozen=True)
class Row:
    """Notices of one thread, or one that stands for itself. pk: the first of them, where reading begins; last: the
    newest. note: what of several is meant for the reader. place: what can be muted, if anything."""

    pk: int
    last: int
    is_unread: bool
    text: str
    note: str
    url: str
    at: datetime
    place: str
    is_muted: bool


def readable(reader) -> Q:
    """True of notices whose text the reader may read now, and of those that are about no text."""
    shown = Q(subject_type="")
    for name, subject in subjects.all_named().items():
        shown |= Q(subject_type=name) & Q(Exists(subject.open_to(reader).filter(pk=OuterRef("subject_id"))))
    return shown


def shown_to(reader) -> QuerySet:
    return Notice.objects.told().filter(readable(reader), member=reader, in_app=True)


def unread_count(reader) -> int:
    """At most COUNTED_AT_MOST, so that it costs the same for all."""
    sql, given = _unread_sql(Notice.objects.db)
    with connections[Notice.objects.db].cursor() as cursor:
        cursor.execute(sql, [reader.pk if value == SOME_READER else value for value in given])
        return cursor.fetchone()[0]


@cache
def _unread_sql(database: str) -> tuple[str, tuple]:
    """Every page of a member asks this, and building it takes fifty times as long as the answer."""
    reader = get_user_model()(pk=SOME_READER)
    newest = _newest(reader).filter(read_at=None)[: 2 * COUNTED_AT_MOST]
    unread = shown_to(reader).filter(pk__in=newest).order_by().values("pk")[:COUNTED_AT_MOST]
    sql, given = unread.query.get_compiler(connection=connections[database]).as_sql()
    return f"SELECT COUNT(*) FROM ({sql}) AS unread", given


def page(reader, *, before: str = "") -> tuple[list[Row], str]:
    """Rows after the one that `before` names, and the name of the last one if there are more. Raises NoSuchPage."""
    groups = _groups(reader, before)[: ROWS + 1]
    shown = groups[:ROWS]
    older = _cursor(shown[-1]) if len(groups) > ROWS else ""
    firsts = Notice.objects.in_bulk([group["first"] for group in shown])
    texts = _described(firsts.values(), reader)
    places = [notice.place for notice in firsts.values() if notice.place]
    muted = set(Follow.objects.filter(member=reader, what__in=places, muted=True).values_list("what", flat=True))
    rows = [_row(group, firsts[group["first"]], texts, muted) for group in shown if group["first"] in firsts]
    return rows, older


def _groups(reader, before: str) -> list[dict]:
    """Unread ones first, then by the newest notice of each."""
    alone = Concat(Value("notice:"), Cast("pk", CharField(max_length=20)))
    groups = (
        shown_to(reader)
        .filter(pk__in=_newest(reader)[:LOOKED_AT])
        .order_by()
        .annotate(row=Case(When(place="", then=alone), default=F("place")), is_unread=Q(read_at=None))
        .values("row", "is_unread")
        .annotate(
            count=Count("pk"),
            first=Min("pk"),
            last=Max("pk"),
            at=Max("created_at"),
            mentions=Count("pk", filter=Q(kind=Notice.Kind.MENTION)),
            replies=Count("pk", filter=Q(kind=Notice.Kind.REPLY)),
        )
    )
    if before:
        groups = groups.filter(_after(before))
    return list(groups.order_by("-is_unread", "-last")[: ROWS + 1])


def _newest(reader) -> QuerySet:
    """To be cut: of these few the database asks one by one who may read them. Of many it would ask all texts first."""
    return Notice.objects.told().filter(member=reader, in_app=True).order_by("-pk").values("pk")


def _cursor(group: dict) -> str:
    return f"{'new' if group['is_unread'] else 'read'}-{group['last']}"


def _after(before: str) -> Q:
    section, _dash, number = before.partition("-")
    if section not in ("new", "read") or not (number.isascii() and number.isdigit() and len(number) < 18):
        raise NoSuchPage(before)
    further = Q(is_unread=section == "new", last__lt=int(number))
    return further | Q(is_unread=False) if section == "new" else further


def _described(notices, reader) -> dict[tuple, subjects.Described]:
    found = {}
    for name, subject in subjects.all_named().items():
        pks = [notice.subject_id for notice in notices if notice.subject_type == name]
        described = subject.described(pks, reader) if pks else {}
        found |= {(name, pk): text for pk, text in described.items()}
    return found


def _row(group: dict, first: Notice, texts: dict, muted: set[str]) -> Row:
    text = texts.get((first.subject_type, first.subject_id))
    several = group["count"] > 1
    if text is None:
        said = first.text
    elif several:
        said = words.several(text, count=group["count"], is_new=group["is_unread"])
    else:
        said = words.one(first.kind, text)
    return Row(
        pk=first.pk,
        last=group["last"],
        is_unread=group["is_unread"],
        text=said,
        note=words.among(mentions=group["mentions"], replies=group["replies"]) if several else "",
        url=first.url,
        at=group["at"],
        place=first.place,
        is_muted=first.place in muted,
    )

"""The house: a room imports only rooms below it. Function-level imports and string foreign keys count."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# Top to bottom; docs/architecture.md says what each is for.
ROOMS = [
    "mypsoriasis",
    "newsletter",
    "articles",
    "forum",
    "discussion",
    "moderation",
    "notifications",
    "search",
    "register",
    "members",
    "rendering",
    "detector",
]
# Neighbours that do not know each other although one stands above the other.
STRANGERS = {("articles", "forum"), ("search", "register"), ("notifications", "search")}
STRING_KEY = re.compile(rf"""["']({'|'.join(ROOMS)})\.[A-Z]\w+["']""")


def modules(room):
    return [path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]


def imported_rooms(source: str) -> set[str]:
    found = set(STRING_KEY.findall(source))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.split(".")[0])
    return found & set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_below_it(room):
    allowed = set(ROOMS[ROOMS.index(room) :])
    wrong = {
        str(path.relative_to(ROOT)): sorted(bad)
        for path in modules(room)
        if (bad := {other for other in imported_rooms(path.read_text()) if other not in allowed or (room, other) in STRANGERS})
    }
    assert not wrong


def test_the_detector_knows_no_django():
    sources = [path.read_text() for path in modules("detector")]
    assert sources
    assert not [source for source in sources if re.search(r"^\s*(from|import) django", source, re.M)]


def test_only_rendering_marks_text_safe():
    """fragments.py and the tag of posts hand on what our own templates rendered."""
    allowed = {"discussion/fragments.py"}
    marking = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        if room != "rendering"
        for path in modules(room)
        if re.search(r"\b(mark_safe|SafeString|SafeText)\(", path.read_text())
    }
    assert marking <= allowed


def test_our_own_rooms_send_each_other_no_signals():
    """post_migrate is Django's own, for what only the database can hold."""
    users = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in modules(room)
        if re.search(r"_?\w+\.connect\(|@receiver|django\.dispatch", path.read_text())
    }
    assert users <= {"moderation/apps.py", "members/apps.py", "search/apps.py"}

"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WORD = re.compile(r"\S+\s*|\s+")
# Above it comparing takes longer than a reader waits: the part that differs is then shown as one.
MOST_PAIRS = 4_000_000


def word_diff(old: str, new: str) -> SafeString:
    """The new text with <ins> around added and <del> around dropped words, everything escaped."""
    before, after = WORD.findall(_with_one_kind_of_line_end(old)), WORD.findall(_with_one_kind_of_line_end(new))
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    middle = _changes(before[head : len(before) - tail], after[head : len(after) - tail])
    same_end = after[len(after) - tail :]
    return format_html("{}{}{}", "".join(after[:head]), middle, "".join(same_end))


def _changes(old: list[str], new: list[str]) -> SafeString:
    if len(old) * len(new) > MOST_PAIRS:
        steps = [("replace", 0, len(old), 0, len(new))]
    else:
        steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return format_html_join("", "{}", ((_step(kind, old[a:b], new[c:d]),) for kind, a, b, c, d in steps))


def _step(kind: str, old: list[str], new: list[str]) -> SafeString:
    if kind == "equal":
        return format_html("{}", "".join(new))
    # Screen readers pass over <ins> and <del> in silence, so a word says it too.
    said = '<{0}><span class="visually-hidden">{1} </span>{2}</{0}>'
    parts = [("del", _("[dropped:]"), "".join(old)), ("ins", _("[added:]"), "".join(new))]
    return format_html_join("", said, (part for part in parts if part[2]))


def _alike(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _with_one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")

"""Phrases that mean something here, kept as data in lexicon/*.txt and found in one pass.

A file has classes, `[class]`, with one phrase a line. `[class as code]` names the reason when it is another than
the class's own. `[class as hint]` are words that alone mean too little to be one, `body` and `mocked` speak of it
otherwise; of two phrases of a class the longer tells. A phrase is a row of places; a place is a word, some
words (`dm|pm`), the start of a word (`recommend*`), `#` for a number, `^` for a name, `_` for any one word, or
a set defined above (`@me = me|us`, then `{me}`). `?` after a place makes it optional, `__` stands for up to
three words. Matching walks a tree of words, so its time grows with the text and not with the phrases. A line
of many choices stands for very many phrases, so the tree grows only where texts have led into it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

NUMBER, NAME, ANY, END = "#", "^", "_", "\0"
HINT, BODY, MOCKED = "hint", "body", "mocked"


@dataclass(frozen=True)
class Lexicon:
    tree: dict
    stems: frozenset[str]
    words: frozenset[str]
    sensitive: frozenset[str]

    def keys(self, word: str) -> tuple[str, ...]:
        """The branches a word may follow: itself, and every stem it starts with."""
        found = [word, word[:-2]] if word.endswith("'s") else [word]
        for length in range(3, len(word) + 1):
            if word[:length] in self.stems:
                found.append(word[:length] + "*")
        return tuple(found)


# Classes whose words are worth hiding, and therefore worth finding when hidden.
WORTH_HIDING = frozenset(
    ("treatment", "contact", "channel", "seller", "product", "event", "paid_trial", "discount", "provider_word")
)


# What may follow: from a word to the steps after it; END holds the classes of the phrases that are complete here.
Step = dict[str, list]


def _line(line: str, name: str, sets: dict[str, str]) -> Step:
    """The first step of the phrases that one line stands for; built from its end."""
    step: Step = {END: [name]}
    for place in reversed(line.split()):
        if place == "__":
            after = step
            for _ in range(3):
                step = _either({ANY: [step]}, after)
            continue
        optional = place.endswith("?") and len(place) > 1
        here = _choices(place[:-1] if optional else place, sets, step)
        step = _either(here, step) if optional else here
    step.pop(END, None)  # no phrase is empty
    return step


def _choices(place: str, sets: dict[str, str], after: Step) -> Step:
    for name, words in sets.items():
        place = place.replace("{" + name + "}", words)
    here: Step = {}
    for choice in place.split("|"):
        following = after
        if not choice:
            raise ValueError(f"an empty choice in {place!r}")
        first, *rest = choice.split("+") if len(choice) > 1 else choice
        for word in reversed(rest):
            following = {word: [following]}
        here.setdefault(first, []).append(following)
    return here


def _either(*steps: Step) -> Step:
    """One step for several. What they lead to stays apart until a text asks for it."""
    found: Step = {}
    for step in steps:
        for way, following in step.items():
            found[way] = found.get(way, []) + following
    return found


def parse(text: str, sets: dict[str, str]) -> Iterator[tuple[str, Step]]:
    """The lines of one file with their classes. `sets` are those defined so far; the file adds its own."""
    name = ""
    for line in text.splitlines():
        line = line.split(" ;;")[0].strip()
        if not line or line.startswith(";;"):
            continue
        if line.startswith("["):
            name = line.strip("[]")
        elif line.startswith("@"):
            key, _, words = line[1:].partition(" = ")
            sets[key] = words
        else:
            yield name, _line(line, name, sets)


def build(lines: Iterable[tuple[str, Step]]) -> Lexicon:
    lines = list(lines)
    words: set[str] = set()
    sensitive: set[str] = set()
    stems: set[str] = set()
    for name, first in lines:
        for place in _places(first):
            if place.endswith("*"):
                stems.add(place[:-1])
            if place.rstrip("*").isalpha():
                words.add(place.rstrip("*"))
                if name.partition(" as ")[0] in WORTH_HIDING and len(place) >= 4:
                    sensitive.add(place.rstrip("*"))
    tree = _either(*(first for _, first in lines))
    return Lexicon(tree, frozenset(stems), frozenset(words), frozenset(sensitive))


def _places(first: Step) -> Iterator[str]:
    seen, open_steps = set(), [first]
    while open_steps:
        step = open_steps.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        for way, following in step.items():
            if way != END:
                yield way
                open_steps += following


def _grown(node: dict, way: str) -> dict | None:
    """Where a word leads from a node of the tree, made at the first visit."""
    following = node.get(way)
    if isinstance(following, list):
        following = node[way] = _either(*following)
        if END in following:
            following[END] = list(dict.fromkeys(following[END]))
    return following


def _read() -> Iterator[tuple[str, Step]]:
    sets: dict[str, str] = {}
    for path in sorted(files("detector").joinpath("lexicon").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".txt"):
            yield from parse(path.read_text("utf-8"), sets)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    return build(_read())


def vocabulary() -> frozenset[str]:
    return load().words


def sensitive() -> frozenset[str]:
    return load().sensitive


@lru_cache(maxsize=20000)
def keys(word: str) -> tuple[str, ...]:
    return load().keys(word)


def segment(joined: str) -> str:
    """Letters without spaces, cut into known words where that is possible ("stemcell" to "stem cell")."""
    low, known, parts, at = joined.lower(), vocabulary(), [], 0
    while at < len(low):
        for end in range(min(len(low), at + 16), at + 1, -1):
            if low[at:end] in known:
                parts.append(joined[at:end])
                at = end
                break
        else:
            return joined
    return " ".join(parts)


TOKEN = re.compile(r"[^\W_]{1,80}(?:'[^\W_]{1,10}){0,2}|[$€£¥%?!@+👆👇👉👈]|[\U0001F1E6-\U0001FAFF☎✉📞]")


class Hit(NamedTuple):
    """A phrase found: its class and its place, counted in tokens."""

    name: str
    first: int
    last: int


def find(words: Sequence[str], named: Sequence[bool]) -> list[Hit]:
    """All phrases in a row of lower-case words; named[i] tells whether word i is written like a name."""
    return find_in(load().tree, keys, words, named)


def find_in(tree: dict, keys: Callable[[str], tuple[str, ...]], words: Sequence[str],
            named: Sequence[bool]) -> list[Hit]:
    """The same with another lexicon's tree and its keys()."""
    hits: list[Hit] = []
    pairs = list(zip(words, named, strict=True))
    ways = {pair: _ways(keys(pair[0]), *pair) for pair in set(pairs)}
    begun = {pair: _following([tree], mine) for pair, mine in ways.items()}  # what a phrase that begins so leads to
    count = len(pairs)
    for first, pair in enumerate(pairs):
        reached, at = begun[pair], first
        while reached:
            hits += [Hit(name, first, at) for node in reached if END in node for name in node[END]]
            at += 1
            reached = _following(reached, ways[pairs[at]]) if at < count else []
    return hits


def _following(nodes: list[dict], ways: tuple[str, ...]) -> list[dict]:
    """Where one word leads from some nodes."""
    found = []
    for node in nodes:
        for way in ways:
            branch = node.get(way)
            if branch is not None:
                found.append(branch if type(branch) is dict else _grown(node, way))
    return found


def _ways(keys: tuple[str, ...], word: str, named: bool) -> tuple[str, ...]:
    ways = keys + (ANY,)
    if word[0].isdigit():
        ways += (NUMBER,)
    return ways + (NAME,) if named else ways

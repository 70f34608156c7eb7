"""Which words the texts hold, counted by the worker, for whoever mistypes one."""

import time
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from math import log, prod

from django.db import transaction

from .engines import All, Wanted
from .hooks import all_names
from .kin import family
from .marking import root
from .models import Document, Word
from .reader import EVERYONE
from .subjects import Subjects
from .words import COMMON, WORD, Query, Term

# The newest documents say what people write; counting all of a large forum would say little more.
COUNTED_DOCUMENTS = 50_000
READ_AT_ONCE = 1000
# A word in fewer texts of members may be anything: a name, or a slip as well. Of editors' texts each word counts.
MIN_DOCUMENTS = 3
SHORTEST, LONGEST = 3, 30  # characters
ALL = ""  # stands for the documents counted
MOST_WORDS = 20_000
HELD_FOR = 600  # seconds that a process may go on with the words it has read
WRITTEN_AT_ONCE = 1000


class Vocabulary:
    """The words as one process holds them."""

    def __init__(self, rows: Iterable[tuple[str, int]]):
        self.documents = dict(rows)
        self.counted = self.documents.pop(ALL, 0)
        self.most = max(self.documents.values(), default=0)

    @cached_property
    def roots(self) -> dict[str, int]:
        """In how many documents a word is, whatever its form."""
        found: dict[str, int] = {}
        for word, number in self.documents.items():
            stem = root(word)
            found[stem] = found.get(stem, 0) + number
        return found

    @cached_property
    def subjects(self) -> Subjects:
        return Subjects(all_names())

    @cached_property
    def by_length(self) -> dict[int, list[tuple[str, int]]]:
        """Words with their letters, by how many these are."""
        found: dict[int, list[tuple[str, int]]] = {}
        for word in self.documents:
            found.setdefault(len(word), []).append((word, _letters(word)))
        return found

    def knows(self, word: str) -> bool:
        return word in self.documents or root(word) in self.roots

    def weight(self, word: str) -> float:
        """How telling a word is, whatever its form: rare ones are."""
        return max(log((self.most + 2) / (self.roots.get(root(word), 0) + 1)), 0) + 0.1

    def share(self, wanted: Wanted) -> float:
        """In what part of all documents this is to be found, roughly: as if words did not know each other."""
        if isinstance(wanted, Term):
            *before, last = wanted.words
            ends = self._beginning_with(last) if wanted.starts else self._in_any_form(last)
            return prod(min(1.0, number / max(self.counted, 1)) for number in (*map(self._in_any_form, before), ends))
        shares = [self.share(part) for part in wanted.parts]
        return prod(shares) if isinstance(wanted, All) else min(1.0, sum(shares))

    def _in_any_form(self, word: str) -> int:
        return sum(self.roots.get(stem, 0) for stem in {root(form) for form in family(word)})

    def _beginning_with(self, start: str) -> int:
        return min(self.counted, sum(number for word, number in self.documents.items() if word.startswith(start)))

    def nearest(self, word: str) -> str:
        """The known word that was probably meant; "" when none is near."""
        slips = 0 if len(word) < 4 else 1 if len(word) < 6 else 2
        letters, found = _letters(word), []
        for length in range(len(word) - slips, len(word) + slips + 1):
            for other, others in self.by_length.get(length, ()):
                # A slip changes at most two kinds of letters: most words are ruled out by this.
                if (letters ^ others).bit_count() <= 2 * slips and (far := distance(word, other, slips)) <= slips:
                    found.append((far, -self.documents[other], other))
        return min(found)[2] if found else ""

    def split(self, word: str) -> tuple[str, ...]:
        """Two known words that were typed without the space between them."""
        pairs = ((word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1))
        known = [pair for pair in pairs if all(part in self.documents for part in pair)]
        return max(known, key=lambda pair: min(self.documents[part] for part in pair), default=())


def unknown(query: Query) -> list[str]:
    """The words of a query that may be slips of the keys: those that the counted texts do not hold."""
    known = vocabulary()
    words = [term.words[0] for term in query.terms if term.is_word and not term.starts]
    # Another form of a known word is suspected only where no other word is.
    return [word for word in words if not known.knows(word)] or [word for word in words if word not in known.documents]


def corrected(query: Query, wrong: Container[str]) -> Query | None:
    """The query with these of its words replaced by those that were probably meant."""
    known, terms = vocabulary(), []
    for term in query.terms:
        if term.words[0] not in wrong or term.starts or not term.is_word:
            terms.append(term)
        elif nearest := known.nearest(term.words[0]):
            terms.append(Term((nearest,)))
        else:
            terms += [Term((part,)) for part in known.split(term.words[0])] or [term]
    better = replace(query, terms=tuple(dict.fromkeys(terms)))
    return better if better != query else None


def distance(one: str, other: str, most: int) -> int:
    """How many letters have to be put in, left out, changed or swapped with their neighbour; most + 1 when more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, last, row = row, before, [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


_held: tuple[float, Vocabulary] | None = None


def vocabulary() -> Vocabulary:
    """The words as they were counted last, read again every ten minutes."""
    global _held
    if _held is None or _held[0] + HELD_FOR < time.monotonic():
        _held = (time.monotonic(), Vocabulary(Word.objects.values_list("word", "documents")))
    return _held[1]


def let_go() -> None:
    """Read the words again when they are next needed."""
    global _held
    _held = None


def count_words() -> int:
    """Count the words of what everyone may read and keep those that differ; returns how many are known."""
    wanted = _counted()
    with transaction.atomic():
        present = dict(Word.objects.values_list("word", "documents"))
        gone = [word for word in present if word not in wanted]
        for start in range(0, len(gone), WRITTEN_AT_ONCE):
            Word.objects.filter(word__in=gone[start : start + WRITTEN_AT_ONCE]).delete()
        changed = [Word(word=word, documents=number) for word, number in wanted.items() if present.get(word) != number]
        Word.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["word"],
            update_fields=["documents"],
            batch_size=WRITTEN_AT_ONCE,
        )
    let_go()
    return len(wanted) - 1


def _counted() -> dict[str, int]:
    members, editors, total = Counter(), Counter(), 0
    for title, text, author in _newest():
        total += 1
        words = {word for word in WORD.findall(f"{title} {text}".lower()) if SHORTEST <= len(word) <= LONGEST}
        (editors if author is None else members).update(word for word in words if word.isalpha() and word not in COMMON)
    counts = members + editors
    return {ALL: total} | {
        word: number
        for word, number in counts.most_common(MOST_WORDS)
        if word in editors or members[word] >= MIN_DOCUMENTS
    }


def _newest() -> Iterator[tuple[str, str, int | None]]:
    """Title, text and author of the newest documents for everyone, a batch at a time."""
    documents, last, left = Document.objects.filter(audience=EVERYONE).order_by("-pk"), None, COUNTED_DOCUMENTS
    while left > 0:
        batch = documents.filter(pk__lt=last) if last else documents
        rows = list(batch.values_list("pk", "title", "text", "author")[: min(READ_AT_ONCE, left)])
        if not rows:
            return
        yield from (row[1:] for row in rows)
        last, left = rows[-1][0], left - len(rows)


def _letters(word: str) -> int:
    """A bit for each kind of letter."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits

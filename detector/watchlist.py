"""Names, domains, phones and handles of the provider list, found in normalised text."""

import re
from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from detector.assessment import ProviderEntry
from detector.reading import Reading
from detector.sentences import Sentence
from detector.signals import Signal

DIGIT = re.compile(r"\D")
# Digits and signs that stand for letters in a name that hides, and what is left of a name when gaps are gone too.
LEET = str.maketrans("013457@$", "oieastas")
LONG_ENOUGH = 7  # letters; a shorter name without its gaps could stand in other words


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def domain_of(link: str) -> str:
    """The registrable domain of a link ("https://book.acme.example/x" gives "acme.example")."""
    host = re.sub(r"^[a-z]{1,10}://", "", link.lower())
    host = re.split(r"[/?#:]", host, maxsplit=1)[0].rstrip(".")
    return _suffixes().privatesuffix(host) or host


def mark(reading: Reading, providers: tuple[ProviderEntry, ...]) -> tuple[str, ...]:
    """Add a "listed" signal wherever a text names a provider of the list. Returns the entry_ids of those it names."""
    if not providers:
        return ()
    index, found = _index(providers), set()
    for sentence in reading.own:
        text = reading.fields[sentence.field].text
        found |= _mark_names(sentence, index["names"])
        found |= _mark_squeezed(sentence, index["squeezed"])
        for signal in list(sentence.hits):
            if entry := _entry_of(signal.kind, text[signal.start : signal.end], index):
                sentence.hits.append(Signal("listed", signal.start, signal.end))
                found.add(entry)
    return tuple(sorted(found))


def _entry_of(kind: str, written: str, index: dict) -> str | None:
    if kind in ("link", "source"):
        return index["domains"].get(domain_of(written))
    if kind == "phone":
        return index["phones"].get(_tail(written))
    if kind == "handle":
        return index["handles"].get(written.lower().lstrip("@"))
    return None


def _mark_names(sentence: Sentence, names: dict[str, list[tuple[list[str], str]]]) -> set[str]:
    words, found = [word.text.removesuffix("'s") for word in sentence.words], set()
    for at, word in enumerate(words):
        for name, entry in names.get(word, ()):
            if words[at : at + len(name)] == name:
                first, last = sentence.words[at], sentence.words[at + len(name) - 1]
                sentence.hits.append(Signal("listed", first.start, last.end))
                found.add(entry)
    return found


def _mark_squeezed(sentence: Sentence, squeezed: dict[str, str]) -> set[str]:
    """Names and handles with letters spread apart, run together or written with digits, from one word's start to
    another's end. Those that stand there plainly are marked already."""
    if not squeezed:
        return set()
    starts, ends, row, found = {}, {}, "", set()
    for word in sentence.words:
        letters = _squeeze(word.text)
        if letters:
            starts.setdefault(len(row), word.start)
            row += letters
            ends[len(row)] = word.end
    marked = {(s.start, s.end) for s in sentence.hits if s.kind == "listed"}
    for name, entry in squeezed.items():
        at = row.find(name)
        while at >= 0:
            span = (starts.get(at), ends.get(at + len(name)))
            if None not in span:
                found.add(entry)
                if span not in marked:
                    sentence.hits.append(Signal("listed", *span))
            at = row.find(name, at + 1)
    return found


def _squeeze(text: str) -> str:
    return "".join(letter for letter in text.lower().translate(LEET) if letter.isalnum())


@lru_cache(maxsize=8)
def _index(providers: tuple[ProviderEntry, ...]) -> dict:
    """By first word of a name, by domain, phone and handle: the key of the entry."""
    names: dict[str, list[tuple[list[str], str]]] = {}
    for entry in providers:
        for name in (entry.name, *entry.aliases):
            words = re.findall(r"[^\W_]+", name.lower())
            if words:
                names.setdefault(words[0], []).append((words, _key(entry)))
    hidden = {_squeeze(name): _key(entry) for entry in providers for name in (entry.name, *entry.aliases, *entry.handles)}
    return {
        "names": names,
        "squeezed": {name: entry for name, entry in hidden.items() if len(name) >= LONG_ENOUGH},
        "domains": {domain_of(domain): _key(entry) for entry in providers for domain in entry.domains},
        "phones": {_tail(phone): _key(entry) for entry in providers for phone in entry.phones},
        "handles": {handle.lower().lstrip("@"): _key(entry) for entry in providers for handle in entry.handles},
    }


def _key(entry: ProviderEntry) -> str:
    return entry.entry_id or entry.name


def _tail(phone: str) -> str:
    """The last seven digits: people leave out country and area codes."""
    return DIGIT.sub("", phone)[-7:]

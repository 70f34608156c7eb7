"""Names, domains, phones and handles of the provider list, found in normalised text."""

import re
from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from detector.assessment import ProviderEntry
from detector.reading import Reading
from detector.sentences import Sentence
from detector.signals import Signal

DIGIT = re.compile(r"\D")


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


@lru_cache(maxsize=8)
def _index(providers: tuple[ProviderEntry, ...]) -> dict:
    """By first word of a name, by domain, phone and handle: the key of the entry."""
    names: dict[str, list[tuple[list[str], str]]] = {}
    for entry in providers:
        for name in (entry.name, *entry.aliases):
            words = re.findall(r"[^\W_]+", name.lower())
            if words:
                names.setdefault(words[0], []).append((words, _key(entry)))
    return {
        "names": names,
        "domains": {domain_of(domain): _key(entry) for entry in providers for domain in entry.domains},
        "phones": {_tail(phone): _key(entry) for entry in providers for phone in entry.phones},
        "handles": {handle.lower().lstrip("@"): _key(entry) for entry in providers for handle in entry.handles},
    }


def _key(entry: ProviderEntry) -> str:
    return entry.entry_id or entry.name


def _tail(phone: str) -> str:
    """The last seven digits: people leave out country and area codes."""
    return DIGIT.sub("", phone)[-7:]

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


def mark(reading: Reading, providers: tuple[ProviderEntry, ...]) -> None:
    """Add a "listed" signal wherever a text names a provider of the list."""
    if not providers:
        return
    index = _index(providers)
    for sentence in reading.own:
        text = reading.fields[sentence.field].text
        _mark_names(sentence, index["names"])
        for signal in list(sentence.hits):
            written = text[signal.start:signal.end]
            if (
                (signal.kind in ("link", "source") and domain_of(written) in index["domains"])
                or (signal.kind == "phone" and _tail(written) in index["phones"])
                or (signal.kind == "handle" and written.lower().lstrip("@") in index["handles"])
            ):
                sentence.hits.append(Signal("listed", signal.start, signal.end, signal.quoted))


def _mark_names(sentence: Sentence, names: dict[str, list[list[str]]]) -> None:
    words = [word.text.removesuffix("'s") for word in sentence.words]
    for at, word in enumerate(words):
        for name in names.get(word, ()):
            if words[at:at + len(name)] == name:
                first, last = sentence.words[at], sentence.words[at + len(name) - 1]
                sentence.hits.append(Signal("listed", first.start, last.end, sentence.voice == "quoted"))


@lru_cache(maxsize=8)
def _index(providers: tuple[ProviderEntry, ...]) -> dict:
    names: dict[str, list[list[str]]] = {}
    for entry in providers:
        for name in (entry.name, *entry.aliases):
            words = re.findall(r"[^\W_]+", name.lower())
            if words:
                names.setdefault(words[0], []).append(words)
    return {
        "names": names,
        "domains": {domain_of(domain) for entry in providers for domain in entry.domains},
        "phones": {_tail(phone) for entry in providers for phone in entry.phones},
        "handles": {handle.lower().lstrip("@") for entry in providers for handle in entry.handles},
    }


def _tail(phone: str) -> str:
    """The last seven digits: people leave out country and area codes."""
    return DIGIT.sub("", phone)[-7:]

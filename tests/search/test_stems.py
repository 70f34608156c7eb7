"""Which forms of a word the page takes for one: those that the engine takes for one."""

import re
import sqlite3

import pytest
from django.conf import settings

from search.marking import Marker
from search.stems import stem
from search.words import parse

LIBRARY = [*settings.BASE_DIR.glob("articles/library/*.md"), settings.BASE_DIR / "register/library/glossary.toml"]
# Words that reach endings which the library does not use.
RARE = (
    "rational conditional fluency hesitancy digitizer analogy radically vileness differently analogously operator "
    "feudalism decisiveness hopefulness callousness formality sensitivity sensibility triplicate formative formalize "
    "electricity hopeful goodness agreed plastered motoring sized falling failing filing happy sky controll roll "
    "allowance inference gyroscopic adjustable defensible irritant replacement adoption communism activate homologous"
)


def stems_of_the_engine(words: list[str]) -> dict[str, str]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE text USING fts5(word, tokenize='porter unicode61')")
    connection.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(text, 'instance')")
    connection.executemany("INSERT INTO text (rowid, word) VALUES (?, ?)", enumerate(words))
    return {words[row]: found for found, row in connection.execute("SELECT term, doc FROM stems")}


def test_the_stems_are_those_of_the_engine():
    library = " ".join(path.read_text() for path in LIBRARY).lower()
    words = sorted({*re.findall(r"\b[a-z]{1,40}\b", library), *RARE.split()})

    assert len(words) > 1000
    assert {word: stem(word) for word in words} == stems_of_the_engine(words)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("clinic", "Clinical trial"),
        ("clinical", "A clinic"),
        ("injections", "They inject it"),
        ("study", "Two studies"),
        ("day", "On good days"),
        ("worry", "I worried"),
        ("köbner", "The Kobner reaction"),
    ],
)
def test_what_is_found_by_a_form_of_its_word_is_marked(typed, text):
    assert any(is_match for _text, is_match in Marker(parse(typed)).whole(text))

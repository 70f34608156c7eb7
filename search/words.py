"""What a query is about: its telling words."""

import re
import unicodedata

MAX_WORDS = 10
WORD = re.compile(r"[^\W_]+")
# Words that say nothing about a text's subject.
COMMON = frozenset(
    "a about after again all also am an and any anybody anyone are as at be because been before being but by can "
    "cannot could did do does doing don done down during each few for from had has have having he her here hers him "
    "his how i if in into is it its just know like made make me more most much my no nor not now of off on once one "
    "only or other our ours out over own really s same she should so some somebody someone something such t tell than "
    "that the their theirs them then there these they this those through to too tried try under until up us use used "
    "very was way we were what when where which while who whom why will with would you your yours".split()
)
# What every text here is about: it tells only when nothing else does.
SUBJECT = "psoriasis"


def words_of(query: str) -> list[str]:
    """The telling words, each once; all that an engine could take for syntax is left behind."""
    words = dict.fromkeys(word for word in WORD.findall(unicodedata.normalize("NFC", query).lower()))
    telling = [word for word in words if word not in COMMON]
    return ([word for word in telling if word != SUBJECT] or telling)[:MAX_WORDS]

"""Text as a reader would read it, with a map back to the characters that were typed.

Every pattern here repeats at most a fixed number of times, so the time grows with the length only.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from detector import encoded, lexicon, lookalikes

SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
PLAIN = {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
         "‹": "'", "›": "'", "‚": "'", "‛": "'", "–": "-", "—": "-", "‐": "-", "‑": "-",
         "−": "-", "⁄": "/", "•": "·", "∙": "·", "⋅": "·", "\u3164": "", "\u2800": " ", "\xa0": " ", "ß": "ss",
         "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d"}
LEET = str.maketrans("013457@$!€¥£|+¢", "oleastasieelltc")
ROT13 = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
DECODED_FROM = 2  # words
TRICKS_NOTED = 200  # characters of disguise that are remembered one by one
LIGATURE = 6  # letters that one character may stand for; some stand for whole sentences
UNSEEN = ("Cf", "Mn", "Me", "Cc")  # Unicode categories without a letter of their own
TLD = (
    "com|org|net|info|clinic|health|care|life|online|shop|store|site|test|invalid|example|co|io|me|mx|es|de|br|uk|us"
    "|eu|in|bio|link|page|ly|app|biz|pro|center|doctor|skin|academy|live|club|website|world|xyz|top|ru|pl|tr|th|pa"
)


@dataclass(frozen=True)
class Normal:
    """`text` is what a person reads; `starts[i]` and `ends[i]` are the original offsets of its character i."""

    text: str
    starts: list[int]
    ends: list[int]
    tricks: tuple[tuple[str, int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=8192)
def fold(char: str) -> str:
    """One character without style, accent or invisibility; letters of other scripts stay themselves."""
    if char in PLAIN:
        return PLAIN[char]
    if char in SMALL_CAPITALS:
        return SMALL_CAPITALS[char]
    if "\U0001f150" <= char <= "\U0001f189":
        return chr(ord("A") + (ord(char) - 0x1F150) % 32) if (ord(char) - 0x1F150) % 32 < 26 else char
    plain = unicodedata.normalize("NFKD", char)
    if len(plain) > LIGATURE:
        return char
    return "".join(PLAIN.get(c, c) for c in plain if unicodedata.category(c) not in UNSEEN or c in "\n\t")


def _folded(text: str) -> Normal:
    if text.isascii():
        return Normal(text, list(range(len(text))), list(range(1, len(text) + 1)))
    chars, starts, ends, tricks = [], [], [], []
    for i, char in enumerate(text):
        plain = char if char < "\x80" else fold(char)
        for c in plain:
            chars.append(c)
            starts.append(i)
            ends.append(i + 1)
        if char >= "\x80" and len(tricks) < TRICKS_NOTED:
            _note_trick(text, i, char, plain, tricks)
    return Normal("".join(chars), starts, ends, tuple(tricks))


def _note_trick(text: str, i: int, char: str, plain: str, tricks: list[tuple[str, int, int]]) -> None:
    after = text[i + 1:i + 2]
    between_letters = i > 0 and text[i - 1].isalpha() and after and (after.isalpha() or not fold(after))
    if not plain and between_letters and char not in "\xad\ufe0f":
        tricks.append(("invisible", i, i + 1))
    elif len(plain) == 1 and plain.isascii() and plain.isalnum() and (ord(char) > 0x1D3FF or char in SMALL_CAPITALS):
        tricks.append(("styled", i, i + 1))


def rewrite(normal: Normal, changes: list[tuple[int, int, str]], trick: str = "") -> Normal:
    """Replace the parts (start, end, new) of the text; a part of equal length keeps its map letter by letter."""
    if not changes:
        return normal
    if all(len(new) == end - start for start, end, new in changes):
        return _rewritten_in_place(normal, changes, trick)
    text, starts, ends, done = [], [], [], 0
    tricks = list(normal.tricks)
    for start, end, new in changes:
        text.append(normal.text[done:start])
        starts += normal.starts[done:start]
        ends += normal.ends[done:start]
        first, last = normal.starts[start], normal.ends[end - 1]
        same = len(new) == end - start
        starts += normal.starts[start:end] if same else [first] * len(new)
        ends += normal.ends[start:end] if same else [last] * len(new)
        text.append(new)
        done = end
        if trick:
            tricks.append((trick, first, last))
    text.append(normal.text[done:])
    return Normal("".join(text), starts + normal.starts[done:], ends + normal.ends[done:], tuple(tricks))


def _rewritten_in_place(normal: Normal, changes: list[tuple[int, int, str]], trick: str) -> Normal:
    """The same where every part keeps its length, and with it every letter its place."""
    text, done = [], 0
    for start, end, new in changes:
        text += [normal.text[done:start], new]
        done = end
    noted = [(trick, normal.starts[start], normal.ends[end - 1]) for start, end, _ in changes] if trick else []
    return Normal("".join([*text, normal.text[done:]]), normal.starts, normal.ends, (*normal.tricks, *noted))


def _each(normal: Normal, pattern: re.Pattern, change: Callable[[re.Match], str | None], trick: str = "") -> Normal:
    changes = []
    for match in pattern.finditer(normal.text):
        new = change(match)
        if new is not None and new != match.group() and match.end() > match.start():
            changes.append((match.start(), match.end(), new))
    return rewrite(normal, changes, trick)


FOREIGN_WORD = re.compile(r"[^\W\d_]{1,60}(?:'s)?")
SPACED = re.compile(r"(?<!\w)[^\W\d_]([ .\-/|_·*~,])(?:[^\W\d_]\1){1,60}[^\W\d_](?!\w)")
BRACKET_DOT = re.compile(r"\s{0,3}[\[({<]\s?(?:dot|d0t|punto|punkt|ponto|\.)\s?[\])}>]\s{0,3}", re.I)
WORD_DOT = re.compile(
    rf"(?<=\w)(?:\s{{1,3}}(?:dot|d0t|punto|punkt|ponto)\s{{1,3}}|\s{{1,2}}\.\s{{0,2}})(?=(?:{TLD})\b)", re.I
)
BRACKET_AT = re.compile(r"\s{0,3}[\[({<]\s?(?:at|arroba|@)\s?[\])}>]\s{0,3}", re.I)
WORD_AT = re.compile(r"\s{1,3}(?:at|arroba)\s{1,3}(?=(?:gmail|hotmail|outlook|yahoo|proton|icloud|mailbox|gmx)\b)", re.I)
SPLIT = re.compile(r"(?<!\w)[^\W\d_]{1,12}(?:[-·/|*_+~.]\n?[^\W\d_]{1,12}){1,5}(?!\w)")
HALVES = re.compile(r"(?<![\w'])(?=([^\W\d_]{2,12}) ([^\W\d_]{2,12})(?![\w']))")
HALF = re.compile(r"[^\W\d_]{2,12}")
MASKED = re.compile(r"(?<![\w@$!€¥£|+./])(?=[^\W\d_]{0,24}[\d_@$!€¥£|+¢])[\w@$!€¥£|+¢]{2,24}(?![\w@])")
WORD = re.compile(r"(?<!\w)[^\W\d_]{4,24}(?!\w)")
ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|nbsp|amp|lt|gt|quot|shy|zwnj);")


def _unmix(text: str) -> Callable[[re.Match], str | None]:
    latin = sum(c < "\x80" and c.isalpha() for c in text)
    mostly_latin = 2 * latin > sum(c.isalpha() for c in text)

    def change(match: re.Match) -> str | None:
        word = match.group()
        if word.isascii() or not (mostly_latin or any(c < "\x80" and c.isalpha() for c in word)):
            return None
        return lookalikes.as_latin(word)

    return change


def _join(match: re.Match) -> str | None:
    run, separator = match.group(), match.group(1)
    joined = run.replace(separator, "")
    if len(joined) <= 3 and (joined.isupper() or separator == ","):
        return None
    return lexicon.segment(joined)


def _mend(match: re.Match) -> str | None:
    joined = re.sub(r"[-·/|*_+~.\n]", "", match.group())
    return joined if joined.lower() in lexicon.sensitive() else None


def _unmask(match: re.Match) -> str | None:
    return _unmasked(match.group())


@lru_cache(maxsize=8192)
def _unmasked(written: str) -> str | None:
    word = written.lower().rstrip("!+|")
    if word.isalpha() or not any(c.isalpha() for c in word):
        return None
    tail = written[len(word):]
    for guess in (word.translate(LEET), word.replace("1", "i").translate(LEET)):
        for form in (guess, guess[:-1] + "s" if guess.endswith("z") else guess):
            if form in lexicon.vocabulary():
                return form + tail
    return None


def _heal_halves(normal: Normal) -> Normal:
    if _beginnings().isdisjoint(map(str.lower, set(HALF.findall(normal.text)))):
        return normal
    # A long text repeats its pairs: each is looked up once.
    healed = {pair: joined for pair in set(HALVES.findall(normal.text)) if (joined := _healed(*pair))}
    if not healed:
        return normal
    changes, done = [], 0
    for match in HALVES.finditer(normal.text):
        joined = healed.get(match.groups())
        if match.start() < done or not joined:
            continue
        done = match.end(2)
        changes.append((match.start(), done, joined))
    return rewrite(normal, changes, "split")


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """With what a word that is worth hiding can begin, when it is written in two halves."""
    return frozenset(word[:at] for word in lexicon.sensitive() for at in range(2, len(word) - 1))


def _healed(left: str, right: str) -> str:
    """The word that two halves make, or "" if they are words themselves."""
    left, right = left.lower(), right.lower()
    hides = left + right in lexicon.sensitive() and not {left, right} <= lexicon.vocabulary()
    return left + right if hides else ""


def _tighten(normal: Normal) -> Normal:
    """Join what stands around a lone hyphen or dot between two words that were spelt out letter by letter."""
    spelt = {end for trick, _, end in normal.tricks if trick == "spaced"}
    if not spelt:
        return normal
    gap = re.compile(r"(?<=\w)\s{1,2}([-.])\s{1,2}(?=\w)")
    return _each(normal, gap, lambda m: m.group(1) if normal.ends[m.start() - 1] in spelt else None)


@lru_cache(maxsize=8192)
def _deciphered(word: str) -> tuple[str, str]:
    """By which cipher a word is one that is worth hiding, and which; two empty texts for any other."""
    if word not in lexicon.vocabulary():
        for trick, read in (("reversed", word[::-1]), ("rot13", word.translate(ROT13))):
            if read in lexicon.sensitive():
                return trick, read
    return "", ""


def _decode(normal: Normal) -> Normal:
    """Read words written backwards or in rot13, when at least two of them turn into words the detector knows."""
    ciphers = {word: cipher for word in set(WORD.findall(normal.text)) if (cipher := _deciphered(word.lower()))[0]}
    if not ciphers:
        return normal
    found: dict[str, list[tuple[int, int, str]]] = {"reversed": [], "rot13": []}
    for match in WORD.finditer(normal.text):
        if cipher := ciphers.get(match.group()):
            found[cipher[0]].append((*match.span(), cipher[1]))
    for trick, changes in found.items():
        # Each word keeps its length, so the places of the other cipher's words still hold.
        if len(changes) >= DECODED_FROM:
            normal = _rewritten_in_place(normal, changes, trick)
    return normal


def _entity(match: re.Match) -> str:
    return "".join(fold(c) for c in html.unescape(match.group()))


def _quoted(match: re.Match) -> str | None:
    """What base64 says, as a quote: whoever shows the code of others says so (voices.py)."""
    plain = encoded.decoded(match.group())
    return plain and '"' + "".join(map(fold, plain)).replace('"', "'") + '"'


def normalise(text: str) -> Normal:
    normal = _each(_folded(text), encoded.BASE64, _quoted, "encoded")
    if "&" in text:
        normal = _each(normal, ENTITY, _entity)
    if not normal.text.isascii():
        normal = _each(normal, FOREIGN_WORD, _unmix(normal.text), "lookalike")
    normal = _each(normal, SPACED, _join, "spaced")
    normal = _tighten(normal)
    normal = _each(normal, BRACKET_DOT, lambda m: ".", "dotted")
    normal = _each(normal, WORD_DOT, lambda m: ".", "dotted")
    normal = _each(normal, BRACKET_AT, lambda m: "@", "dotted")
    normal = _each(normal, WORD_AT, lambda m: "@", "dotted")
    normal = _each(normal, SPLIT, _mend, "split")
    normal = _heal_halves(normal)
    normal = _each(normal, MASKED, _unmask, "leet")
    return _decode(normal)

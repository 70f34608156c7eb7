"""Pseudonyms: which are allowed, and which two a reader could take for one."""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rendering.links import Autolinker

MIN_LENGTH, MAX_LENGTH = 3, 30
KEY_LENGTH = 120
EXTRA_CHARACTERS = "._- "
# Words that would make a member look like staff, a reviewer or the site itself, wherever a long one stands.
RESERVED = (
    "mypsoriasis", "moderator", "moderation", "administrator", "admin", "editor", "editors", "reviewer",
    "staff", "support", "team", "official", "system", "root", "webmaster", "formermember", "anonymous",
    "doctor", "dermatologist", "helpdesk", "модератор", "админ",
)  # fmt: skip
# How long a reserved word's key must be to be refused at an end of a name, and anywhere in it:
# "admin pat" claims a role, "badminton" does not.
REFUSED_AT_ENDS_FROM, REFUSED_ANYWHERE_FROM = 5, 9
# Refused as words of their own: "Pat Mod" claims a role, "Modesty" does not.
STAFF_WORDS = (
    "mod", "mods", "moderator", "moderators", "moderation", "admin", "admins", "administrator", "sysadmin", "staff",
    "team", "editor", "editors", "official", "support", "reviewer", "webmaster", "helpdesk",
)  # fmt: skip
# What sellers call themselves: at the start of a word, and anywhere.
SELLERS_WORDS = ("regen",)
SELLERS_ANYWHERE = ("clinic", "klinik", "cliniq", "stemcell", "celltherapy", "exosom")
# Words of web and mail addresses, with or without their dots.
ADDRESS_WORDS = (
    "www", "http", "https", "com", "org", "dotcom", "gmail", "hotmail", "outlook", "yahoo", "whatsapp", "telegram",
)  # fmt: skip
PHONE_DIGITS = 7
# What the Unicode table of look-alikes calls one shape in some fonts, and people read as one.
ALSO_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "$": "s", "@": "a", "3": "e", "4": "a"})
# Letters of other alphabets that the table leaves out, small ones, as the Latin ones they look like.
ALSO_LATIN = str.maketrans("бвгзиклмнптчшщьєґқңғүҳәөηκμτωεβπχυθλ", "6breuknmhntawwberkhfyxeonkutwebnxyon")
# Of alphabets that share shapes with ours a name keeps to one. Others, such as Chinese, mix with Latin letters.
ALPHABETS = {"LATIN", "CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE", "GEORGIAN", "LISU", "DESERET", "OSAGE"}
_LATIN_LETTER = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |DOTLESS |OPEN |SCRIPT |BARRED |LONG )*([A-Z])(?: WITH .*)?"
)
_WORD = re.compile(r"[^\W_]+")
# "PatMod" is two words.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_address = Autolinker()
# Ends of web addresses that are English words too, which Autolinker therefore leaves alone.
_ADDRESS_END = re.compile(r"[^\W_]\.(?:in|is|it|me|my|no|so|to)\Z")


@cache
def _look_alikes() -> dict[int, str]:
    """Map a character to the Latin letter it can be taken for (Unicode's confusables table)."""
    table = json.loads(files("confusable_homoglyphs").joinpath("confusables.json").read_text())
    alike: dict[int, str] = {}
    for character, entries in table.items():
        for entry in entries:
            shape = entry["c"]
            if len(character) == 1 and not character.isascii() and shape.isascii() and shape.isalnum():
                alike[ord(character)] = shape
                break
    return alike


def _plain(character: str) -> str:
    """A Latin letter without what Unicode's decomposition leaves on it: strokes, hooks, small capitals."""
    if character.isascii():
        return character
    found = _LATIN_LETTER.fullmatch(unicodedata.name(character, ""))
    return found[1].lower() if found else character


def name_key(name: str) -> str:
    """What is left of a name when everything a hurried reader overlooks is folded away.

    Width and ligatures, accents, look-alike letters, case and separators; two members may not share a key.
    """
    text = unicodedata.normalize("NFKD", name)
    text = "".join(_plain(character) for character in text if character.isalnum() or character in "|$@")
    # Twice, because both a capital letter and its small one can have a Latin double of its own.
    text = text.translate(_look_alikes()).casefold().translate(ALSO_LATIN).translate(_look_alikes())
    return text.casefold().translate(ALSO_ALIKE).replace("rn", "m").replace("vv", "w")


@cache
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(name_key, words))


def _words(name: str) -> set[str]:
    """Keys of a name's words, of "Pat Mod2" among them "mod"; letters that stand alone are read together."""
    plain = unicodedata.normalize("NFKC", name)
    words = _WORD.findall(plain)
    alone = "".join(word for word in words if len(word) == 1)
    words += [alone, *_WORD.findall(_HUMP.sub(" ", plain))]
    return {name_key(form) for word in words for form in (word, word.strip("0123456789"))}


def _sounds_like_staff(name: str, key: str) -> bool:
    reserved = _keys(RESERVED)
    return bool(key in reserved or _words(name) & _keys(STAFF_WORDS)) or any(
        (len(word) >= REFUSED_AT_ENDS_FROM and (key.startswith(word) or key.endswith(word)))
        or (len(word) >= REFUSED_ANYWHERE_FROM and word in key)
        for word in reserved
    )


def _sounds_like_a_seller(name: str, key: str) -> bool:
    starts = tuple(_keys(SELLERS_WORDS))
    return any(word in key for word in _keys(SELLERS_ANYWHERE)) or any(word.startswith(starts) for word in _words(name))


def _says_how_to_reach_somebody(name: str) -> bool:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return (
        sum(character.isdigit() for character in plain) >= PHONE_DIGITS
        or bool(_words(name) & _keys(ADDRESS_WORDS))
        or _ADDRESS_END.search(plain) is not None
        or _address.test(plain)
    )


def _alphabets(name: str) -> set[str]:
    letters = filter(str.isalpha, unicodedata.normalize("NFKC", name))
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in letters} & ALPHABETS


def validate_name(name: str) -> None:
    """Raise ValidationError, saying what is needed, unless `name` may be a pseudonym."""
    if not MIN_LENGTH <= len(name) <= MAX_LENGTH:
        raise ValidationError(
            _("Choose a name of %(low)d to %(high)d characters.") % {"low": MIN_LENGTH, "high": MAX_LENGTH}
        )
    if name != name.strip() or "  " in name:
        raise ValidationError(_("Leave out spaces at the start, at the end and doubled ones."))
    if not all(character.isalnum() or character in EXTRA_CHARACTERS for character in name):
        raise ValidationError(_("Use letters, numbers, spaces, dots, dashes and underscores only."))
    if not any(character.isalpha() for character in name):
        raise ValidationError(_("Use at least one letter."))
    key = name_key(name)
    # One character of some scripts stands for a whole sentence and unfolds into it.
    if not 0 < len(key) <= KEY_LENGTH:
        raise ValidationError(_("Use plain letters. Some of these stand for whole words."))
    if _says_how_to_reach_somebody(name):
        raise ValidationError(_("Leave out web addresses, e-mail addresses and telephone numbers."))
    if _sounds_like_staff(name, key):
        raise ValidationError(_("This name could be taken for the site's own staff. Choose another."))
    if _sounds_like_a_seller(name, key):
        raise ValidationError(_("This name could be taken for that of somebody who sells treatments. Choose another."))
    if len(_alphabets(name)) > 1:
        raise ValidationError(_("Use the letters of one alphabet only."))

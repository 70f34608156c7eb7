"""Pseudonyms: which are allowed, and which two a reader could take for one."""

import json
import unicodedata
from functools import cache
from importlib.resources import files

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MIN_LENGTH, MAX_LENGTH = 3, 30
KEY_LENGTH = 120
EXTRA_CHARACTERS = "._- "
# Words that would make a member look like staff, a reviewer or the site itself.
RESERVED = (
    "mypsoriasis", "moderator", "moderation", "administrator", "admin", "editor", "editors", "reviewer",
    "staff", "support", "team", "official", "system", "root", "webmaster", "formermember", "anonymous",
    "doctor", "dermatologist", "helpdesk",
)  # fmt: skip
# How long a reserved word's key must be to be refused at an end of a name, and anywhere in it:
# "admin pat" claims a role, "badminton" does not.
REFUSED_AT_ENDS_FROM, REFUSED_ANYWHERE_FROM = 5, 9
# What the Unicode table of look-alikes calls one shape in some fonts, and people read as one.
ALSO_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "$": "s", "@": "a", "3": "e", "4": "a"})


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


def name_key(name: str) -> str:
    """What is left of a name when everything a hurried reader overlooks is folded away.

    Width and ligatures, accents, look-alike letters, case and separators; two members may not share a key.
    """
    text = unicodedata.normalize("NFKD", name)
    text = "".join(character for character in text if character.isalnum() or character in "|$@")
    # Twice, because both a capital letter and its small one can have a Latin double of its own.
    text = text.translate(_look_alikes()).casefold().translate(_look_alikes())
    return text.translate(ALSO_ALIKE).replace("rn", "m").replace("vv", "w")


@cache
def _reserved_keys() -> frozenset[str]:
    return frozenset(name_key(word) for word in RESERVED)


def _sounds_like_staff(key: str) -> bool:
    return key in _reserved_keys() or any(
        (len(word) >= REFUSED_AT_ENDS_FROM and (key.startswith(word) or key.endswith(word)))
        or (len(word) >= REFUSED_ANYWHERE_FROM and word in key)
        for word in _reserved_keys()
    )


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
    if _sounds_like_staff(key):
        raise ValidationError(_("This name could be taken for the site's own staff. Choose another."))

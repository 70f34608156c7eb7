"""Pseudonyms: which are allowed, and which two a reader could take for one."""

import json
import unicodedata
from functools import cache
from importlib.resources import files

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MIN_LENGTH, MAX_LENGTH = 3, 30
EXTRA_CHARACTERS = "._- "
# Words that would make a member look like staff, a reviewer or the site itself.
RESERVED = (
    "mypsoriasis", "moderator", "moderation", "administrator", "admin", "editor", "editors", "reviewer",
    "staff", "support", "team", "official", "system", "root", "webmaster", "formermember", "anonymous",
    "doctor", "dermatologist", "helpdesk",
)  # fmt: skip
# What the Unicode table of look-alikes calls one shape in some fonts, and people read as one.
ALSO_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "$": "s", "@": "a", "3": "e", "4": "a"})


@cache
def _look_alikes() -> dict[str, str]:
    """Map a character to the Latin letter it can be taken for (Unicode's confusables table)."""
    table = json.loads(files("confusable_homoglyphs").joinpath("confusables.json").read_text())
    alike: dict[str, str] = {}
    for character, entries in table.items():
        for entry in entries:
            shape = entry["c"]
            if len(character) == 1 and not character.isascii() and shape.isascii() and shape.isalnum():
                alike[character] = shape
                break
    return alike


def name_key(name: str) -> str:
    """What is left of a name when everything a hurried reader overlooks is folded away.

    NFKC, look-alike letters, case, accents and separators; two members may not share a key.
    """
    text = unicodedata.normalize("NFKC", name)
    text = "".join(_look_alikes().get(character, character) for character in text).casefold()
    text = unicodedata.normalize("NFKD", text)
    text = "".join(character for character in text if character.isalnum() or character in "|$@")
    return text.translate(ALSO_ALIKE).replace("rn", "m").replace("vv", "w")


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
    reserved = {name_key(word) for word in RESERVED}
    if key in reserved or any(key.startswith(word) or key.endswith(word) for word in reserved if len(word) > 4):
        raise ValidationError(_("This name could be taken for the site's own staff. Choose another."))

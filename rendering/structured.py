"""Data about a page for machines, as a script element that no browser runs."""

import json

from django.utils.safestring import SafeString, mark_safe

# Inside a script element only the element's end, or a comment's begin, could do harm.
_ESCAPES = (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026"))


def json_ld(data: dict) -> SafeString:
    """A JSON-LD element; texts in `data` may hold anything."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')

"""What the tests of accounts do again and again."""

import re

from django.core import mail


def code_in_mail(number: int = -1) -> str:
    """The six digits of a mail, by default the newest."""
    return re.search(r"^\d{6}$", mail.outbox[number].body, re.MULTILINE).group()


def another_code(code: str) -> str:
    """Six digits that are not the right ones."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def neutral(response, differing: dict[str, str]) -> str:
    """A page's text without its token, and with the given texts replaced: what two pages must have in common."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    for text, name in differing.items():
        page = page.replace(text, name)
    return page

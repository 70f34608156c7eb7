"""Members who look at a page as visitors see it."""

from django.contrib.auth.models import AnonymousUser


class AsVisitor(AnonymousUser):
    """Reads what visitors read, but for the texts of those whom the member does not meet."""

    def __init__(self, member):
        self.member = member


def met_as(reader):
    """The member whose blocks and mutes count; None for a visitor."""
    return reader if reader.is_authenticated else getattr(reader, "member", None)

"""How allauth makes our accounts."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Names and consent are ours; the rest is allauth's."""

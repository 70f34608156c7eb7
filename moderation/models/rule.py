"""The community rules that a decision can name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rule(models.TextChoices):
    """The community rules a decision can name; each is an anchor on the rules page."""

    PROMOTION = "promotion", _("Steering people to a seller of an unapproved treatment")
    CONTACT = "contact", _("Passing on how to reach a seller")
    HARM = "harm", _("Advice that could hurt somebody")
    RESPECT = "respect", _("Unkind words about a person")
    PRIVACY = "privacy", _("Somebody's private details")
    ADVICE = "advice", _("Personal medical instructions")
    SPAM = "spam", _("Repeated or unrelated advertising")

"""The mails. No subject and no first line tells what the site is about: others may see them over a shoulder."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications import unsubscribe

from .models import Delivery, Subscriber
from .stopping import WHAT
from .tokens import confirm_token, manage_token


def confirm(email: str, topics: list[str]) -> EmailMessage:
    link = _absolute(reverse("newsletter:confirm", args=[confirm_token(email, topics)]))
    return _message(_("Please confirm your address"), "newsletter/mail/confirm.txt", email, link=link)


def already(subscriber: Subscriber) -> EmailMessage:
    # The same subject: not even who sees the inbox over a shoulder learns the difference.
    link = manage_link(subscriber)
    return _message(_("Please confirm your address"), "newsletter/mail/already.txt", subscriber.email, link=link)


def for_delivery(delivery: Delivery) -> EmailMultiAlternatives | None:
    """What goes to this subscriber; None when nothing is left of what they want to read."""
    subscriber, sent = delivery.subscriber, delivery.issue
    articles = [article for article in sent.readable_articles() if subscriber.wants(article)]
    if not articles:
        return None
    context = {
        "issue": sent,
        "articles": [
            {"title": article.title, "summary": article.summary, "link": _absolute(article.get_absolute_url())}
            for article in articles
        ],
        "web_link": _absolute(sent.get_absolute_url()),
        "manage_link": manage_link(subscriber),
        "stop_link": unsubscribe.url_for(WHAT, subscriber.pk),
    }
    subject = _("Your news, number %(number)s") % {"number": sent.number}
    text = render_to_string("newsletter/mail/issue.txt", context)
    headers = {"Message-ID": _message_id(delivery), "Auto-Submitted": "auto-generated", "Precedence": "bulk"}
    headers |= unsubscribe.headers_for(WHAT, subscriber.pk)
    message = EmailMultiAlternatives(subject, text, to=[subscriber.email], headers=headers)
    message.attach_alternative(render_to_string("newsletter/mail/issue.html", context), "text/html")
    return message


def manage_link(subscriber: Subscriber) -> str:
    return _absolute(reverse("newsletter:manage", args=[manage_token(subscriber)]))


def _message(subject: str, template: str, email: str, **context) -> EmailMessage:
    return EmailMessage(subject, render_to_string(template, context), to=[email], headers={"Auto-Submitted": "auto-generated"})


def _message_id(delivery: Delivery) -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<newsletter-{delivery.issue_id}-{delivery.pk}@{domain}>"


def _absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)

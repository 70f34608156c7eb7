"""No health word, no title and no site's name in the subject of a mail, nor where previews show its first words."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from notifications import words
from notifications.letters import Letter, Line
from notifications.models import OutgoingMail, When

HEALTH = re.compile(
    r"\b(psoria|arthrit|skin|derma|scalp|plaque|flare|itch|stem|cell|treat|therap|medic|drug|biologic|methotrexate|steroid"
    r"|ointment|cream|uvb|symptom|diagnos|doctor|clinic|patient|disease|illness|health|condition|pain|joint|explainer)",
    re.IGNORECASE,
)
PREVIEWED = 110  # characters that mail programs show of a text, at most
TEMPLATES = Path(settings.BASE_DIR, "templates")
SUBJECTS = sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*_subject.txt"))


def without_comments(text: str) -> str:
    return re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", SUBJECTS, ids=str)
def test_no_subject_of_a_template_tells_of_health(path):
    assert not HEALTH.search(without_comments((TEMPLATES / path).read_text()))


@pytest.mark.parametrize("kind", sorted(words.SUBJECTS))
def test_no_subject_of_a_notice_tells_of_health(kind):
    assert not HEALTH.search(str(words.SUBJECTS[kind]))


@pytest.mark.parametrize("kind", sorted(words.STORED))
def test_no_sentence_that_is_stored_tells_of_health(kind):
    assert not HEALTH.search(words.stored(kind))


@pytest.mark.parametrize("kind", [*words.STORED, When.DAILY, When.WEEKLY])
def test_the_first_words_of_no_mail_tell_of_health_or_of_this_site(kind):
    subject, body = words.digest(kind) if kind in When.values else words.mail_at_once(kind)
    is_digest = kind in When.values
    lines = [Line("1 new reply: “Psoriasis on the scalp”", "https://site.example/posts/7/")] if is_digest else []
    letter = Letter(subject, body, "https://site.example/posts/7/", lines)
    text = render_to_string("notifications/mail.txt", {"mail": OutgoingMail(kind=kind), "letter": letter})
    shown = re.sub(r"https?://\S+", "", " ".join(text.split()))
    # A title stands only in the digests of those who ask for it, and only after what is previewed.
    assert not HEALTH.search(shown[:PREVIEWED] if is_digest else shown)
    assert settings.SITE_NAME not in text


def test_lines_of_a_digest_tell_of_health_nothing():
    assert not HEALTH.search(words.in_mail(dict.fromkeys(words.STORED, 3)))

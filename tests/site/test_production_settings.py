"""Production refuses to start half-configured, naming every setting that is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPLETE = {
    "SECRET_KEY": "x1" * 30,
    "ALLOWED_HOSTS": "psoriasis.example,www.psoriasis.example",
    "EMAIL_URL": "smtp+tls://user:word@mail.example:587",
    "DEFAULT_FROM_EMAIL": "MyPsoriasis <no-reply@psoriasis.example>",
    "CONTACT_ADDRESS": "contact@psoriasis.example",
}


def start(**environment: str) -> subprocess.CompletedProcess:
    """Start Django on the production settings, in a process that has these settings and no others."""
    code = (
        "import django; django.setup(); from django.conf import settings as s; "
        "print(s.SITE_URL, s.DEMO, s.DEBUG, s.SESSION_COOKIE_SECURE, s.EMAIL_HOST, s.STAFF_NEEDS_SECOND_FACTOR)"
    )
    needed = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    environment = needed | {"DJANGO_SETTINGS_MODULE": "mypsoriasis.settings.production"} | environment
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_with_everything_set_it_starts():
    started = start(**COMPLETE)
    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == ["https://psoriasis.example", "False", "False", "True", "mail.example", "True"]


@pytest.mark.parametrize("name", COMPLETE)
def test_each_missing_setting_is_named_alone(name):
    refused = start(**{key: value for key, value in COMPLETE.items() if key != name})
    assert refused.returncode != 0
    message = refused.stderr.splitlines()[-1]
    assert [setting for setting in COMPLETE if f"{setting} (" in message] == [name]


def test_all_missing_settings_are_named_at_once():
    message = start().stderr.splitlines()[-1]
    assert [setting for setting in COMPLETE if f"{setting} (" in message] == list(COMPLETE)


@pytest.mark.parametrize("key", ["short", "demo-only-" + "k" * 50])
def test_a_weak_secret_key_is_refused(key):
    refused = start(**COMPLETE | {"SECRET_KEY": key})
    assert "SECRET_KEY must be" in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "url",
    [
        "garbage", "consolemail://", "filemail:///tmp/mail", "memorymail://", "smtp://", "smtp://:25",
        "smtp+tls://user:word@mail.example:many", "smtp://[mail.example",
    ],
)  # fmt: skip
def test_what_is_no_mail_server_is_refused_in_one_line_that_names_the_setting(url):
    refused = start(**COMPLETE | {"EMAIL_URL": url})
    assert refused.returncode != 0
    assert "ImproperlyConfigured: EMAIL_URL " in refused.stderr.splitlines()[-1]
    assert "word" not in refused.stderr.splitlines()[-1].replace("user:password", "")


@pytest.mark.parametrize("scheme", ["smtp", "smtps", "smtp+tls", "smtp+ssl"])
def test_each_way_to_a_mail_server_is_accepted(scheme):
    assert start(**COMPLETE | {"EMAIL_URL": f"{scheme}://mail.example:587"}).returncode == 0


@pytest.mark.parametrize("hosts", ["*", "psoriasis.example,*", "psoriasis.example, *", ",", " , "])
def test_hosts_have_to_be_named(hosts):
    refused = start(**COMPLETE | {"ALLOWED_HOSTS": hosts})
    assert "ImproperlyConfigured: ALLOWED_HOSTS " in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["TRUSTED_PROXIES", "SECURE_HSTS_SECONDS"])
def test_a_number_that_is_none_is_named(name):
    refused = start(**COMPLETE | {name: "abc"})
    assert f"ImproperlyConfigured: {name} must be a whole number" in refused.stderr.splitlines()[-1]


def test_it_refuses_to_start_as_a_demo():
    refused = start(**COMPLETE | {"DEMO": "1"})
    assert "DEMO" in refused.stderr.splitlines()[-1]

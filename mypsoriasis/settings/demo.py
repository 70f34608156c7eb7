"""A fresh clone on one machine: SQLite, mail kept in a folder and readable at /demo/mail/."""

from .base import *  # noqa: F403
from .base import CACHES, VAR_DIR, databases, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "demo-only-" + "k" * 50  # not a secret: the demo listens on loopback alone
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = databases(VAR_DIR / "demo.sqlite3")
if DEBUG:
    # A changed template shows at once.
    nothing_kept = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    CACHES = CACHES | {"posts": nothing_kept, "pages": nothing_kept}

DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
STAFF_NEEDS_SECOND_FACTOR = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
CRISPY_FAIL_SILENTLY = False

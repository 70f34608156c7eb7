"""The tests' settings: SQLite unless DATABASE_URL says otherwise, mail in memory."""

from .base import *  # noqa: F403
from .base import SQLITE_OPTIONS, VAR_DIR, databases

SECRET_KEY = "tests-only-" + "k" * 50
ALLOWED_HOSTS = ["*"]
DATABASES = databases(VAR_DIR / "test.sqlite3")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # What a test wrote need not outlive a power cut.
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS | {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-20000;"
    }
DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
LIMITS = None  # tests of the limits switch them on
SCREEN_SETTINGS_SECONDS = 0
FIGURES_SECONDS = 0
VISITOR_PAGE_SECONDS = 0  # tests of the page cache switch it on
CRISPY_FAIL_SILENTLY = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Nothing is collected for tests: WhiteNoise would read the whole folder again for each test client.
STATIC_ROOT = None

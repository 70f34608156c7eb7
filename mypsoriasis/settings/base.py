"""What every installation shares. demo, production and test each say only what differs."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))


def number(name: str, *, default: int) -> int:
    """A whole number from the environment. Raises ImproperlyConfigured, naming the variable."""
    try:
        return env.int(name, default=default)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, such as {default}.") from None


DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "mypsoriasis.urls"
WSGI_APPLICATION = "mypsoriasis.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_NAME = "MyPsoriasis"
CONTACT_ADDRESS = env("CONTACT_ADDRESS", default="contact@mypsoriasis.example")
# What links in mails begin with. A page knows its own address, a mail does not.
SITE_URL = env("SITE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "mypsoriasis",
    "newsletter",
    "articles",
    "forum",
    "discussion",
    "moderation",
    "notifications",
    "search",
    "register",
    "members",
    "rendering",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django_htmx",
    "django_prose_editor",
    "simple_history",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Members' pages; visitors' come compressed from the page cache below it.
    "django.middleware.gzip.GZipMiddleware",
    "mypsoriasis.middleware.PermissionsPolicyMiddleware",
    "mypsoriasis.pagecache.VisitorPageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "members.limits.LimitsMiddleware",
    "members.middleware.AccountPagesMiddleware",
    "members.second_factor.SecondFactorMiddleware",
    "csp.middleware.CSPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "mypsoriasis.deadlocks.DeadlockMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mypsoriasis.context.site",
            ],
        },
    }
]

# SQLite: IMMEDIATE so that writers wait for each other instead of failing; FULL so that an
# acknowledged post outlives a power cut. Figures in docs/decisions.md.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
    ),
}


def databases(default_sqlite: Path) -> dict:
    """DATABASE_URL when it is set, else SQLite at the given path."""
    url = env("DATABASE_URL", default="")
    if url:
        database = env.db_url_config(url)
        if database["ENGINE"].endswith("postgresql"):
            database["CONN_HEALTH_CHECKS"] = True
            database["CONN_MAX_AGE"] = 60
            # A page's questions take milliseconds; compiling one that looks expensive takes a fifth of a second.
            database.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
        else:
            database["OPTIONS"] = SQLITE_OPTIONS
    else:
        default_sqlite.parent.mkdir(parents=True, exist_ok=True)
        database = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": default_sqlite,
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    return {"default": database}


def in_process(name: str, entries: int) -> dict:
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": entries},
    }


# Rendered posts (about 1 kB each) and pages (up to 40 kB) have caches of their own: however many are read, they push
# out no counted limit.
CACHES = {
    "default": in_process("default", 20_000),
    "posts": in_process("posts", 20_000),
    "pages": in_process("pages", 1_000),
}
# A page may be served from cache for longer than a second only when every process sees it dropped.
VISITOR_PAGE_SECONDS = 1

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mypsoriasis.errors.csrf_failure"

# No page asks for a password: members sign in by e-mailed codes and passkeys. members/urls.py says
# which of allauth's addresses that closes.
ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "members.forms.SignInForm",
    "confirm_login_code": "members.forms.SignInCodeForm",
    "confirm_email_verification_code": "members.forms.EmailCodeForm",
    "add_email": "members.forms.NewEmailForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
# Sore fingers need time: fifteen minutes for a code, twice that for all steps of a sign-in.
CODE_VALID_FOR = 15 * 60
CODE_TRIES = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_VALID_FOR
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = CODE_TRIES
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_TIMEOUT = 2 * CODE_VALID_FOR
# Ours counts codes, and leads to a page instead of an error beside the field.
ACCOUNT_RATE_LIMITS = {"request_login_code": None}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXIES", default=0)
MFA_ADAPTER = "members.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "members.forms.AddPasskeyForm",
    "activate_totp": "members.forms.SetUpAppForm",
    "authenticate": "members.forms.SecondFactorForm",
    "reauthenticate": "members.forms.SecondFactorAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
USERSESSIONS_TRACK_ACTIVITY = False
# Desk and admin are closed to staff who signed in without a second factor.
STAFF_NEEDS_SECOND_FACTOR = True
# A visitor whose text waits for them to join carries this cookie; after signing in they are led there.
PENDING_COOKIE = "pending"
PENDING_URL = "/pending/"

# Texts nobody can read any more, and reports, go this long after their case was closed: moderation/retention.py.
RETENTION_DAYS = number("RETENTION_DAYS", default=365)
# Held texts that wait for longer are mailed about, once a day.
MODERATION_OVERDUE_HOURS = number("MODERATION_OVERDUE_HOURS", default=48)

# How long a process may go on with the policy and the providers it has read.
SCREEN_SETTINGS_SECONDS = 5
# A rule of the screen whose holds are right less often than this, at the kind end of the interval, only flags from then.
SCREEN_RULE_FLOOR = 0.7
# Told to the author of a held text only while the last 30 days keep it for 9 texts in 10.
MODERATION_PROMISED_HOURS = number("MODERATION_PROMISED_HOURS", default=24)
# How long the promise and the public figures are kept.
FIGURES_SECONDS = 600
# Sellers that a court or an authority named: register/check.py asks for them, and they live above it.
PUBLIC_RECORDS = "moderation.providers.public_records"

# How often, per member, newcomer, address and key: members/limits.py. None switches counting off.
LIMITED_VIEW = "mypsoriasis.errors.limited"
LIMITS: dict | None = {
    "post": {"newcomer": "4/10m,15/d", "member": "10/10m,80/d", "address": "30/10m,200/d"},
    "edit": {"newcomer": "10/h,30/d", "member": "30/h,150/d", "address": "90/h"},
    "reaction": {"newcomer": "30/h", "member": "150/h", "address": "500/h"},
    "block": {"member": "60/h", "address": "200/h"},
    "follow": {"member": "120/h", "address": "400/h"},
    "report": {"newcomer": "5/h,15/d", "member": "15/h,50/d", "address": "50/h"},
    # A hint says that a text would be held; some of them also say which words count.
    "hint": {"newcomer": "6/h,20/d", "member": "15/h,50/d", "address": "30/h,100/d"},
    "explained": {"member": "3/h,8/d", "address": "9/h,24/d"},
    "check": {"newcomer": "6/h,20/d", "member": "15/h,50/d", "address": "30/h,100/d"},
    "preview": {"newcomer": "60/h", "member": "120/h", "address": "300/h"},
    "names": {"member": "60/m", "address": "200/m"},
    "draft": {"member": "40/m", "address": "200/m"},
    "similar": {"member": "40/m", "address": "200/m"},
    "suggest": {"member": "40/m", "address": "200/m"},
    "rename": {"member": "3/d"},
    # Strict for each computer, loose for the mailbox: a stranger's requests must not keep its owner out.
    "code": {"key here": "4/10m,12/d", "key": "20/h", "address": "15/10m,100/d"},
    "guess": {"key": "5/15m", "address": "60/10m"},
    "newsletter": {"address": "10/h,30/d"},
    "newsletter_mail": {"key": "2/d"},
    "search": {"member": "60/m", "address": "120/m"},
    "page": {"address": "600/m"},
}

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "mypsoriasis"
CRISPY_FAIL_SILENTLY = True

EMAIL_TIMEOUT = 15  # seconds; a silent mail server must not hold up a request or the worker
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="MyPsoriasis <no-reply@mypsoriasis.example>")

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
# A text that is far too long still comes back to its author: a million characters, which a form sends as up to
# twelve bytes each.
DATA_UPLOAD_MAX_MEMORY_SIZE = 13_000_000

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Its warnings (404 and the like) name the page, whose address is the title of a question that may be removed.
    "loggers": {"django.request": {"level": "ERROR"}},
}

"""A public installation. Refuses to start half-configured, naming every setting that is missing."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLAUTH_TRUSTED_PROXY_COUNT, CACHES, VAR_DIR, databases, env, number

REQUIRED = {
    "SECRET_KEY": "a long random text",
    "ALLOWED_HOSTS": "the site's host names, separated by commas",
    "EMAIL_URL": "the mail server, as smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the address the site's mail comes from",
    "CONTACT_ADDRESS": "the address people can write to",
}
MAIL_SCHEMES = ("smtp", "smtps", "smtp+tls", "smtp+ssl")
missing = [f"{name} ({what})" for name, what in REQUIRED.items() if not env(name, default="").strip()]
if missing:
    raise ImproperlyConfigured("The site cannot start. Set in the environment: " + "; ".join(missing) + ".")
if env.bool("DEMO", default=False):
    raise ImproperlyConfigured("The site cannot start with DEMO set: the demo shows everybody's mail to its visitors.")

SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 40 or SECRET_KEY.startswith(("demo-only-", "tests-only-")):
    raise ImproperlyConfigured("SECRET_KEY must be a random text of 40 characters or more.")
ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS") if host.strip()]
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts. * would let anybody choose where links lead.")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]
SITE_URL = env("SITE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}")
mail_scheme, _separator, mail_server = env("EMAIL_URL").partition("://")
if mail_scheme not in MAIL_SCHEMES or not mail_server:
    raise ImproperlyConfigured(f"EMAIL_URL must be {REQUIRED['EMAIL_URL']}. It may begin with {', '.join(MAIL_SCHEMES)}.")
try:
    mail_settings = env.email_url("EMAIL_URL")
except (ValueError, KeyError, ImproperlyConfigured):
    # Not the cause: it could show the password.
    raise ImproperlyConfigured(f"EMAIL_URL must be {REQUIRED['EMAIL_URL']}.") from None
if not mail_settings["EMAIL_HOST"]:
    raise ImproperlyConfigured("EMAIL_URL names no mail server.")
vars().update(mail_settings)

DEMO = False
DATABASES = databases(VAR_DIR / "site.sqlite3")
if cache_url := env("CACHE_URL", default=""):
    # Pages and posts stay in the process: what is kept of them is right wherever it was made.
    CACHES = CACHES | {"default": env.cache_url_config(cache_url)}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# A monitor on the same machine asks without TLS, and wants the answer, not a redirect.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = number("SECURE_HSTS_SECONDS", default=31_536_000)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
if ALLAUTH_TRUSTED_PROXY_COUNT:
    # A proxy in front ends TLS; it must overwrite this header, never pass a visitor's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

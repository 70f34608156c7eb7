"""A public installation. Refuses to start half-configured, naming every setting that is missing."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import CACHES, VAR_DIR, databases, env

REQUIRED = {
    "SECRET_KEY": "a long random text",
    "ALLOWED_HOSTS": "the site's host names, separated by commas",
    "EMAIL_URL": "the mail server, as smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the address the site's mail comes from",
    "CONTACT_ADDRESS": "the address people can write to",
}
missing = [f"{name} ({what})" for name, what in REQUIRED.items() if not env(name, default="").strip()]
if missing:
    raise ImproperlyConfigured("The site cannot start. Set in the environment: " + "; ".join(missing) + ".")
if env.bool("DEMO", default=False):
    raise ImproperlyConfigured("The site cannot start with DEMO set: the demo shows everybody's mail to its visitors.")

SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 40 or SECRET_KEY.startswith(("demo-only-", "tests-only-")):
    raise ImproperlyConfigured("SECRET_KEY must be a random text of 40 characters or more.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]
SITE_URL = env("SITE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}")
vars().update(env.email_url("EMAIL_URL"))

DEMO = False
DATABASES = databases(VAR_DIR / "site.sqlite3")
if cache_url := env("CACHE_URL", default=""):
    # Pages and posts stay in the process: what is kept of them is right wherever it was made.
    CACHES = CACHES | {"default": env.cache_url_config(cache_url)}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# A monitor on the same machine asks without TLS, and wants the answer, not a redirect.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
if env.int("TRUSTED_PROXIES", default=0):
    # A proxy in front ends TLS; it must overwrite this header, never pass a visitor's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

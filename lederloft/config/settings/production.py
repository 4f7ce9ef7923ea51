"""For real use. Refuses to start when something is missing or unsafe, and says what to do."""

import os

from django.core.exceptions import ImproperlyConfigured

from lederloft.config.settings.base import *  # noqa: F403
from lederloft.config.settings.base import ALLOWED_HOSTS, DATABASES, SECRET_KEY

ONE_CLICK_SIGN_IN = False

_faults = []
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 12:
    _faults.append(
        "SECRET_KEY mangler eller er for kort. Lag en med: "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
if not ALLOWED_HOSTS or any(host.startswith(("*", ".")) for host in ALLOWED_HOSTS):
    _faults.append("ALLOWED_HOSTS må nevne hvert vertsnavn løsningen svarer på, for eksempel lederloft.kommune.no.")
if DATABASES["default"]["ENGINE"].endswith("postgresql") and not os.environ.get("MIGRATE_DATABASE_URL"):
    _faults.append(
        "MIGRATE_DATABASE_URL mangler. På PostgreSQL må en egen bruker eie tabellene, "
        "og DATABASE_URL må peke på en svakere bruker."
    )
if not os.environ.get("EMAIL_HOST"):
    _faults.append("EMAIL_HOST mangler. Løsningen må kunne sende e-post for invitasjoner og nye passord.")
if _faults:
    raise ImproperlyConfigured("Løsningen starter ikke:\n- " + "\n- ".join(_faults))

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ["EMAIL_HOST"]
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", f"lederloft@{ALLOWED_HOSTS[0]}")

# TLS ends at the proxy in front. The header is believed only when the municipality says that a proxy sets it.
if os.environ.get("BEHIND_TLS_PROXY", "") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^helse$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

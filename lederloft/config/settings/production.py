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
if not os.environ.get("SITE_URL", "").startswith("https://"):
    _faults.append("SITE_URL mangler eller begynner ikke med https://. Lenker i e-post begynner med denne adressen.")
if not os.environ.get("DEFAULT_FROM_EMAIL"):
    _faults.append("DEFAULT_FROM_EMAIL mangler. Skriv adressen e-posten kommer fra.")
if not (os.environ.get("OIDC_DISCOVERY_URL") or "https://").startswith("https://"):
    _faults.append("OIDC_DISCOVERY_URL begynner ikke med https://. Innloggingstjenesten må nås kryptert.")
if _faults:
    raise ImproperlyConfigured("Løsningen starter ikke:\n- " + "\n- ".join(_faults))

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

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

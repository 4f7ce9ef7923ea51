"""For real use. Refuses to start when something is missing or unsafe, and says what to do."""

import os

from lederloft.config.environment import refusal, switch
from lederloft.config.settings.base import *  # noqa: F403
from lederloft.config.settings.base import ALLOWED_HOSTS, DATABASES, MIGRATE_DATABASES
from lederloft.config.unsafe import list_faults

ONE_CLICK_SIGN_IN = False
_is_behind_proxy = switch("BEHIND_TLS_PROXY")

_faults = list_faults(os.environ, hosts=ALLOWED_HOSTS, databases=DATABASES, owners=MIGRATE_DATABASES)
if _faults:
    raise refusal(*_faults)

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

# TLS ends at the proxy in front. The header is believed only when the municipality says that a proxy sets it.
if _is_behind_proxy:
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

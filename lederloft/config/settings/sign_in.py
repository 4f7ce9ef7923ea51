"""Sign-in: one door, e-mail and password with a two-step code, and one generic OIDC client."""

import os

from lederloft.config.environment import switch, whole_number

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["lederloft.foundation.access.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/logg-inn"
ONE_CLICK_SIGN_IN = False  # only local and test settings say otherwise
# Links in mail begin with it; never taken from the Host header.
_port = whole_number("PORT", otherwise=8000, least=1, most=65_535)
SITE_URL = (os.environ.get("SITE_URL") or f"http://127.0.0.1:{_port}").rstrip("/")

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # the session table holds no personal text

# Counts of attempts must be shared by all web processes. Keys are hashed, for they hold addresses.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_attempt",
        "KEY_FUNCTION": "lederloft.foundation.access.throttle.hashed_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

ACCOUNT_ADAPTER = "lederloft.foundation.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 60 * 10
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,8/10m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
}
# How many proxies of our own stand before us and write X-Forwarded-For. 0: the header means nothing.
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("TRUSTED_PROXY_COUNT", otherwise=0, least=0, most=10)

SOCIALACCOUNT_ADAPTER = "lederloft.foundation.access.subject_adapter.SubjectAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

MFA_ADAPTER = "lederloft.foundation.access.adapters.TwoStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lederløft"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True

# One OpenID Connect provider: Entra ID, Ansattporten, Feide or the municipality's own. Empty: password only.
OIDC_NAME = os.environ.get("OIDC_NAME", "")
OIDC_DISCOVERY_URL = os.environ.get("OIDC_DISCOVERY_URL", "")
OIDC_CLIENT_ID = os.environ.get("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = os.environ.get("OIDC_CLIENT_SECRET", "")
# The server goes there by https, and to the open net only. 1: also to a service on the municipality's own net.
OIDC_PRIVATE_ADDRESSES = switch("OIDC_PRIVATE_ADDRESSES")

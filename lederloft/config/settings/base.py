"""What every installation has in common. Values come from the environment; see docs/drift.md."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from lederloft.config.databases import database_from_url
from lederloft.config.environment import whole_number
from lederloft.config.owner_databases import owner_databases
from lederloft.config.settings.logs import *  # noqa: F403
from lederloft.config.settings.mail import *  # noqa: F403
from lederloft.config.settings.sign_in import *  # noqa: F403
from lederloft.foundation.wording import values as wording

REPOSITORY = Path(__file__).resolve().parents[3]
BASE_DIR = REPOSITORY
DATA_DIR = Path(os.environ.get("LEDERLOFT_DATA_DIR", REPOSITORY / "var" / "data"))
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
DEBUG = False

INSTALLED_APPS = [
    "lederloft.foundation.tenancy",
    "lederloft.foundation.trail",
    "lederloft.foundation.access",
    "lederloft.foundation.jobs",
    "lederloft.foundation.use_cases",
    "lederloft.foundation.documents",
    "lederloft.foundation.drafts",
    "lederloft.foundation.saved_views",
    "lederloft.foundation.outbox",
    "lederloft.foundation.calendars",
    "lederloft.foundation.wording",
    "lederloft.domain.organisation",
    "lederloft.domain.strategy",
    "lederloft.domain.answers",
    "lederloft.domain.programmes",
    "lederloft.domain.participation",
    "lederloft.faces.web.kit",
    "lederloft.faces.web.data_protection",
    "lederloft.faces.web.entrance",
    "lederloft.faces.web.my_development",
    "lederloft.faces.web.development_office",
    "lederloft.faces.web.my_unit",
    "lederloft.faces.web.supplier_room",
    "lederloft.faces.web.representatives",
    "lederloft.faces.web.results",
    "lederloft.faces.web.attendance",
    "lederloft.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "lederloft.config.out_of_service.OutOfServiceMiddleware",
    "csp.middleware.CSPMiddleware",  # before those that answer by themselves: redirects to https, static files
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lederloft.faces.web.entrance.api.EntranceMiddleware",
]

# Our addresses end without a slash, so an included room's begin with one.
SILENCED_SYSTEM_CHECKS = ["urls.W002"]

ROOT_URLCONF = "lederloft.config.urls"
WSGI_APPLICATION = "lederloft.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [REPOSITORY / "lederloft" / "faces" / "web" / "kit" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "lederloft.faces.web.kit.forms.KitRenderer"
CSRF_FAILURE_VIEW = "lederloft.faces.web.kit.error_pages.csrf_failure"

DATABASES = {
    alias: database_from_url(os.environ.get(variable) or f"sqlite:///{DATA_DIR / alias}.sqlite3", variable=variable)
    for alias, variable in (
        ("default", "DATABASE_URL"),
        ("answers", "ANSWERS_DATABASE_URL"),
        ("buffer", "BUFFER_DATABASE_URL"),
    )
}
# The login that serves. When another login migrates, it grants this one what it needs and nothing more.
DATABASE_APP_ROLE = DATABASES["default"].get("USER") or None
MIGRATE_DATABASES = owner_databases(DATABASES, os.environ)
DATABASE_ROUTERS = ["lederloft.config.databases.Router"]

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk")]
LOCALE_PATHS = list(wording.LOCALE_PATHS)
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
_modules = REPOSITORY / "node_modules"
# Third-party files are served from where the set-up put them; none is copied into the repository.
STATICFILES_DIRS = [
    ("npm/designsystemet", _modules / "@digdir" / "designsystemet-css" / "dist" / "src"),
    ("npm/inter", _modules / "@fontsource-variable" / "inter"),
    ("npm/htmx", _modules / "htmx.org" / "dist"),
    ("theme", REPOSITORY / "var" / "build" / "theme"),
]
MEDIA_ROOT = DATA_DIR / "documents"

# How long the installation keeps copies that an erasure can't reach; the receipt tells the day they are gone.
BACKUPS_KEPT_DAYS = whole_number("BACKUPS_KEPT_DAYS", otherwise=90, least=0, most=36_500)
DATABASE_LOG_KEPT_DAYS = whole_number("DATABASE_LOG_KEPT_DAYS", otherwise=7, least=0, most=36_500)
SENT_MAIL_KEPT_DAYS = whole_number("SENT_MAIL_KEPT_DAYS", otherwise=90, least=0, most=36_500)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Designsystemet's own style sheet masks with data URLs
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
LARGEST_UPLOAD = 26 * 1024 * 1024  # one file of the largest kind (documents), and the form around it
FILE_UPLOAD_HANDLERS = [
    "lederloft.faces.web.entrance.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

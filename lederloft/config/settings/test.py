"""What the tests run on. The lanes set the database addresses."""

import os

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ.setdefault("ANSWERS_DATABASE_URL", "sqlite:///:memory:")
os.environ.setdefault("BUFFER_DATABASE_URL", "sqlite:///:memory:")

from lederloft.config.settings.base import *  # noqa: F403
from lederloft.config.settings.base import STATIC_ROOT

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_WAITS_SECONDS = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ONE_CLICK_SIGN_IN = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a missing directory, and a warning is an error

"""On one's own machine: `make run`."""

import os

from lederloft.config.environment import switch
from lederloft.config.settings.base import *  # noqa: F403
from lederloft.config.settings.base import DATA_DIR

DEBUG = switch("DEBUG")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-local-use-never-in-production")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
ONE_CLICK_SIGN_IN = True

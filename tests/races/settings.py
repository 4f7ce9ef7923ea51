"""The site as on one's own machine, with mail over SMTP to the test's own post office."""

from lederloft.config.settings.local import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"

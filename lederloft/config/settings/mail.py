"""The mail server, from the environment under Django's own names."""

import os

from lederloft.config.environment import switch, whole_number

EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = whole_number("EMAIL_PORT", otherwise=25, least=1, most=65_535)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = switch("EMAIL_USE_TLS")
EMAIL_USE_SSL = switch("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 20  # seconds; a server that hangs must not hold the worker
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Lederløft <lederloft@localhost>")
# How long news of places and gatherings lies before it is sent: what is changed meanwhile becomes one mail.
MAIL_WAITS_SECONDS = whole_number("MAIL_WAITS_SECONDS", otherwise=120, least=0, most=3600)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""

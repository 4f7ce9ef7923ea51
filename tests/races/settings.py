"""The site as on one's own machine, with mail over SMTP to the test's own post office.

Each request first looks at its own connection: a database that may lose what it has confirmed would prove nothing.
"""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from lederloft.config.settings.local import *  # noqa: F403
from lederloft.config.settings.local import MIDDLEWARE as REAL

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
SAFE: dict[str, dict[str, object]] = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2, "PRAGMA foreign_keys": 1},
    "postgresql": {"SHOW fsync": "on", "SHOW synchronous_commit": "on"},
}


class SafeConnections:
    """A connection that isn't safe makes the request fail, and the clients complain."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with connection.cursor() as cursor:
            for question, wanted in SAFE[connection.vendor].items():
                cursor.execute(question)
                (found,) = cursor.fetchone()
                if found != wanted:
                    raise AssertionError(f"{question} says {found}")
        return self.get_response(request)


MIDDLEWARE = [*REAL, "tests.races.settings.SafeConnections"]

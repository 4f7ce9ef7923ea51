"""Three databases: what the municipality knows, the answers nobody is tied to, and the buffer before them."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import models

from lederloft.config.environment import refusal

PATIENCE = 20  # seconds for a lock, on both engines; then the visitor is told to try again
_OWN = {"answers": "answers", "buffer": "buffer"}  # app label or model mark → alias


def database_from_url(url: str, *, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """Django's settings for ``sqlite:///path`` or ``postgresql://user:password@host:port/name?host=/socket/dir``.

    Raises ImproperlyConfigured with what is wrong, never with the password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # what it says may be a piece of the password
        raise refusal(
            f"{variable} kan ikke leses. Skriv postgresql://bruker:passord@vert:5432/navn, med tegnene : / ? # @ i "
            "passordet som %3A %2F %3F %23 %40."
        ) from None
    if parts.scheme == "sqlite":
        name = unquote(parts.path[1:]) if parts.path.startswith("/") else parts.path
        if name != ":memory:":
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": PATIENCE,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON;",
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", "")) or parts.hostname or "",
            "PORT": str(port or query.get("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "connect_timeout": 5,
                # A server that is gone without a word is felt for, and given up half a minute (in milliseconds) later.
                "tcp_user_timeout": 30_000,
                "keepalives_idle": 30,
                "keepalives_interval": 10,
                "options": f"-c lock_timeout={PATIENCE}s",
            },
        }
    raise refusal(f"{variable} må begynne med sqlite:/// eller postgresql://.")


class Router:
    """Keeps the answer store apart: only domain/answers uses the two other databases."""

    def _alias(self, app_label: str, model: type[models.Model] | None) -> str:
        if model is not None and hasattr(model, "database_alias"):
            return str(model.database_alias)
        return _OWN.get(app_label, "default")

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        """Where the model lives."""
        return self._alias(model._meta.app_label, model)

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        """Where the model lives."""
        return self._alias(model._meta.app_label, model)

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        """Never between two databases."""
        return self.db_for_write(type(one)) == self.db_for_write(type(other))

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        """Each table in its own database only."""
        from django.apps import apps

        known = app_label in apps.app_configs  # Django's own cache table belongs to no app
        model = apps.get_model(app_label, model_name) if model_name and known else None
        return self._alias(app_label, model) == db

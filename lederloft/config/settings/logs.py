"""What is logged and how: one line each, to standard error. See docs/drift.md."""

from typing import Any

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "lederloft.config.log_lines.LineFormatter"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "lederloft": {"level": "INFO"},
        # Django sends these to administrators by mail, values and all; here they are lines like the others.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # refusals are told by lederloft.refusals, with who and where from
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        # Says the method as it was sent, which may be any word.
        "gunicorn.http": {"level": "ERROR"},
        # Speak of what stands in a paper, and of fonts.
        "weasyprint": {"level": "CRITICAL"},
        "fontTools": {"level": "CRITICAL"},
    },
}

"""The door to health."""

from lederloft.foundation.health.readiness import OK, is_ready, list_checks

__all__ = ["OK", "is_ready", "list_checks"]

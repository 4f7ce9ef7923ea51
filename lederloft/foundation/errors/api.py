"""The door to errors."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind, NotAllowed, NotFound

__all__ = ["N_", "DomainError", "ErrorKind", "NotAllowed", "NotFound"]

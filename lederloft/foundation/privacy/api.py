"""The door to privacy: marks for models, and reading them back."""

from lederloft.foundation.privacy.marks import marked_models, unmarked_fields
from lederloft.foundation.privacy.values import (
    Category,
    Impersonal,
    Keep,
    KeepBy,
    KeepWith,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
    Then,
)

__all__ = [
    "Category",
    "Impersonal",
    "Keep",
    "KeepBy",
    "KeepWith",
    "LegalBasis",
    "Marks",
    "Personal",
    "Purpose",
    "Then",
    "marked_models",
    "unmarked_fields",
]

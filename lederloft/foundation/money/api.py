"""The door to money: exact kroner, VAT, and the field that stores them."""

from lederloft.foundation.money.fields import KronerField, KronerFormField
from lederloft.foundation.money.values import Kroner

__all__ = [
    "Kroner",
    "KronerField",
    "KronerFormField",
]

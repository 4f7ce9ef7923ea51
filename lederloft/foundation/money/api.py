"""The door to money: exact kroner, VAT, and the field that stores them."""

from lederloft.foundation.money.fields import KronerField, KronerFormField
from lederloft.foundation.money.values import (
    AmountTooLarge,
    Kroner,
    NotAnAmount,
    Taxed,
    VatRate,
    VatRateOutOfRange,
    read_kroner,
    total,
)

__all__ = [
    "AmountTooLarge",
    "Kroner",
    "KronerField",
    "KronerFormField",
    "NotAnAmount",
    "Taxed",
    "VatRate",
    "VatRateOutOfRange",
    "read_kroner",
    "total",
]

"""Refusals about amounts."""

from lederloft.foundation.errors.values import N_, DomainError


class NotAnAmount(DomainError):
    """What was written can't be read as kroner and øre."""

    code = "money.not_an_amount"
    message = N_("«{written}» er ikke et beløp. Skriv kroner med høyst to desimaler, for eksempel 1 250,50.")


class AmountTooLarge(DomainError):
    """An amount beyond what a municipality handles: a slip of the hand."""

    code = "money.amount_too_large"
    message = N_("Beløpet er for stort. Skriv et beløp mellom −999 999 999 999,99 og 999 999 999 999,99 kroner.")


class VatRateOutOfRange(DomainError):
    """A VAT rate below 0 or above 100 per cent."""

    code = "money.vat_rate_out_of_range"
    message = N_("{percent} % er ikke en gyldig momssats. Skriv en sats mellom 0 og 100 prosent.")

"""Exact Norwegian kroner. There is one rounding rule, half up (away from zero) to the øre, and it is always asked for.

VAT rates are data with dates (foundation.dated), so they are handed in; none stands here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from lederloft.foundation.money.errors import AmountTooLarge, NotAnAmount, VatRateOutOfRange

__all__ = [
    "AmountTooLarge",
    "Kroner",
    "NotAnAmount",
    "Taxed",
    "VatRate",
    "VatRateOutOfRange",
    "read_kroner",
    "total",
]

_ORE = Decimal("0.01")
_LIMIT = Decimal("999999999999.99")
_LONGEST = 40
_WRITTEN = re.compile(r"(?P<sign>[-−–]?) ?(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,](?P<ore>[0-9]{1,2}|-))?")


@dataclass(frozen=True, order=True)
class Kroner:
    """An amount exact to the øre. Adding and multiplying by a whole number stays exact; ``times`` rounds."""

    amount: Decimal

    def __post_init__(self) -> None:
        amount: object = self.amount
        if not isinstance(amount, Decimal):
            raise TypeError("Kroner takes a Decimal, never a float or a bare number")
        if not amount.is_finite():
            raise NotAnAmount(written=str(amount))
        if abs(amount) > _LIMIT:
            raise AmountTooLarge
        exact = amount.quantize(_ORE)
        if exact != amount:
            raise NotAnAmount(written=str(amount))
        object.__setattr__(self, "amount", exact or abs(exact))

    @classmethod
    def of_ore(cls, ore: int) -> "Kroner":
        """The amount of so many øre."""
        return cls(Decimal(ore).scaleb(-2))

    @classmethod
    def rounded(cls, amount: Decimal) -> "Kroner":
        """The nearest øre, half up: 0.005 becomes 0.01 and −0.005 becomes −0.01."""
        if not amount.is_finite():
            raise NotAnAmount(written=str(amount))
        if abs(amount) > _LIMIT:
            raise AmountTooLarge
        return cls(amount.quantize(_ORE, rounding=ROUND_HALF_UP))

    @property
    def ore(self) -> int:
        """The amount in øre."""
        return int(self.amount.scaleb(2))

    def __add__(self, other: "Kroner") -> "Kroner":
        return Kroner(self.amount + other.amount)

    def __sub__(self, other: "Kroner") -> "Kroner":
        return Kroner(self.amount - other.amount)

    def __neg__(self) -> "Kroner":
        return Kroner(-self.amount)

    def __mul__(self, count: int) -> "Kroner":
        if not isinstance(count, int):
            raise TypeError("multiply by a whole number; times() takes a factor and rounds")
        return Kroner.of_ore(self.ore * count)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        """«1250.50», for machines; people read wording's kroner()."""
        return str(self.amount)

    def times(self, factor: Decimal) -> "Kroner":
        """The amount times a factor, rounded half up to the øre."""
        with localcontext() as context:
            context.prec = 60
            return Kroner.rounded(self.amount * factor)

    def split(self, parts: int) -> "tuple[Kroner, ...]":
        """Equal parts that add up to the whole; the øre left over go to the first ones."""
        return self.split_by([1] * parts)

    def split_by(self, weights: Sequence[int]) -> "tuple[Kroner, ...]":
        """Parts in proportion to the weights, adding up to the whole.

        Each part is within one øre of its exact share; leftover øre go to the largest remainders, the first on a tie.
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("weights are zero or more, and not all zero")
        sign, ore = (-1, -self.ore) if self.ore < 0 else (1, self.ore)
        shares = [divmod(ore * weight, whole) for weight in weights]
        left = ore - sum(share for share, _rest in shares)
        first_served = sorted(range(len(weights)), key=lambda index: (-shares[index][1], index))[:left]
        return tuple(
            Kroner.of_ore(sign * (share + (index in first_served))) for index, (share, _rest) in enumerate(shares)
        )


def total(amounts: Iterable[Kroner]) -> Kroner:
    """The sum; of nothing it is 0 kr."""
    return Kroner.of_ore(sum(amount.ore for amount in amounts))


@dataclass(frozen=True)
class VatRate:
    """A VAT rate in per cent, as the rule set in force says it: VatRate(Decimal(25))."""

    percent: Decimal

    def __post_init__(self) -> None:
        if not (self.percent.is_finite() and 0 <= self.percent <= 100):
            raise VatRateOutOfRange(percent=str(self.percent))


@dataclass(frozen=True)
class Taxed:
    """An amount without VAT, its VAT, and the rate it was reckoned with."""

    net: Kroner
    vat: Kroner
    rate: VatRate

    @classmethod
    def of_net(cls, net: Kroner, rate: VatRate) -> "Taxed":
        """From an amount without VAT: the VAT is rounded half up to the øre."""
        return cls(net=net, vat=net.times(rate.percent / 100), rate=rate)

    @classmethod
    def of_gross(cls, gross: Kroner, rate: VatRate) -> "Taxed":
        """From an amount with VAT: the VAT is rounded half up, and net and VAT add up to the amount."""
        with localcontext() as context:
            context.prec = 60
            vat = Kroner.rounded(gross.amount * rate.percent / (100 + rate.percent))
        return cls(net=gross - vat, vat=vat, rate=rate)

    @property
    def gross(self) -> Kroner:
        """The amount with VAT."""
        return self.net + self.vat


def read_kroner(written: str) -> Kroner:
    """What people write: «1 250,50», «1250.5», «kr 300», «300,-». Raises NotAnAmount."""
    bare = re.sub(r"\s+", " ", written[:_LONGEST].strip())
    bare = re.sub(r"^kr\.? ?| ?(?:kr\.?|kroner)$", "", bare, flags=re.IGNORECASE)
    match = _WRITTEN.fullmatch(bare)
    if match is None or len(written) > _LONGEST:
        raise NotAnAmount(written=written[:_LONGEST])
    ore = (match["ore"] or "").strip("-")
    amount = Decimal(f"{match['whole'].replace(' ', '')}.{ore or '0'}")
    return Kroner(-amount if match["sign"] else amount)

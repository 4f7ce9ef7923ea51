"""What the marks say, as people say it: roles, records, keep rules, receipts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from lederloft.faces.web.kit.roles import ROLE_WORDS, role_holders
from lederloft.foundation.acting.values import Role
from lederloft.foundation.privacy.api import KeepSaid, Line, Receipt, say_keep
from lederloft.foundation.wording import api as wording


@dataclass(frozen=True)
class Said:
    """One record in words."""

    what: str
    holds: str
    why: str
    basis: str
    sees: str
    keep: tuple[str, ...]
    after_erasure: str
    rows: int | None = None


@dataclass(frozen=True)
class Counted:
    """A record with a number, and why it stands when it does."""

    what: str
    rows: int = 0
    why: str = ""


def say_line(line: Line, *, rows: int | None = None) -> Said:
    """A record, ready for the page."""
    return Said(
        what=gettext(line.what),
        holds=wording.capitalised(_join(line.categories)),
        why=wording.capitalised(_join(line.purposes)),
        basis=wording.capitalised(_join(line.bases)),
        sees=sees(line.recipients),
        keep=tuple(_say_rule(keep) for keep in line.keep),
        after_erasure=gettext(line.after_erasure) if line.after_erasure else "",
        rows=rows,
    )


def _say_rule(keep: KeepSaid) -> str:
    """Which fields first, when they don't all have the same rule."""
    if not keep.about:
        return say_keep(keep)
    return gettext("{what}: {rule}").format(what=wording.capitalised(_join(keep.about)), rule=say_keep(keep))


def sees(recipients: Iterable[str]) -> str:
    """Who sees it, beside the one it is about. Raises ValueError for one that is no role, so that none is left out."""
    seeing = {Role(slug) for slug in recipients}
    if not seeing:
        return gettext("Ingen andre enn den det gjelder")
    if seeing == set(Role):
        return gettext("Alle som bruker løsningen")
    return wording.capitalised(wording.join([role_holders(role) for role in ROLE_WORDS if role in seeing]))


def counted(counts: Mapping[str, int]) -> list[Counted]:
    """Records with their numbers, by name."""
    return sorted((Counted(gettext(what), rows) for what, rows in counts.items() if rows), key=lambda one: one.what)


def kept(reasons: Mapping[str, str]) -> list[Counted]:
    """Records that stay, with the reason."""
    return sorted((Counted(gettext(what), why=gettext(why)) for what, why in reasons.items()), key=lambda one: one.what)


@dataclass(frozen=True)
class RemainsSaid:
    """Where a copy may still lie."""

    what: str
    until: date | None
    because: str


def remains(receipt: Receipt) -> list[RemainsSaid]:
    """What the erasure couldn't reach."""
    return [RemainsSaid(gettext(one.what), one.until_day, gettext(one.because)) for one in receipt.remains]


def _join(words: Iterable[str]) -> str:
    return wording.join([gettext(word) for word in words])

"""Where an account can be reached, for the outbox."""

from dataclasses import dataclass

from lederloft.foundation.access.models import Account, Membership


@dataclass(frozen=True)
class Reachable:
    """An account that mail may be sent to now."""

    account_id: int
    email: str
    language: str  # "" when the person hasn't chosen


def reach_account(account_id: int) -> Reachable | None:
    """The stored address of an active account; None when there is none or it is disabled."""
    row = Account.objects.filter(id=account_id, is_active=True).values_list("id", "email", "language").first()
    return None if row is None else Reachable(*row)


def reach_person(person_id: int, *, municipality_id: int) -> Reachable | None:
    """As reach_account, for the account a person has in that municipality."""
    rows = Membership.objects.filter(
        person_id=person_id, municipality_id=municipality_id, account__is_active=True, disabled_at__isnull=True
    )
    row = rows.values_list("account_id", "account__email", "account__language").first()
    return None if row is None else Reachable(*row)

"""Small makers of rows for tests: no story, only what a test needs to stand on."""

import itertools
from datetime import date

from lederloft.foundation.access.models import Account, Membership, RoleGrant
from lederloft.foundation.acting.values import Acting, Role, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, scope
from lederloft.foundation.trail.api import Via

_number = itertools.count(1)


def make_municipality(slug: str = "") -> Municipality:
    """A tenant with nothing in it."""
    return Municipality.objects.create(slug=slug or f"kommune-{next(_number)}")


def make_account(municipality: Municipality, *roles: Role, person_id: int | None = None) -> Account:
    """An account that belongs there and holds the roles from 2020 on, for the whole municipality (own for a leader)."""
    account = Account.objects.create_user(f"person{next(_number)}@example.org", created_at=clock.now())
    Membership.objects.create(account=account, municipality=municipality, person_id=person_id)
    with scope(municipality.id):
        for role in roles:
            kind = ScopeKind.OWN if role == Role.LEADER else ScopeKind.MUNICIPALITY
            RoleGrant.objects.create(account=account, role=role, scope_kind=kind, valid_from=date(2020, 1, 1))
    return account


def acting_for(municipality: Municipality, account: Account) -> Acting:
    """The account acting there with the roles it holds today."""
    from lederloft.foundation.access.api import get_acting

    return get_acting(account.id, municipality.id, via=Via.SESSION)

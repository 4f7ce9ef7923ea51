"""A tenant goes whole, the other one stays whole, and history is shut again afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction

from lederloft.foundation.access.models import Membership, RoleGrant
from lederloft.foundation.acting.values import Role
from lederloft.foundation.tenancy.api import Municipality, delete_municipality, missing_defences, scope
from lederloft.foundation.trail.api import Via, bound
from lederloft.foundation.trail.binding import record
from lederloft.foundation.trail.facts import EveryMunicipalityRead
from lederloft.foundation.trail.models import TrailEntry
from tests.makers import make_account, make_municipality

pytestmark = [pytest.mark.django_db(databases=["default", "answers", "buffer"]), pytest.mark.only_sqlite]


def furnished() -> Municipality:
    municipality = make_municipality()
    make_account(municipality, Role.IT)
    with scope(municipality.id), bound(account_id=None, via=Via.JOB, municipality_id=municipality.id):
        record(EveryMunicipalityRead(reason="test"))
    return municipality


def test_every_row_that_names_it_goes_and_no_other() -> None:
    one, other = furnished(), furnished()
    with transaction.atomic():
        assert delete_municipality(one.id) == 3  # membership, role, fact
    assert list(Municipality.objects.all()) == [other]
    assert Membership.objects.get().municipality_id == other.id
    with scope(one.id):
        assert not RoleGrant.objects.exists()
        assert not TrailEntry.objects.exists()
    with scope(other.id):
        assert RoleGrant.objects.count() == TrailEntry.objects.count() == 1


def test_history_is_shut_again() -> None:
    one, other = furnished(), furnished()
    delete_municipality(one.id)
    assert missing_defences(connection) == []
    with scope(other.id), pytest.raises(DatabaseError), transaction.atomic():
        TrailEntry.objects.all().delete()

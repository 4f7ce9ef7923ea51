"""Tenancy fails closed: no reading or writing without a scope, and never across two municipalities."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from lederloft.foundation.access.models import RoleGrant
from lederloft.foundation.tenancy.api import (
    ForeignScope,
    OutsideScope,
    current_municipality,
    missing_defences,
    new_public_key,
    raise_defences,
    scope,
)
from lederloft.foundation.trail.models import TrailEntry, TrailSubject
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db


def _grant(account_id: int) -> RoleGrant:
    return RoleGrant(account_id=account_id, role="leder", scope_kind="own", valid_from=date(2024, 1, 1))


def _entry() -> TrailEntry:
    from lederloft.foundation.clock import api as clock

    return TrailEntry.objects.create(at=clock.now(), kind="x.Y", via="job")


def test_reading_outside_a_scope_is_refused() -> None:
    with pytest.raises(OutsideScope):
        list(RoleGrant.objects.all())


def test_none_is_allowed_anywhere() -> None:
    assert list(RoleGrant.objects.none()) == []


def test_saving_outside_a_scope_is_refused() -> None:
    account = make_account(make_municipality())
    with pytest.raises(OutsideScope):
        _grant(account.id).save()


def test_bulk_create_outside_a_scope_is_refused() -> None:
    account = make_account(make_municipality())
    with pytest.raises(OutsideScope):
        RoleGrant.objects.none().bulk_create([_grant(account.id)])


def test_rows_of_another_municipality_are_not_there() -> None:
    here, there = make_municipality(), make_municipality()
    account = make_account(here)
    with scope(here.id):
        kept = _grant(account.id)
        kept.save()
    with scope(there.id):
        assert not RoleGrant.objects.filter(pk=kept.pk).exists()
        assert RoleGrant.objects.filter(pk=kept.pk).update(role="it") == 0
        assert RoleGrant.objects.filter(pk=kept.pk).delete()[0] == 0
    with scope(here.id):
        assert RoleGrant.objects.get(pk=kept.pk).role == "leder"


def test_a_row_is_not_saved_in_another_municipalitys_scope() -> None:
    here, there = make_municipality(), make_municipality()
    account = make_account(here)
    with scope(here.id):
        grant = _grant(account.id)
        grant.save()
    with scope(there.id), pytest.raises(ForeignScope):
        grant.save()


def test_update_never_moves_a_row() -> None:
    here = make_municipality()
    with scope(here.id), pytest.raises(ForeignScope):
        RoleGrant.objects.update(municipality_id=here.id + 1)


def test_scopes_of_two_municipalities_do_not_nest() -> None:
    here, there = make_municipality(), make_municipality()
    with scope(here.id):
        with scope(here.id):
            assert current_municipality() == here.id
        with pytest.raises(ForeignScope), scope(there.id):
            pass
    assert current_municipality() is None


def test_the_database_refuses_a_key_to_another_municipality() -> None:
    here, there = make_municipality(), make_municipality()
    with scope(here.id):
        entry_id = _entry().pk

    def point_across() -> None:
        with transaction.atomic():
            with scope(there.id):
                TrailSubject.objects.create(entry_id=entry_id, label="x.y", object_id=1)
            connection.check_constraints()

    with pytest.raises(IntegrityError):
        point_across()


def test_the_database_refuses_to_change_the_trail() -> None:
    from django.db import Error

    here = make_municipality()
    with scope(here.id):
        entry = _entry()
    with pytest.raises(Error), transaction.atomic(), scope(here.id):
        TrailEntry.objects.filter(pk=entry.pk).update(kind="x.Z")
    with pytest.raises(Error), transaction.atomic(), scope(here.id):
        TrailEntry.objects.filter(pk=entry.pk).delete()


def test_a_public_key_is_never_taken_for_an_option() -> None:
    keys = [new_public_key() for _ in range(2_000)]
    assert {len(key) for key in keys} == {22}
    assert not [key for key in keys if not key[0].isalnum()]


def test_no_defence_is_missing() -> None:
    assert missing_defences(connection) == []


@pytest.mark.only_sqlite  # on PostgreSQL only the owner can raise defences
def test_a_dropped_trigger_is_seen_and_mended() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_%'")
        name = cursor.fetchone()[0]
        cursor.execute(f'DROP TRIGGER "{name}"')
    assert missing_defences(connection) == [f"trigger {name}"]
    raise_defences(connection)
    assert missing_defences(connection) == []

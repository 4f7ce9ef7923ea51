"""What pages read: right, and in a number of queries that doesn't grow with rows."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lederloft.domain.organisation.models import Appointment, LeaderLevel, Person, Post, Unit, UnitPeriod
from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind, Forecast, Seats, SeatState, Stage
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState
from lederloft.foundation.access.models import Account, RoleGrant
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.prepared import _questions
from tests.domain.makers import (
    DAYS,
    Somebody,
    Town,
    a_gathering,
    after,
    at_sign_up,
    edition_key,
    gathering_ids,
    make_edition,
    make_town,
)
from tests.makers import acting_for

pytestmark = pytest.mark.django_db

FULL, PARTIAL, ABSENT = AttendanceKind.FULL, AttendanceKind.PARTIAL, AttendanceKind.ABSENT
IN_MAY = tuple(a_gathering(day) for day in (date(2024, 5, 7), date(2024, 5, 14), date(2024, 5, 21)))


@pytest.fixture
def town() -> Town:
    return make_town()


def sign_up(edition_id: int, *people: Somebody) -> list[int]:
    with at_sign_up():
        return [participation.reserve_seat(edition_id, person_id=p.person_id, acting=p.acting).seat_id for p in people]


def attend(town: Town, edition_id: int, number: int, *entries: AttendanceEntry) -> int:
    gathering_id = gathering_ids(town, edition_id)[number - 1]
    with clock.frozen_at(after(number)):
        programmes.hold_gathering(gathering_id, acting=town.office)
        participation.record_attendance(gathering_id, entries=entries, acting=town.office)
    return gathering_id


def test_the_edition_page_shows_seats_queue_and_ones_own_place(town: Town) -> None:
    edition_id = make_edition(town, 1)
    first, second, third = town.person(), town.person(), town.person()
    sign_up(edition_id, first, second)
    key = edition_key(town, edition_id)
    with town.reading(), at_sign_up():
        mine = participation.get_edition_page(key, acting=first.acting)
        waiting = participation.get_edition_page(key, acting=second.acting)
        without = participation.get_edition_page(key, acting=third.acting)
    assert mine.seats == Seats(capacity=1, taken=1, queued=1)
    assert mine.seats.free == 0
    assert mine.my_place is not None
    assert mine.my_place.seat_number == 1
    assert mine.my_forecast == Forecast.ON_COURSE
    assert waiting.my_place is not None
    assert (waiting.my_place.queue_position, waiting.my_forecast) == (1, None)
    assert (without.my_place, without.is_sign_up_open) == (None, True)
    assert [g.number for g in mine.gatherings] == [1, 2, 3]
    with town.reading():
        assert not participation.get_edition_page(key, acting=third.acting).is_sign_up_open


def test_the_catalogue_is_what_is_open_soonest_first(town: Town) -> None:
    leader, it = town.person(), town.person(Role.IT)
    later = make_edition(town, 3, gatherings=IN_MAY)
    soon, cancelled = make_edition(town, 2), make_edition(town)
    make_edition(town, is_open=False)
    programmes.turn_edition(cancelled, to=EditionState.CANCELLED, acting=town.office)
    sign_up(soon, leader)
    with town.reading():
        rows = participation.list_catalogue(acting=leader.acting)
        everything = participation.list_catalogue(acting=leader.acting, is_open_only=False)
        second = participation.list_catalogue(acting=leader.acting, limit=1, offset=1)
        assert participation.count_catalogue(acting=leader.acting) == 2
        kept = len(_questions)
        for offset in range(5):  # what somebody outside chooses makes no question of its own
            participation.list_catalogue(acting=leader.acting, limit=7, offset=offset)
        assert len(_questions) == kept
        assert participation.list_catalogue(acting=it.acting) == []
    assert [row.edition_id for row in rows] == [soon, later]
    assert [row.my_state for row in rows] == [SeatState.SEATED, None]
    assert [row.seats.taken for row in rows] == [1, 0]
    assert rows[0].starts_at is not None
    assert clock.local_date(rows[0].starts_at) == DAYS[0]
    assert second == rows[1:]
    assert {row.edition_id for row in everything} == {soon, later, cancelled}


def test_my_gatherings_and_hours(town: Town) -> None:
    edition_id, leader = make_edition(town), town.person()
    queue_edition = make_edition(town, 1)
    sign_up(queue_edition, town.person())
    (seat_id,) = sign_up(edition_id, leader)
    sign_up(queue_edition, leader)
    attend(town, edition_id, 1, AttendanceEntry(seat_id, PARTIAL, 60))
    with town.reading(), clock.frozen_at(after(1)):
        ahead = participation.list_my_gatherings(acting=leader.acting)
        behind = participation.list_my_gatherings(acting=leader.acting, is_over=True)
        (hours,) = participation.list_my_hours(acting=leader.acting)
        places = participation.list_my_places(acting=leader.acting)
    assert [(g.gathering.number, g.kind) for g in ahead] == [(2, None), (3, None)]
    assert [(g.gathering.number, g.kind, g.minutes) for g in behind] == [(1, PARTIAL, 60)]
    assert (hours.minutes, hours.required_minutes, hours.forecast) == (60, 540, Forecast.CAN_NO_LONGER)
    assert {(p.place.state, p.place.queue_position) for p in places} == {
        (SeatState.SEATED, None),
        (SeatState.QUEUED, 1),
    }


def test_the_participants_table(town: Town) -> None:
    edition_id = make_edition(town, 2)
    berit, anne, queued, gone = (town.person(name=n) for n in ("Berit", "Anne", "Carl", "Dina"))
    seats = sign_up(edition_id, berit, gone)
    participation.give_up_seat(seats[1], acting=gone.acting)
    seats += sign_up(edition_id, anne, queued)
    first = attend(town, edition_id, 1, AttendanceEntry(seats[0], FULL), AttendanceEntry(seats[2], ABSENT))
    key = edition_key(town, edition_id)
    with town.reading():
        rows = participation.get_run_edition(key, acting=town.office).rows
        own = participation.get_run_edition(key, acting=anne.acting).rows
    assert [(r.name, r.state, r.queue_position, r.minutes, r.forecast, r.lacking_minutes) for r in rows] == [
        ("Berit", SeatState.SEATED, None, 180, Forecast.ON_COURSE, 0),
        ("Anne", SeatState.SEATED, None, 0, Forecast.CAN_NO_LONGER, 180),
        ("Carl", SeatState.QUEUED, 1, 0, None, 0),
    ]
    assert rows[0].attendance == {first: (FULL, 180)}
    assert [r.name for r in own] == ["Anne"]


def test_an_erased_person_is_not_known_by_her_unit(town: Town) -> None:
    anne, berit = town.person(name="Anne"), town.person(name="Berit")
    put_in_unit(town, put_in_unit(town, None, anne), berit)
    edition_id = make_edition(town, 2)
    sign_up(edition_id, anne, berit)
    key = edition_key(town, edition_id)
    with town.reading():
        before = participation.get_run_edition(key, acting=town.office).rows
        Person.objects.filter(pk=anne.person_id).update(name="")
        after = participation.get_run_edition(key, acting=town.office).rows
    assert [(row.name, row.unit_name) for row in before] == [("Anne", "Enhet"), ("Berit", "Enhet")]
    assert [(row.name, row.unit_name) for row in after] == [("Slettet person", ""), ("Berit", "Enhet")]
    assert [bool(row.person_key) for row in after] == [False, True]


def test_the_attendance_sheet_is_for_those_who_hold_the_gathering(town: Town) -> None:
    edition_id, leader = make_edition(town), town.person(name="Anne")
    facilitator = town.person(Role.FACILITATOR)
    first, second, _third = gathering_ids(town, edition_id)
    programmes.assign_facilitator(edition_id, person_id=facilitator.person_id, gathering_id=first, acting=town.office)
    (seat_id,) = sign_up(edition_id, leader)
    attend(town, edition_id, 1, AttendanceEntry(seat_id, PARTIAL, 90))
    with town.reading():
        keys = [programmes.find_gathering(g).gathering_key for g in (first, second)]
        sheet = participation.get_attendance_sheet(keys[0], acting=facilitator.acting)
        for key, acting in ((keys[1], facilitator.acting), (keys[0], leader.acting), ("none", town.office)):
            with pytest.raises(NotFound):
                participation.get_attendance_sheet(key, acting=acting)
    assert [(r.name, r.kind, r.minutes) for r in sheet.rows] == [("Anne", PARTIAL, 90)]


def test_a_list_of_one_module_holds_no_row_of_another(town: Town) -> None:
    here, there = make_edition(town, 1), make_edition(town, 1)
    facilitator = town.person(Role.FACILITATOR)
    programmes.assign_facilitator(here, person_id=facilitator.person_id, acting=town.office)
    ours = [town.person(name="Her"), town.person(name="Her i kø")]
    theirs = [town.person(name="Der"), town.person(name="Der i kø")]
    for edition_id, people in ((here, ours), (there, theirs)):
        seats = sign_up(edition_id, *people)
        attend(town, edition_id, 1, AttendanceEntry(seats[0], FULL))
    first = gathering_ids(town, here)[0]
    with town.reading():
        sheet = participation.get_attendance_sheet(
            programmes.find_gathering(first).gathering_key, acting=facilitator.acting
        )
        rows = {
            name: participation.get_run_edition(edition_key_of(here), acting=acting).rows
            for name, acting in (("office", town.office), ("facilitator", facilitator.acting))
        }
        with pytest.raises(NotFound):
            participation.get_run_edition(edition_key_of(there), acting=facilitator.acting)
    assert [row.name for row in sheet.rows] == ["Her"]
    assert [row.name for row in rows["office"]] == ["Her", "Her i kø"]
    assert [row.name for row in rows["facilitator"]] == ["Her"]
    assert all(set(row.attendance) <= {first} for found in rows.values() for row in found)


def edition_key_of(edition_id: int) -> str:
    return programmes.find_edition(edition_id).edition_key


def test_numbers_count_and_name_nobody(town: Town) -> None:
    edition_id = make_edition(town, 1)
    make_edition(town, is_open=False)
    first, second = town.person(), town.person()
    (seat_id, _) = sign_up(edition_id, first, second)
    attend(town, edition_id, 1, AttendanceEntry(seat_id, FULL))
    with town.reading():
        (row,) = participation.list_edition_numbers(acting=town.person(Role.POLITICIAN).acting)
        assert participation.list_published_numbers() == [row]
        for role in (Role.IT, Role.DATA_PROTECTION, Role.FACILITATOR):
            assert participation.list_edition_numbers(acting=town.person(role).acting) == []
    assert (row.seats, row.gatherings, row.held, row.completed, row.minutes) == (Seats(1, 1, 1), 3, 1, 0, 180)


def test_a_seat_is_in_use_only_where_a_gathering_is_held(town: Town) -> None:
    begun, coming, cancelled = make_edition(town), make_edition(town), make_edition(town)
    (seat_id,) = sign_up(begun, town.person())
    sign_up(coming, town.person())
    attend(town, begun, 1, AttendanceEntry(seat_id, FULL))
    programmes.turn_edition(cancelled, to=EditionState.CANCELLED, acting=town.office)
    with town.reading():
        stages = participation.by_stage(participation.list_published_numbers())
    assert [(stage, [row.edition_id for row in rows]) for stage, rows in stages] == [
        (Stage.HELD, [begun]),
        (Stage.PLANNED, [coming]),
        (Stage.CANCELLED, [cancelled]),
    ]
    assert participation.by_stage([]) == []


def put_in_unit(town: Town, parent: int | None, *leaders: Somebody) -> int:
    """A unit with these leaders in it."""
    with town.reading():
        unit = Unit.objects.create()
        UnitPeriod.objects.create(unit=unit, name="Enhet", parent_id=parent, kind="line", valid_from=date(2020, 1, 1))
        level, _ = LeaderLevel.objects.get_or_create(rank=1, name="Leder")
        for leader in leaders:
            post = Post.objects.create(unit=unit, title="Leder", level=level, valid_from=date(2020, 1, 1))
            Appointment.objects.create(
                person_id=leader.person_id, post=post, kind="permanent", valid_from=date(2020, 1, 1)
            )
    return unit.pk


def test_a_unit_head_counts_her_own_and_those_below(town: Town) -> None:
    head, inside, below, outside = (town.person() for _ in range(4))
    top = put_in_unit(town, None, outside)
    unit = put_in_unit(town, top, head, inside)
    put_in_unit(town, unit, below)
    with town.reading():
        RoleGrant.objects.create(
            account_id=head.acting.account_id,
            role=Role.UNIT_HEAD,
            scope_kind="unit",
            scope_id=unit,
            valid_from=date(2020, 1, 1),
        )
    acting = acting_for(town.municipality, Account.objects.get(pk=head.acting.account_id))
    edition_id = make_edition(town, 3)
    seats = sign_up(edition_id, head, outside, inside, below)
    with town.reading():
        before, _ = participation.get_unit_numbers(acting=acting)
    attend(town, edition_id, 1, *(AttendanceEntry(seat_id, FULL) for seat_id in seats[:3]))
    with town.reading():
        numbers, (row,) = participation.get_unit_numbers(acting=acting)
        nobody, nothing = participation.get_unit_numbers(acting=inside.acting)
    assert nothing == []
    assert numbers == participation.UnitNumbers(
        leaders=2, with_seat=1, with_held=1, seats=1, queued=1, completed=0, minutes=180
    )
    assert (before.with_seat, before.with_held) == (1, 0)
    assert (row.seats, row.queued, row.minutes) == (1, 1, 180)
    assert nobody == participation.UnitNumbers(0, 0, 0, 0, 0, 0, 0)


def count(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


def test_reads_take_the_same_few_queries_however_many_rows(town: Town) -> None:
    leader, facilitator = town.person(), town.person(Role.FACILITATOR)

    def fill(people: int) -> tuple[str, str]:
        edition_id = make_edition(town, 100)
        programmes.assign_facilitator(edition_id, person_id=facilitator.person_id, acting=town.office)
        seats = sign_up(edition_id, leader, *(town.person() for _ in range(people)))
        first = attend(town, edition_id, 1, *(AttendanceEntry(s, FULL) for s in seats))
        with town.reading():
            return edition_key(town, edition_id), programmes.find_gathering(first).gathering_key

    def measure(keys: tuple[str, str]) -> dict[str, int]:
        edition, gathering = keys
        acting, office = leader.acting, town.office
        with town.reading():
            return {
                "catalogue": count(lambda: participation.list_catalogue(acting=acting, is_open_only=False)),
                "edition page": count(lambda: participation.get_edition_page(edition, acting=acting)),
                "my gatherings": count(lambda: participation.list_my_gatherings(acting=acting, is_over=True)),
                "my hours": count(lambda: participation.list_my_hours(acting=acting)),
                "my places": count(lambda: participation.list_my_places(acting=acting)),
                "participants": count(lambda: participation.get_run_edition(edition, acting=office)),
                "sheet": count(lambda: participation.get_attendance_sheet(gathering, acting=facilitator.acting)),
                "numbers": count(lambda: participation.list_edition_numbers(acting=office)),
                "assignments": count(lambda: programmes.list_my_assignments(acting=facilitator.acting, is_over=True)),
            }

    few = measure(fill(2))
    many = measure(fill(30))
    assert few == many
    assert few == {
        "catalogue": 1,
        "edition page": 3,
        "my gatherings": 2,
        "my hours": 3,
        "my places": 1,
        "participants": 3,
        "sheet": 4,
        "numbers": 1,
        "assignments": 1,
    }

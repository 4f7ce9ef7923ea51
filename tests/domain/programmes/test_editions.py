"""Planning, opening, moving, holding and ending; and who may."""

from dataclasses import replace
from datetime import date, time

import pytest

from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState, GatheringState, ModuleDetails
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.states.api import MoveNotAllowed
from lederloft.foundation.trail.api import list_history
from tests.domain.makers import (
    DAYS,
    Town,
    a_gathering,
    a_plan,
    after,
    edition_key,
    gathering_ids,
    make_edition,
    make_module,
    make_person,
    make_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def state_of(town: Town, edition_id: int) -> EditionState:
    with town.reading():
        return programmes.find_edition(edition_id).state


def test_gatherings_are_numbered_by_time(town: Town) -> None:
    plan = a_plan(gatherings=tuple(a_gathering(day) for day in reversed(DAYS)))
    made = programmes.make_edition(make_module(town), plan=plan, acting=town.office)
    with town.reading():
        gatherings = programmes.list_gatherings(made.id)
    assert [(g.number, clock.local_date(g.starts_at)) for g in gatherings] == list(enumerate(DAYS, 1))


def test_a_refused_plan_leaves_nothing_behind(town: Town) -> None:
    module_id = make_module(town)
    bad = a_plan(gatherings=(a_gathering(DAYS[0]), a_gathering(DAYS[1], ends=time(8))))
    with pytest.raises(programmes.EndsBeforeStart) as refusal:
        programmes.make_edition(module_id, plan=bad, acting=town.office)
    assert refusal.value.values["number"] == 2
    with pytest.raises(programmes.PersonUnknown):
        programmes.make_edition(module_id, plan=a_plan(contact_person_id=10**9), acting=town.office)
    with town.reading():
        assert not programmes.visible_to(town.office).exists()


def test_an_edition_opens_only_with_its_gatherings_and_hours(town: Town) -> None:
    short = make_edition(town, is_open=False, gatherings=tuple(a_gathering(d, ends=time(11)) for d in DAYS))
    with pytest.raises(programmes.GatheringsTooShort):
        programmes.turn_edition(short, to=EditionState.OPEN, acting=town.office)
    few = make_edition(town, is_open=False, gatherings=tuple(a_gathering(d) for d in DAYS[:2]))
    with pytest.raises(programmes.GatheringsMissing):
        programmes.turn_edition(few, to=EditionState.OPEN, acting=town.office)
    assert state_of(town, few) == EditionState.DRAFT


def test_an_ended_edition_stays_ended(town: Town) -> None:
    edition_id = make_edition(town)
    programmes.turn_edition(edition_id, to=EditionState.CANCELLED, acting=town.office)
    for state in (EditionState.OPEN, EditionState.RUNNING, EditionState.COMPLETED):
        with pytest.raises(MoveNotAllowed):
            programmes.turn_edition(edition_id, to=state, acting=town.office)
    assert not programmes.turn_edition(edition_id, to=EditionState.CANCELLED, acting=town.office)


def test_the_first_gathering_held_starts_the_edition_and_not_before_it_begins(town: Town) -> None:
    edition_id = make_edition(town)
    first, second, _third = gathering_ids(town, edition_id)
    with clock.frozen_at(clock.local(DAYS[0], time(8, 59))), pytest.raises(programmes.GatheringNotYet):
        programmes.hold_gathering(first, acting=town.office)
    with clock.frozen_at(clock.local(DAYS[0], time(9))):
        assert programmes.hold_gathering(first, acting=town.office)
        assert not programmes.hold_gathering(first, acting=town.office)
    assert state_of(town, edition_id) == EditionState.RUNNING
    with clock.frozen_at(after(1)):
        with pytest.raises(programmes.GatheringFixed):
            programmes.move_gathering(first, plan=a_gathering(DAYS[2]), acting=town.office)
        with pytest.raises(programmes.GatheringFixed):
            programmes.cancel_gathering(first, acting=town.office)
        programmes.cancel_gathering(second, acting=town.office)
        with pytest.raises(programmes.GatheringFixed):
            programmes.hold_gathering(second, acting=town.office)


def test_a_moved_gathering_stays_clear_of_the_others_but_not_of_cancelled_ones(town: Town) -> None:
    edition_id = make_edition(town)
    first, second, _third = gathering_ids(town, edition_id)
    onto = a_gathering(DAYS[1], starts=time(11), ends=time(14))
    with pytest.raises(programmes.GatheringsOverlap):
        programmes.move_gathering(first, plan=onto, acting=town.office)
    programmes.cancel_gathering(second, acting=town.office)
    assert programmes.move_gathering(first, plan=onto, acting=town.office).is_time_new


def test_history_tells_what_was_moved_from_when_to_when(town: Town) -> None:
    edition_id = make_edition(town)
    first = gathering_ids(town, edition_id)[0]
    programmes.move_gathering(first, plan=a_gathering(date(2024, 2, 8)), acting=town.office)
    programmes.move_gathering(first, plan=a_gathering(date(2024, 2, 8), place="Rådhuset"), acting=town.office)
    programmes.move_gathering(
        first, plan=a_gathering(date(2024, 2, 8), place="Rådhuset", title="Start"), acting=town.office
    )
    with town.reading():
        history = list_history("programmes.gathering", first)
    assert [h.kind for h in history] == [
        "programmes.GatheringChanged",
        "programmes.GatheringPlaceChanged",
        "programmes.GatheringMoved",
    ]
    assert history[2].data["before_at"] == "2024-02-07T08:00:00+00:00"
    assert history[2].data["starts_at"] == "2024-02-08T08:00:00+00:00"


def test_the_hours_of_a_module_stand_once_an_edition_is_opened(town: Town) -> None:
    module_id = make_module(town)
    new = ModuleDetails("Teamledelse", "Om team", 480, 3)
    programmes.change_module(module_id, details=new, acting=town.office)
    made = programmes.make_edition(module_id, plan=a_plan(), acting=town.office)
    programmes.turn_edition(made.id, to=EditionState.OPEN, acting=town.office)
    programmes.change_module(module_id, details=replace(new, description="Om lag"), acting=town.office)
    with pytest.raises(programmes.HoursFixed):
        programmes.change_module(module_id, details=replace(new, required_minutes=540), acting=town.office)


def test_an_ended_edition_is_not_changed(town: Town) -> None:
    edition_id = make_edition(town)
    programmes.turn_edition(edition_id, to=EditionState.CANCELLED, acting=town.office)
    plan = a_plan()
    with pytest.raises(programmes.EditionEnded):
        programmes.change_edition(
            edition_id,
            name="Ny",
            capacity=3,
            sign_up_opens_at=plan.sign_up_opens_at,
            sign_up_closes_at=plan.sign_up_closes_at,
            contact_person_id=None,
            practical_information="",
            acting=town.office,
        )


ALL_SEE = (Role.LEADER, Role.UNIT_HEAD, Role.BUDGET_HOLDER, Role.REPRESENTATIVE, Role.POLITICIAN)
NOBODY = (Role.IT, Role.DATA_PROTECTION, Role.SUPPLIER, Role.COACH, Role.FACILITATOR)


@pytest.mark.parametrize("role", [*ALL_SEE, *NOBODY])
def test_what_is_open_is_seen_by_those_who_work_there_and_drafts_by_the_office(town: Town, role: Role) -> None:
    draft, opened = make_edition(town, is_open=False), make_edition(town)
    somebody = town.person(role).acting
    with town.reading():
        assert {edition.id for edition in programmes.visible_to(town.office)} == {draft, opened}
        seen = {edition.id for edition in programmes.visible_to(somebody)}
        assert programmes.list_modules(acting=somebody) == []
    assert seen == ({opened} if role in ALL_SEE else set())
    with town.reading(), pytest.raises(NotFound):
        programmes.get_edition(programmes.find_edition(draft).edition_key, acting=somebody)


@pytest.mark.parametrize("role", [Role.SUPPLIER, Role.COACH, Role.FACILITATOR])
def test_those_who_hold_gatherings_see_their_own(town: Town, role: Role) -> None:
    whole, one, _other = make_edition(town), make_edition(town), make_edition(town)
    holder = town.person(role)
    second = gathering_ids(town, one)[1]
    programmes.assign_facilitator(whole, person_id=holder.person_id, acting=town.office)
    programmes.assign_facilitator(one, person_id=holder.person_id, gathering_id=second, acting=town.office)
    with town.reading():
        seen = {edition.id for edition in programmes.visible_to(holder.acting)}
        with clock.frozen_at(clock.local(date(2024, 1, 1), time(9))):
            mine = programmes.list_my_assignments(acting=holder.acting)
            assert programmes.list_my_assignments(acting=holder.acting, is_over=True) == []
            assert programmes.list_without_attendance(acting=holder.acting) == []
        late = programmes.list_without_attendance(acting=holder.acting)
        assert len(programmes.list_without_attendance(acting=town.office)) == 9
    assert seen == {whole, one}
    assert len(mine) == len(late) == 4
    assert {a.edition_id for a in mine} == {whole, one}
    with clock.frozen_at(after(3)):
        assert programmes.hold_gathering(second, acting=holder.acting)
        with pytest.raises(NotAllowed):
            programmes.hold_gathering(gathering_ids(town, one)[0], acting=holder.acting)


def test_only_the_office_plans(town: Town) -> None:
    module_id, edition_id = make_module(town), make_edition(town)
    first = gathering_ids(town, edition_id)[0]
    person_id = make_person(town.municipality)
    for role in (*ALL_SEE, *NOBODY):
        acting = town.person(role).acting
        with pytest.raises(NotAllowed):
            programmes.make_module(1, details=ModuleDetails("X"), acting=acting)
        with pytest.raises(NotAllowed):
            programmes.make_edition(module_id, plan=a_plan(), acting=acting)
        with pytest.raises(NotAllowed):
            programmes.turn_edition(edition_id, to=EditionState.CANCELLED, acting=acting)
        with pytest.raises(NotAllowed):
            programmes.move_gathering(first, plan=a_gathering(DAYS[0]), acting=acting)
        with pytest.raises(NotAllowed):
            programmes.add_gathering(edition_id, plan=a_gathering(date(2024, 5, 8)), acting=acting)
        with pytest.raises(NotAllowed):
            programmes.cancel_gathering(first, acting=acting)
        with pytest.raises(NotAllowed):
            programmes.assign_facilitator(edition_id, person_id=person_id, acting=acting)
    assert state_of(town, edition_id) == EditionState.OPEN


def test_another_municipality_finds_nothing(town: Town) -> None:
    other = make_town()
    edition_id = make_edition(town)
    first = gathering_ids(town, edition_id)[0]
    with pytest.raises(NotFound):
        programmes.turn_edition(edition_id, to=EditionState.CANCELLED, acting=other.office)
    with pytest.raises(NotFound):
        programmes.add_gathering(edition_id, plan=a_gathering(date(2024, 5, 8)), acting=other.office)
    with pytest.raises(NotFound):
        programmes.cancel_gathering(first, acting=upkeep(municipality_id=other.municipality.id))
    key = edition_key(town, edition_id)
    with other.reading(), pytest.raises(NotFound):
        programmes.get_edition(key, acting=other.office)
    with town.reading():
        assert programmes.find_gathering(first).state == GatheringState.PLANNED


def test_a_gathering_is_added_under_the_next_number_until_the_edition_ends(town: Town) -> None:
    edition_id = make_edition(town)
    third = gathering_ids(town, edition_id)[2]
    programmes.cancel_gathering(third, acting=town.office)
    plan = a_gathering(DAYS[2], title="Ny")
    added = programmes.add_gathering(edition_id, plan=plan, acting=town.office)
    with pytest.raises(programmes.GatheringsOverlap):
        programmes.add_gathering(edition_id, plan=plan, acting=town.office)
    with town.reading():
        last = programmes.list_gatherings(edition_id)[-1]
        (fact,) = list_history("programmes.gathering", added.id)
    assert (last.gathering_id, last.gathering_key, last.number) == (added.id, added.public_key, 4)
    assert (last.title, last.state, last.counted_minutes) == ("Ny", GatheringState.PLANNED, 180)
    assert (fact.kind, fact.data["starts_at"]) == ("programmes.GatheringAdded", "2024-04-10T07:00:00+00:00")
    programmes.turn_edition(edition_id, to=EditionState.CANCELLED, acting=town.office)
    with pytest.raises(programmes.EditionEnded):
        programmes.add_gathering(edition_id, plan=a_gathering(date(2024, 5, 8)), acting=town.office)


def test_a_draft_opens_when_one_is_added_for_one_that_was_cancelled(town: Town) -> None:
    edition_id = make_edition(town, is_open=False)
    programmes.cancel_gathering(gathering_ids(town, edition_id)[1], acting=town.office)
    with pytest.raises(programmes.GatheringsMissing):
        programmes.turn_edition(edition_id, to=EditionState.OPEN, acting=town.office)
    programmes.add_gathering(edition_id, plan=a_gathering(date(2024, 5, 8)), acting=town.office)
    assert programmes.turn_edition(edition_id, to=EditionState.OPEN, acting=town.office)

"""Asking, answering, withdrawing, moving and closing, on whichever engine the lane runs."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.db.models import QuerySet

from lederloft.domain.answers import api as answers
from lederloft.domain.answers.models import AnonymityFloor, Answer, BufferedAnswer, Invitation, MovedSlip, Wave
from lederloft.domain.organisation.models import Person
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.jobs.api import run_due
from lederloft.foundation.jobs.queue import enqueue
from lederloft.foundation.privacy.api import Subject, export_about
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.models import TrailEntry
from lederloft.foundation.use_cases.models import ClientKey
from lederloft.processes.erase_a_person.api import erase_person, find_person
from tests.domain.answers.making import ALIASES, Asked, ask
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db(databases=ALIASES)


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def stopped() -> Iterator[clock.StoppedClock]:
    with clock.frozen_at(clock.now()) as clock_of_test:
        yield clock_of_test


def test_an_answer_waits_in_the_buffer_and_the_invitation_says_only_that_it_was_given() -> None:
    asked = ask(6)
    asked.answer(0, 4, None, 2)
    assert asked.waiting() == [[4, None, 2]]
    assert asked.stored() == []
    assert asked.states() == ["answered*"] + ["invited*"] * 5


def test_a_repeat_changes_nothing_and_tells_nothing_and_another_answer_needs_a_withdrawal() -> None:
    asked = ask(6)
    asked.answer(0, 4)
    for guess in (4, 1):  # told the same, so that nobody else with the link can try guesses
        with pytest.raises(answers.AlreadyAnswered):
            asked.answer(0, guess)
        assert asked.waiting() == [[4]]
    asked.withdraw(0)
    asked.withdraw(0)
    assert (asked.waiting(), asked.states()[0]) == ([], "invited*")
    asked.answer(0, 1)
    assert asked.waiting() == [[1]]


def test_a_batch_leaves_enough_behind_and_the_rest_follow_at_the_close() -> None:
    asked = ask(14)
    for number in range(9):
        asked.answer(number)
    assert asked.flush() == 0
    for number in range(9, 12):
        asked.answer(number)
    assert asked.flush() == 7
    assert asked.flush() == 0
    assert (len(asked.stored()), len(asked.waiting())) == (7, 5)
    assert sorted(asked.states()) == ["answered"] * 7 + ["answered*"] * 5 + ["invited*"] * 2
    asked.close()
    asked.close()
    assert asked.stored() == sorted(([number] for number in range(12)), key=str)
    assert asked.waiting() == []
    assert sorted(asked.states()) == ["answered"] * 12 + ["invited"] * 2


@pytest.mark.parametrize("count", [1, 4, 5])
def test_too_few_answers_are_discarded_and_nobody_is_said_to_have_answered(count: int) -> None:
    asked = ask(8)
    for number in range(count):
        asked.answer(number)
    asked.close()
    are_kept = count == 5
    assert len(asked.stored()) == asked.slips() == (5 if are_kept else 0)
    assert asked.states() == (["answered"] * 5 + ["invited"] * 3 if are_kept else ["invited"] * 8)
    assert (asked.waiting(), asked.is_closed()) == ([], True)


def test_what_is_moved_can_neither_be_withdrawn_nor_given_again() -> None:
    asked = ask(12)
    for number in range(12):
        asked.answer(number)
    asked.flush()
    moved = asked.states().index("answered")
    with pytest.raises(answers.LinkInvalid):
        asked.withdraw(moved)
    with pytest.raises(answers.LinkInvalid):
        asked.answer(moved)


def test_a_unit_is_told_only_where_enough_answer() -> None:
    asked = ask(20, units=(7, 6, 2))
    with scope(asked.municipality.id):
        of_units = [row.unit.public_key if row.unit else "" for row in Invitation.objects.order_by("pk")]
    assert of_units[13:] == [""] * 7  # a unit of two is told of nobody
    for number in [*range(7), *range(7, 11), *range(13, 20)]:
        asked.answer(number)
    assert set(BufferedAnswer.objects.values_list("unit", flat=True)) == {of_units[0], of_units[7], ""}
    asked.close()
    # Four of the second unit's six have answered: they say no unit.
    assert asked.units_stored() == {of_units[0]: 7, "": 11}


def test_each_unit_is_mixed_by_itself() -> None:
    asked = ask(16, units=(8, 8))
    for number in range(16):
        asked.answer(number)
    assert asked.flush() == 0
    asked.close()
    assert sorted(asked.units_stored().values()) == [8, 8]


def test_a_link_works_in_its_time_and_its_municipality_only(stopped: clock.StoppedClock) -> None:
    asked, other = ask(6), ask(6)
    with pytest.raises(answers.LinkInvalid):
        answers.give_answer(asked.links[0], answers=[1], acting=other.visitor)
    for wrong in (asked.links[0] + "x", "x"):
        with pytest.raises(answers.LinkInvalid):
            answers.give_answer(wrong, answers=[1], acting=asked.visitor)
    with pytest.raises(NotAllowed):
        answers.give_answer("", answers=[1], acting=asked.visitor)
    stopped.forward(timedelta(hours=-2))
    with pytest.raises(answers.NotOpenNow):
        asked.answer(0)
    stopped.forward(timedelta(days=20))
    with pytest.raises(answers.NotOpenNow):
        asked.answer(0)
    asked.close()
    with pytest.raises(answers.LinkInvalid):
        asked.answer(0)
    assert BufferedAnswer.objects.count() == Answer.objects.count() == 0


def test_who_may_run_a_wave() -> None:
    here = make_municipality()
    office = acting_for(here, make_account(here, Role.DEVELOPMENT_OFFICE))
    leader = acting_for(here, make_account(here, Role.LEADER, Role.IT))
    now = clock.now()
    new = answers.NewWave("surveys.survey", 1, now, now + timedelta(days=1), minimum_batch=8)
    wave = answers.open_wave(new, acting=office)
    assert wave.minimum_batch == 8
    for refused in (
        lambda: answers.open_wave(new, acting=leader),
        lambda: answers.invite(wave.wave_id, people=[], acting=leader),
        lambda: answers.close_wave(wave.wave_id, acting=leader),
        lambda: answers.flush_buffer(wave.wave_id, acting=office),
    ):
        with pytest.raises(NotAllowed):
            refused()
    answers.close_wave(wave.wave_id, acting=office)
    with pytest.raises(answers.WaveIsClosed):
        answers.invite(wave.wave_id, people=[], acting=office)
    with scope(here.id):
        assert list(TrailEntry.objects.values_list("kind", flat=True)) == ["answers.WaveOpened", "answers.WaveClosed"]


def test_a_wave_follows_the_floor_of_its_first_day() -> None:
    here = make_municipality()
    acting = upkeep(municipality_id=here.id)
    now = clock.now()
    AnonymityFloor.objects.update(valid_to=clock.local_date(now))
    AnonymityFloor.objects.create(
        valid_from=clock.local_date(now) + timedelta(days=1), minimum=6, source="prøve", last_checked_on=clock.today()
    )
    minimum = [
        answers.open_wave(answers.NewWave("a.b", 1, day, day + timedelta(days=9)), acting=acting).minimum_batch
        for day in (now, now + timedelta(days=2))
    ]
    assert minimum == [5, 6]
    with pytest.raises(answers.MinimumTooLow):
        answers.open_wave(answers.NewWave("a.b", 1, now, now + timedelta(days=9), minimum_batch=4), acting=acting)
    with pytest.raises(answers.WaveEndsBeforeStart):
        answers.open_wave(answers.NewWave("a.b", 1, now, now), acting=acting)


def test_nobody_is_asked_twice_and_no_stranger_at_all() -> None:
    asked = ask(6)
    foreign = ask(1).people[0]
    again = [answers.Invited(person.pk) for person in asked.people]
    assert answers.invite(asked.wave_id, people=again, acting=asked.installation) == 0
    with pytest.raises(NotFound):
        answers.invite(asked.wave_id, people=[answers.Invited(foreign.pk)], acting=asked.installation)
    assert len(asked.states()) == 6


def test_the_job_moves_closes_and_forgets_the_slips(stopped: clock.StoppedClock) -> None:
    asked = ask(12)
    for number in range(12):
        asked.answer(number)
    tend(asked)
    assert len(asked.stored()) == 7
    stopped.forward(timedelta(days=14))
    tend(asked)
    assert asked.is_closed()
    assert (len(asked.stored()), asked.slips()) == (12, 12)
    stopped.forward(timedelta(days=3))
    tend(asked)
    assert (len(asked.stored()), asked.slips()) == (12, 0)


def tend(asked: Asked) -> None:
    enqueue("answers.tend_waves", ids={}, municipality_id=asked.municipality.id, account_id=None)
    assert run_due() >= 1


def test_no_client_key_remembers_what_was_answered() -> None:
    from dataclasses import replace

    asked = ask(6)
    acting = replace(asked.visitor, client_key="a-key")
    answers.give_answer(asked.links[0], answers=[1], acting=acting)
    answers.withdraw_answer(asked.links[0], acting=acting)
    assert not ClientKey.objects.exists()


def test_erasing_takes_what_waits_and_says_what_cannot_be_found() -> None:
    asked = ask(12)
    for number in range(12):
        asked.answer(number)
    asked.flush()
    waits, moved = asked.states().index("answered*"), asked.states().index("answered")
    receipts = []
    for number in (waits, moved):
        key = asked.people[number].public_key
        receipts.append(erase_person(find_person(key, municipality_id=None), acting=asked.installation))
    assert [one.deleted["Invitasjoner til å svare"] for one in receipts] == [1, 1]
    assert ["Svar uten navn" in one.kept for one in receipts] == [False, True]
    assert [waits] not in asked.waiting()
    assert (len(asked.waiting()), len(asked.stored()), len(asked.states())) == (4, 7, 10)
    asked.close()
    assert len(asked.stored()) == 11
    with scope(asked.municipality.id):
        assert Person.objects.get(pk=asked.people[waits].pk).name == ""


def test_an_answer_whose_invitation_is_gone_leaves_the_buffer_and_goes_nowhere() -> None:
    asked = ask(12)
    for number in range(12):
        asked.answer(number)
    with scope(asked.municipality.id):
        Invitation.objects.filter(person__in=asked.people[:7]).delete()
    assert asked.flush() == 0
    left = sorted(([number] for number in range(7, 12)), key=str)
    assert asked.waiting() == left
    asked.close()
    assert asked.stored() == left


def test_her_own_export_holds_the_answer_that_waits_and_no_secret() -> None:
    asked = ask(6)
    asked.answer(0, 3, 4)
    asked.answer(1, 5, 5)
    with scope(asked.municipality.id):
        told = export_about(Subject(frozenset({asked.people[0].pk})), municipality_id=asked.municipality.id)
    held = {record["record"]: record["rows"] for record in told if "rows" in record}
    assert held["Svar som ikke er flyttet ennå"] == [{"wave": asked.wave_key, "answers": [3, 4]}]
    assert held["Invitasjoner til å svare"][0]["state"] == "answered"
    assert asked.invitation(0).token_hash not in str(told)


def test_after_a_restore_what_lies_nowhere_is_asked_for_again_by_the_same_link() -> None:
    asked = ask(12)
    for number in range(8):
        asked.answer(number)
    BufferedAnswer.objects.exclude(answers__in=[[0], [1], [2]]).delete()  # the buffer of another machine
    assert answers.settle_after_restore() == 5
    assert answers.settle_after_restore() == 0
    assert asked.states() == ["answered*"] * 3 + ["invited*"] * 9
    asked.answer(7)
    assert asked.waiting() == [[0], [1], [2], [7]]


def test_after_a_restore_what_was_moved_between_the_two_copies_is_asked_for_once() -> None:
    asked = ask(12)
    before = [asked.invitation(number).token_hash for number in range(12)]
    for number in range(12):
        asked.answer(number)
    asked.flush()
    moved = [number for number, state in enumerate(asked.states()) if state == "answered"]
    # The copy of P is older: some it calls answered, some invited; all their links stand.
    with scope(asked.municipality.id):
        for number, token_hash in enumerate(before):
            state = "answered" if number % 2 else "invited"
            row = Invitation.objects.filter(wave_id=asked.wave_id, person=asked.people[number])
            row.update(token_hash=token_hash, state=state)
    BufferedAnswer.objects.all().delete()
    invited_again = [number for number in range(12) if number % 2 and number not in moved]
    assert answers.settle_after_restore() == len(invited_again)
    assert [n for n, state in enumerate(asked.states()) if state == "answered"] == moved
    asked.close()
    assert len(asked.stored()) == len(moved)


def test_answers_to_waves_the_backup_does_not_know_leave_the_buffer() -> None:
    asked, gone = ask(6), ask(6)
    asked.answer(0)
    gone.answer(0)
    with scope(gone.municipality.id):
        Invitation.objects.all().delete()
        Wave.objects.all().delete()
    assert answers.settle_after_restore() == 0
    assert (asked.waiting(), gone.waiting()) == ([[0]], [])


def test_answers_are_written_in_an_order_of_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither as they were given nor as their content sorts, on SQLite too, whose log keeps the order of writing."""
    orders: list[list[Any]] = []
    write = QuerySet.bulk_create

    def told(self: QuerySet[Any], objs: Any, *args: Any, **kwargs: Any) -> Any:
        if self.model is Answer and objs:
            orders.append([row.answers for row in objs])
        return write(self, objs, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "bulk_create", told)
    laid = []
    for _ in range(2):
        orders.clear()
        asked = ask(12)
        for number in range(12):
            asked.answer(number, number + 10)  # two digits each, so that their content sorts as they are given
        asked.flush()
        asked.close()
        *batches, anew = orders
        moved = [answer for batch in batches for answer in batch]
        assert sorted(moved) == sorted(anew) == [[number + 10] for number in range(12)]
        assert batches != [sorted(batch) for batch in batches]
        assert anew != sorted(anew)
        assert anew != moved
        laid.append(anew)
    assert laid[0] != laid[1]


@pytest.mark.only_sqlite
@pytest.mark.parametrize("model", [Answer, MovedSlip, BufferedAnswer])
def test_rows_lie_in_the_order_of_their_keys(model: Any) -> None:
    with connections[model.database_alias].cursor() as cursor:
        cursor.execute("SELECT wr FROM pragma_table_list WHERE name = %s", [model._meta.db_table])
        assert cursor.fetchone() == (1,)

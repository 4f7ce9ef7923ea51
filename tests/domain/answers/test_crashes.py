"""A crash at any point between the three databases neither loses nor doubles an answer."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from lederloft.domain.answers import api as answers
from lederloft.processes.erase_a_person.api import erase_person, find_person
from tests.domain.answers.making import ALIASES, Asked, ask

pytestmark = pytest.mark.django_db(databases=ALIASES)

COMMANDS = "lederloft.domain.answers.commands"
# Every step between two databases, by the name the act calls it.
OF_GIVING = ["give_answer.is_moved", "give_answer.put_in_buffer"]
OF_MOVING = [
    "moving.list_waiting",
    "moving.write_to_store",
    "stores.MovedSlip.objects.bulk_create",
    "moving.remove_from_buffer",
    "moving.mark_moved",
]
OF_DISCARDING = ["moving.list_waiting", "close_wave.discard", "stores.remove_from_buffer", "close_wave.record"]
OF_CLOSING = [*OF_MOVING, "close_wave.lay_anew", "close_wave.record"]


class Crash(BaseException):
    """What no code here catches, as a kill wouldn't be."""


def crash(patch: pytest.MonkeyPatch, step: str, *, is_done: bool, skip: int = 0) -> None:
    """The step is the last thing that happens, or the first that doesn't; the first ``skip`` calls go well."""
    module, _dot, name = step.partition(".")
    holder: Any = __import__(f"{COMMANDS}.{module}", fromlist=[module])
    *path, last = name.split(".")
    for part in path:
        holder = getattr(holder, part)
    real: Callable[..., Any] = getattr(holder, last)
    calls = 0

    def fails(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls <= skip:
            return real(*args, **options)
        if is_done:
            real(*args, **options)
        raise Crash

    patch.setattr(holder, last, fails)


def crashed(act: Callable[[], object], step: str, *, is_done: bool, skip: int = 0) -> None:
    with pytest.MonkeyPatch.context() as patch:
        crash(patch, step, is_done=is_done, skip=skip)
        with pytest.raises(Crash):
            act()


def everybody_tries_again(asked: Asked, count: int) -> None:
    for number in range(count):
        with suppress(answers.LinkInvalid, answers.AlreadyAnswered):
            asked.answer(number)


@pytest.mark.parametrize("is_repeated", [True, False])
@pytest.mark.parametrize("is_done", [True, False])
@pytest.mark.parametrize("step", OF_GIVING)
def test_giving(step: str, is_done: bool, is_repeated: bool) -> None:
    asked = ask(8)
    crashed(lambda: asked.answer(0), step, is_done=is_done)
    in_buffer = step.endswith("put_in_buffer") and is_done
    assert asked.waiting() == ([[0]] if in_buffer else [])
    assert asked.states()[0] == "invited*"
    if is_repeated:
        asked.answer(0)
        assert asked.waiting() == [[0]]
    asked.flush()
    counts = in_buffer or is_repeated
    assert asked.states()[0] == ("answered*" if counts else "invited*")
    for number in range(1, 6):
        asked.answer(number)
    asked.close()
    assert asked.stored() == [[number] for number in range(not counts, 6)]


@pytest.mark.parametrize("is_repeated", [True, False])
@pytest.mark.parametrize("is_done", [True, False])
@pytest.mark.parametrize(
    ("step", "skip"), [(step, skip) for step in OF_MOVING for skip in (0, 1) if not skip or "remove" in step]
)
def test_moving(step: str, skip: int, is_done: bool, is_repeated: bool) -> None:
    asked = ask(14)
    for number in range(12):
        asked.answer(number)
    crashed(asked.flush, step, is_done=is_done, skip=skip)
    assert asked.states()[:12] == ["answered*"] * 12  # the act's own transaction is gone
    if is_repeated:
        everybody_tries_again(asked, 12)
    asked.flush()
    assert sorted(asked.stored() + asked.waiting(), key=str) == sorted(([n] for n in range(12)), key=str)
    asked.close()
    assert asked.stored() == sorted(([number] for number in range(12)), key=str)
    assert asked.waiting() == []
    assert sorted(asked.states()) == ["answered"] * 12 + ["invited"] * 2


@pytest.mark.parametrize("is_done", [True, False])
@pytest.mark.parametrize("step", OF_CLOSING)
def test_closing(step: str, is_done: bool) -> None:
    asked = ask(14)
    for number in range(12):
        asked.answer(number)
    asked.flush()
    crashed(asked.close, step, is_done=is_done)
    assert not asked.is_closed()
    everybody_tries_again(asked, 13)
    asked.close()
    assert asked.stored() == sorted(([number] for number in range(13)), key=str)
    assert (asked.waiting(), asked.is_closed()) == ([], True)
    assert sorted(asked.states()) == ["answered"] * 13 + ["invited"]


@pytest.mark.parametrize("is_done", [True, False])
@pytest.mark.parametrize("step", OF_DISCARDING)
def test_closing_with_too_few(step: str, is_done: bool) -> None:
    asked = ask(8)
    for number in range(4):
        asked.answer(number)
    crashed(asked.close, step, is_done=is_done)
    assert not asked.is_closed()
    asked.close()
    assert (asked.stored(), asked.slips(), asked.waiting(), asked.is_closed()) == ([], 0, [], True)
    assert asked.states() == ["invited"] * 8


def test_an_answer_that_crashed_on_its_way_is_not_moved_twice_nor_withdrawn_in_vain() -> None:
    asked = ask(12)
    for number in range(11):
        asked.answer(number)
    crashed(lambda: asked.answer(11), "give_answer.put_in_buffer", is_done=True)
    crashed(asked.close, "moving.write_to_store", is_done=True)
    # In the store already, in the buffer still; for one of them the invitation never said so.
    for number in (0, 11):
        with pytest.raises(answers.LinkInvalid):
            asked.answer(number)
        with pytest.raises(answers.LinkInvalid):
            asked.withdraw(number)
    asked.close()
    assert asked.stored() == sorted(([number] for number in range(12)), key=str)


@pytest.mark.parametrize("is_done", [True, False])
def test_withdrawing(is_done: bool) -> None:
    asked = ask(8)
    asked.answer(0)
    crashed(lambda: asked.withdraw(0), "withdraw_answer.remove_from_buffer", is_done=is_done)
    assert asked.states()[0] == "answered*"
    asked.flush()
    assert asked.states()[0] == ("invited*" if is_done else "answered*")
    asked.withdraw(0)
    assert (asked.waiting(), asked.states()[0]) == ([], "invited*")


def test_an_erasure_cut_short_is_finished_without_the_answer(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    asked = ask(8)
    for number in range(6):
        asked.answer(number)
    found = find_person(asked.people[0].public_key, municipality_id=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "lederloft.processes.erase_a_person.erase_person.erase", lambda *_a, **_o: (_ for _ in ()).throw(Crash)
        )
        with pytest.raises(Crash):
            erase_person(found, acting=asked.installation)
    others = [[number] for number in range(1, 6)]
    assert (asked.waiting(), asked.states()[0]) == (others, "answered*")
    erase_person(found, acting=asked.installation)
    asked.close()
    assert (asked.stored(), len(asked.states())) == (others, 7)

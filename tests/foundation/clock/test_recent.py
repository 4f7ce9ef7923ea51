"""Many who ask at once cost one asking, and nobody waits for what another is asking."""

import threading
import time

import pytest

from lederloft.foundation.clock.api import Recent, forget_recent


class Counter:
    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return self.asked


def test_an_answer_is_kept_for_its_seconds_and_its_age_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ask, at = Counter(), [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: at[0])
    recent = Recent(ask, keep=lambda answer: 2 if answer == 1 else 60)
    assert [recent.get() for _ in range(3)] == [(1, 0)] * 3
    at[0] += 1.5
    assert recent.get() == (1, 1)
    at[0] += 1
    assert recent.get() == (2, 0)
    at[0] += 59
    assert recent.get() == (2, 59)
    forget_recent()
    assert recent.get() == (3, 0)


def test_what_fails_is_not_kept_and_locks_nobody_out() -> None:
    def fail() -> int:
        raise ZeroDivisionError

    recent = Recent(fail, keep=lambda _answer: 60)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            recent.get()


def test_one_asks_while_the_others_get_the_last_answer_and_how_long_it_has_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inside, go_on = threading.Event(), threading.Event()
    counter, at = Counter(), [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: at[0])

    def ask() -> int:
        if counter() == 2:
            inside.set()
            assert go_on.wait(20)
        return counter.asked

    recent = Recent(ask, keep=lambda _answer: 0)
    assert recent.get()[0] == 1
    assert recent.asking_for() == 0
    at[0] += 1
    slow = threading.Thread(target=recent.get)
    slow.start()
    assert inside.wait(20)
    at[0] += 30
    assert [recent.get() for _ in range(5)] == [(1, 31)] * 5
    assert recent.asking_for() == 30
    go_on.set()
    slow.join(20)
    assert recent.asking_for() == 0
    assert counter.asked == 2


def test_before_the_first_answer_all_wait_for_one_asking() -> None:
    counter, begin = Counter(), threading.Barrier(5)

    def ask() -> int:
        time.sleep(0.05)
        return counter()

    recent = Recent(ask, keep=lambda _answer: 60)
    answers: list[int] = []

    def one() -> None:
        begin.wait()
        answers.append(recent.get()[0])

    threads = [threading.Thread(target=one) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert answers == [1] * 5

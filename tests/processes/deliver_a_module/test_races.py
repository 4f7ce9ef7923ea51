"""Seats are exact: 200 people × 2 presses for 18 seats, from threads of several processes, on both databases."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.postgres import ROOT, Databases
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races

PEOPLE, SEATS, PROCESSES = 200, 18, 4
Press = tuple[str, int, int, str]


@dataclass
class Stage:
    """An open edition, people who want it, and programs in which they press."""

    databases: Databases | SqliteFiles
    folder: Path
    told: dict[str, Any] = field(default_factory=dict)

    def run(self, *words: object) -> subprocess.Popen[str]:
        env = os.environ | self.databases.env() | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test"}
        env["LEDERLOFT_DATA_DIR"] = str(self.folder)
        return subprocess.Popen(
            [sys.executable, "-m", "tests.processes.deliver_a_module.crowd", *map(str, words)],
            env=env,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def prepare(self, people: int, capacity: int) -> None:
        out, _ = self.run("prepare", people, capacity).communicate(timeout=300)
        self.told = json.loads(out)

    def press(self, presses: list[Press], *, without_lock: bool = False) -> list[dict[str, Any]]:
        """Two presses with one key never come from the same process when they stand next to each other."""
        programs = [self.run("press", without_lock) for _ in range(PROCESSES)]
        for program in programs:
            assert program.stdout
            assert program.stdout.readline() == "ready\n"
        for number, program in enumerate(programs):
            assert program.stdin
            program.stdin.write(json.dumps({**self.told, "presses": presses[number::PROCESSES]}) + "\n")
            program.stdin.flush()
        answers = []
        for program in programs:
            out, _ = program.communicate(timeout=300)
            assert program.returncode == 0
            answers += json.loads(out)
        return answers

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Read past the application."""
        if isinstance(self.databases, Databases):
            from tests.postgres import OWNER

            with closing(psycopg.connect(self.databases.url(user=OWNER))) as found:
                return list(found.execute(sql))
        import sqlite3

        with closing(sqlite3.connect(self.databases.folder / "default.sqlite3")) as file:
            return list(file.execute(sql))

    def sign_ups(self) -> list[Press]:
        """Everybody twice, the two presses next to each other."""
        return [
            ("sign_up", self.told["edition_id"], account_id, f"sign-up-{account_id}")
            for account_id, _person_id in self.told["people"]
            for _press in range(2)
        ]


@pytest.fixture
def stage(real_databases: Databases | SqliteFiles, tmp_path: Path) -> Stage:
    return Stage(real_databases, tmp_path / "data")


def offences(stage: Stage, answers: list[dict[str, Any]]) -> list[str]:
    """What is wrong with the answers and the rows; none when the seats are exact."""
    wrong = [answer["fault"] for answer in answers if answer["fault"]]
    by_key = defaultdict(set)
    for answer in answers:
        by_key[answer["key"]].add(answer["said"])
    wrong += [f"two answers to one key: {said}" for said in by_key.values() if len(said) > 1]
    seats = stage.rows("SELECT person_id, state, seat_number, queue_number, signed_up_at FROM participation_seat")
    live = [row for row in seats if row[1] in {"seated", "queued"}]
    numbers = sorted(row[2] for row in live if row[1] == "seated")
    if numbers != list(range(1, SEATS + 1)):
        wrong.append(f"seats {numbers}")
    drawn = sorted(row[3] for row in seats if row[3] is not None)
    if drawn != list(range(1, len(drawn) + 1)):
        wrong.append(f"queue numbers {drawn}")
    line = sorted((row[3], row[4]) for row in live if row[1] == "queued")
    if [at for _number, at in line] != sorted(at for _number, at in line):
        wrong.append("the queue doesn't follow the time of signing up")
    if len({row[0] for row in live}) != len(live):
        wrong.append("somebody has two places")
    return wrong


def test_two_hundred_press_twice_for_eighteen_seats(stage: Stage) -> None:
    stage.prepare(PEOPLE, SEATS)
    answers = stage.press(stage.sign_ups())
    assert len(answers) == 2 * PEOPLE
    assert offences(stage, answers) == []
    states = dict(stage.rows("SELECT state, count(*) FROM participation_seat GROUP BY state"))
    assert states == {"seated": SEATS, "queued": PEOPLE - SEATS}
    mails = dict(stage.rows("SELECT kind, count(*) FROM outbox_outgoingmail GROUP BY kind"))
    assert mails == {
        "calendars.invited": 3 * SEATS,
        "deliver_a_module.seat_reserved": SEATS,
        "deliver_a_module.place_in_queue_taken": PEOPLE - SEATS,
    }


def test_seats_given_up_at_the_same_time_go_to_exactly_the_next_ones(stage: Stage) -> None:
    stage.prepare(SEATS + 20, SEATS)
    assert offences(stage, stage.press(stage.sign_ups())) == []
    accounts = {person_id: account_id for account_id, person_id in stage.told["people"]}
    seated = stage.rows(
        "SELECT id, person_id FROM participation_seat WHERE state = 'seated' AND seat_number <= 10 ORDER BY id"
    )
    presses: list[Press] = [
        ("give_up", seat_id, accounts[person_id], f"give-up-{seat_id}") for seat_id, person_id in seated for _ in "12"
    ]
    assert offences(stage, stage.press(presses)) == []
    moved_up = stage.rows("SELECT queue_number FROM participation_seat WHERE state = 'seated' AND queue_number > 0")
    assert sorted(number for (number,) in moved_up) == list(range(1, 11))
    states = dict(stage.rows("SELECT state, count(*) FROM participation_seat GROUP BY state"))
    assert states == {"seated": SEATS, "queued": 10, "given_up": 10}


def test_a_gathering_added_while_people_sign_up_reaches_each_exactly_once(stage: Stage) -> None:
    stage.prepare(40, SEATS)
    presses = stage.sign_ups()
    adding = [("add_gathering", stage.told["edition_id"], stage.told["office"], "add")] * 2
    half = len(presses) // 4  # in the middle of those who get a seat
    assert offences(stage, stage.press([*presses[:half], *adding, *presses[half:]])) == []
    got = stage.rows(
        "SELECT s.person_id, count(i.id), count(DISTINCT e.source_id), max(i.sequence) FROM participation_seat s "
        "LEFT JOIN calendars_invitation i ON i.person_id = s.person_id LEFT JOIN calendars_calendarevent e "
        "ON e.id = i.event_id WHERE s.state = 'seated' GROUP BY s.person_id"
    )
    assert [row[1:] for row in got] == [(4, 4, 0)] * SEATS
    assert stage.rows("SELECT count(*) FROM outbox_outgoingmail WHERE kind = 'calendars.invited'") == [(4 * SEATS,)]


def test_the_race_is_lost_when_the_lock_is_taken_away(stage: Stage) -> None:
    stage.prepare(60, SEATS)
    answers = stage.press(stage.sign_ups(), without_lock=True)
    assert offences(stage, answers) != []


@pytest.mark.prove
def test_fifty_rounds_answer_everybody_in_time(stage: Stage) -> None:
    for _round in range(50):
        stage.databases.restore("default")
        stage.prepare(PEOPLE, SEATS)
        answers = stage.press(stage.sign_ups())
        assert len(answers) == 2 * PEOPLE
        assert offences(stage, answers) == []
        assert sorted(answer["seconds"] for answer in answers)[int(len(answers) * 0.95)] < 3

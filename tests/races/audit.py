"""What the database holds after the kills, read past the application and compared with what clients were told."""

import json
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from typing import Any

import psycopg

from tests.postgres import OWNER, Databases
from tests.races.clients import Act
from tests.sqlite import SqliteFiles

# Facts of the open edition → the mail that follows each of them.
MAILS = {
    "participation.SeatReserved": "deliver_a_module.seat_reserved",
    "participation.PlaceInQueueTaken": "deliver_a_module.place_in_queue_taken",
    "participation.SeatGivenUp": "deliver_a_module.seat_given_up",
    "participation.MovedUpFromQueue": "deliver_a_module.moved_up",
}
SIGNED_UP = ("participation.SeatReserved", "participation.PlaceInQueueTaken")
GAVE_UP = ("participation.SeatGivenUp", "participation.QueueLeft")


class Audit:
    """Questions to the database, and what is wrong; nothing when all is well."""

    def __init__(self, databases: Databases | SqliteFiles, town: dict[str, Any]) -> None:
        self.databases = databases
        self.town = town

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if isinstance(self.databases, Databases):
            with closing(psycopg.connect(self.databases.url(user=OWNER))) as found:
                return list(found.execute(sql))
        with closing(sqlite3.connect(self.databases.folder / "default.sqlite3", timeout=20)) as file:
            return list(file.execute(sql))

    def change(self, sql: str) -> None:
        if isinstance(self.databases, Databases):
            with psycopg.connect(self.databases.url(user=OWNER), autocommit=True) as found:
                found.execute(sql)
            return
        with closing(sqlite3.connect(self.databases.folder / "default.sqlite3", timeout=20)) as file:
            file.execute(sql)
            file.commit()

    def let_leases_lapse(self) -> None:
        """As if the minutes had passed after which another worker takes what a killed one had in hand."""
        for table, state in (("jobs_queuedjob", "running"), ("outbox_outgoingmail", "sending")):
            self.change(f"UPDATE {table} SET lease_until = '2020-01-01 00:00:00+00' WHERE state = '{state}'")
        self.change("UPDATE jobs_queuedjob SET run_after = NULL WHERE state = 'queued' AND kind LIKE 'outbox.deliver'")
        self.change("UPDATE outbox_outgoingmail SET send_after = NULL WHERE state = 'queued'")

    def lost(self, acknowledged: list[Act]) -> list[str]:
        """Acknowledged acts that the database doesn't know."""
        known = {key for (key,) in self.rows("SELECT key FROM use_cases_clientkey WHERE answer IS NOT NULL")}
        return [f"lost: {act}" for act in acknowledged if act.key not in known]

    def faults(self, acknowledged: list[Act]) -> list[str]:
        """Everything, once all acts have been acknowledged and nobody writes any more."""
        facts = self.facts()
        return [
            *self.lost(acknowledged),
            *self.doubled(acknowledged),
            *self.acts_without_effect(acknowledged, facts),
            *self.attendance(acknowledged, facts),
            *self.seats(),
            *self.mails(facts),
        ]

    def facts(self) -> list[tuple[str, dict[str, Any]]]:
        found = self.rows("SELECT kind, data FROM trail_trailentry WHERE kind LIKE 'participation.%'")
        read = [(kind, data if isinstance(data, dict) else json.loads(data)) for kind, data in found]
        return [
            (kind, data)
            for kind, data in read
            if kind == "participation.AttendanceRecorded" or data["edition_id"] == self.town["edition_id"]
        ]

    def doubled(self, acknowledged: list[Act]) -> list[str]:
        keys = Counter(act.key for act in acknowledged)
        said = [f"acknowledged {times} times: {key}" for key, times in keys.items() if times > 1]
        ours = "SELECT key FROM use_cases_clientkey WHERE use_case LIKE 'lederloft.processes.deliver_a_module.%'"
        done = {key for (key,) in self.rows(ours)}
        return said + [f"done and never acknowledged: {key}" for key in done - set(keys)]

    def acts_without_effect(self, acknowledged: list[Act], facts: list[tuple[str, dict[str, Any]]]) -> list[str]:
        """Each act has exactly one fact, and each sign-up exactly one row."""
        acts = Counter((act.who, act.verb) for act in acknowledged)
        told: Counter[tuple[int, str]] = Counter()
        for kind, data in facts:
            verb = "sign_up" if kind in SIGNED_UP else "give_up" if kind in GAVE_UP else ""
            if verb:
                told[data["person_id"], verb] += 1
        rows = dict(
            self.rows(
                "SELECT person_id, count(*) FROM participation_seat "
                f"WHERE edition_id = {self.town['edition_id']} GROUP BY person_id"
            )
        )
        wrong = []
        for leader in self.town["leaders"]:
            for verb in ("sign_up", "give_up"):
                one = leader["person_id"], verb
                if acts[one] != told[one]:
                    wrong.append(f"{one}: {acts[one]} acknowledged, {told[one]} in the trail")
            if rows.get(leader["person_id"], 0) != acts[leader["person_id"], "sign_up"]:
                wrong.append(f"{leader['person_id']}: {rows.get(leader['person_id'])} rows")
        return wrong

    def attendance(self, acknowledged: list[Act], facts: list[tuple[str, dict[str, Any]]]) -> list[str]:
        acts: defaultdict[int, list[int]] = defaultdict(list)
        for act in acknowledged:
            if act.verb == "attend":
                acts[act.who].append(act.minutes)
        told: defaultdict[int, list[int]] = defaultdict(list)
        for kind, data in facts:
            if kind == "participation.AttendanceRecorded":
                told[data["seat_id"]].append(data["minutes"])
        now = dict(self.rows("SELECT seat_id, minutes FROM participation_attendance"))
        wrong = []
        for seat, said in acts.items():
            if sorted(said) != sorted(told[seat]):
                wrong.append(f"seat {seat}: {len(said)} acts, {len(told[seat])} facts")
            if now.get(seat) != said[-1]:
                wrong.append(f"seat {seat}: {now.get(seat)} minutes, not {said[-1]}")
        return wrong

    def seats(self) -> list[str]:
        rows = self.rows(
            "SELECT person_id, state, seat_number, queue_number, signed_up_at FROM participation_seat "
            f"WHERE edition_id = {self.town['edition_id']}"
        )
        live = [row for row in rows if row[1] in {"seated", "queued"}]
        wrong = []
        numbers = sorted(row[2] for row in live if row[1] == "seated")
        if numbers != list(range(1, self.town["seats"] + 1)):
            wrong.append(f"seats {numbers}")
        drawn = sorted(row[3] for row in rows if row[3] is not None)
        if drawn != list(range(1, len(drawn) + 1)):
            wrong.append(f"queue numbers with gaps: {drawn}")
        line = [row[4] for row in sorted((row for row in live if row[1] == "queued"), key=lambda row: row[3])]
        if line != sorted(line):
            wrong.append("the queue doesn't follow the time of signing up")
        if {row[0] for row in live} != {leader["person_id"] for leader in self.town["leaders"]} or len(live) != len(
            self.town["leaders"]
        ):
            wrong.append("not everybody has one place")
        return wrong

    def mails(self, facts: list[tuple[str, dict[str, Any]]]) -> list[str]:
        """One mail row for each fact that has one, in the same transaction."""
        told = Counter((MAILS[kind], data["seat_id"]) for kind, data in facts if kind in MAILS)
        rows = self.rows("SELECT kind, ids FROM outbox_outgoingmail WHERE kind LIKE 'deliver_a_module.%'")
        written: Counter[tuple[str, int]] = Counter()
        edition = f"SELECT id FROM participation_seat WHERE edition_id = {self.town['edition_id']}"
        mine = {seat for (seat,) in self.rows(edition)}
        for kind, ids in rows:
            seat = (ids if isinstance(ids, dict) else json.loads(ids))["seat_id"]
            if seat in mine:
                written[kind, seat] += 1
        every = told | written
        return [f"mail {one}: {written[one]} rows for {told[one]} facts" for one in every if told[one] != written[one]]

    def unfinished(self) -> int:
        """Mail and jobs still to be done."""
        mails = "SELECT count(*) FROM outbox_outgoingmail WHERE state IN ('queued', 'sending')"
        jobs = "SELECT count(*) FROM jobs_queuedjob WHERE kind = 'outbox.deliver' AND state IN ('queued', 'running')"
        return sum(int(self.rows(sql)[0][0]) for sql in (mails, jobs))

    def letters(self, came: Counter[str], *, kills: int) -> list[str]:
        """Each sent mail came; none came that has no row; a copy only where a worker was killed with it in hand."""
        rows = self.rows("SELECT public_key, id, state FROM outbox_outgoingmail")
        by_id = {f"<{key}.{number}@localhost>": state for key, number, state in rows}
        wrong = [f"sent and never came: {one}" for one, state in by_id.items() if state == "sent" and not came[one]]
        wrong += [f"came from nowhere: {one}" for one in came if one not in by_id]
        wrong += [f"given up: {one}" for one, state in by_id.items() if state == "dead"]
        copies = sum(times - 1 for times in came.values())
        if copies > 2 * kills:  # two threads, one letter each
            wrong.append(f"{copies} copies after {kills} kills")
        return wrong

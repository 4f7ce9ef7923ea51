"""Clients that write over HTTP with client keys, and note outside the application what was acknowledged.

A client repeats an act with the same key until it is acknowledged, whatever happens to the server meanwhile; only then
comes its next act. An acknowledgement is on disk before anything else is done.
"""

import http.client
import itertools
import json
import os
import random
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

UNANSWERED = (ConnectionError, http.client.HTTPException, TimeoutError)
OFFICES = 3
ANSWER_WITHIN = 40.0  # seconds; SQLite waits twenty for its lock


@dataclass(frozen=True)
class Act:
    """One write somebody wants done."""

    key: str
    verb: str  # sign_up, give_up, attend
    who: int  # the person, or the seat whose attendance it is
    minutes: int = 0


class Ledger:
    """The acts that were acknowledged, one line each, fsynced."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def note(self, act: Act) -> None:
        os.write(self._file, (json.dumps(asdict(act)) + "\n").encode())
        os.fsync(self._file)

    def close(self) -> None:
        os.close(self._file)

    def read(self) -> list[Act]:
        return [Act(**json.loads(line)) for line in self.path.read_text().splitlines()]


class Client(threading.Thread):
    """One who writes all the time, with a key for the API."""

    def __init__(self, port: int, token: str, town: dict[str, Any], ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self.port, self.token, self.town, self.ledger = port, token, town, ledger
        self.line: http.client.HTTPConnection | None = None
        self.stopping = threading.Event()
        self.flying: str | None = None  # the key of the request that is sent and not answered
        self.cut: set[str] = set()  # keys whose request was sent and never answered
        self.sent_at = 0.0
        self.refused: list[float] = []  # when each request was sent that was answered with 503
        self.repeated = 0
        self.complaints: list[str] = []

    def run(self) -> None:
        try:
            for act, method, path, body in self.acts():
                self.insist(act, method, path, body)
        except Exception as error:
            self.complaints.append(f"{type(error).__name__}: {error}")
        finally:
            self.hang_up()

    def acts(self) -> Iterator[tuple[Act, str, str, Any]]:
        """Her story, until she is asked to stop: act, method, path, body."""
        raise NotImplementedError

    def heard(self, answer: dict[str, Any]) -> None:
        """What came back when it was acknowledged."""

    def insist(self, act: Act, method: str, path: str, body: Any) -> None:
        """The same act with the same key until it is acknowledged."""
        tries = 0
        while True:
            tries += 1
            try:
                status, headers, answer = self.ask(act.key, method, path, body)
            except UNANSWERED:
                self.hang_up()
                time.sleep(0.05)
                continue
            if status < 300:
                self.ledger.note(act)
                self.repeated += tries > 1
                self.heard(answer)
                return
            if status != 503 or "Retry-After" not in headers or answer["code"] != "api.unavailable":
                self.complaints.append(f"{status} to {act}: {answer}")
                return
            self.refused.append(self.sent_at)
            time.sleep(0.05)

    def ask(self, key: str, method: str, path: str, body: Any) -> tuple[int, http.client.HTTPMessage, Any]:
        """One request; what is sent and never answered is remembered as cut."""
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        self.line = self.line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_WITHIN)
        self.line.request(method, f"/api/v1{path}", body=json.dumps(body), headers=headers)
        self.flying, self.sent_at = key, time.monotonic()
        try:
            answer = self.line.getresponse()
            read = answer.read()
        except UNANSWERED:
            self.cut.add(key)
            raise
        finally:
            self.flying = None
        return answer.status, answer.headers, json.loads(read)

    def hang_up(self) -> None:
        if self.line:
            self.line.close()
        self.line = None


class Leader(Client):
    """Signs up, gives up, signs up again; ends with a place."""

    def __init__(self, port: int, leader: dict[str, Any], town: dict[str, Any], ledger: Ledger) -> None:
        super().__init__(port, leader["token"], town, ledger)
        self.leader = leader  # remembers her seat from one crowd to the next
        self.person_id = leader["person_id"]

    def acts(self) -> Iterator[tuple[Act, str, str, Any]]:
        sign_up = f"/editions/{self.town['edition']}/sign-up"
        while True:
            if not self.leader.get("seat"):
                yield Act(str(uuid.uuid4()), "sign_up", self.person_id), "POST", sign_up, {}
            if self.stopping.is_set():
                return
            give_up = f"/seats/{self.leader['seat']}/give-up"
            yield Act(str(uuid.uuid4()), "give_up", self.person_id), "POST", give_up, {}
            self.leader["seat"] = ""

    def heard(self, answer: dict[str, Any]) -> None:
        self.leader["seat"] = answer["seat_key"]


class Office(Client):
    """Registers and corrects the attendance of some seats, over and over."""

    def __init__(self, port: int, seats: list[dict[str, Any]], town: dict[str, Any], ledger: Ledger) -> None:
        super().__init__(port, town["office"], town, ledger)
        self.seats = seats
        # Odd minutes in one crowd, even ones in the next: each act changes something.
        self.minutes = itertools.cycle(range(1 + town["crowds"] % 2, 171, 2))

    def acts(self) -> Iterator[tuple[Act, str, str, Any]]:
        path = f"/gatherings/{self.town['gathering']}/attendance"
        while not self.stopping.is_set():
            minutes = next(self.minutes)
            for seat in self.seats:
                if self.stopping.is_set():
                    return
                entry = {"seat_key": seat["key"], "kind": "partial", "minutes": minutes}
                yield Act(str(uuid.uuid4()), "attend", seat["id"], minutes), "PUT", path, {"entries": [entry]}


class Crowd:
    """All clients together."""

    def __init__(self, port: int, town: dict[str, Any], ledger: Ledger, *, leaders: bool) -> None:
        seats = town["seated"]
        town["crowds"] = town.get("crowds", 0) + 1
        self.ledger = ledger
        self.clients: list[Client] = [Office(port, seats[n::OFFICES], town, ledger) for n in range(OFFICES)]
        if leaders:
            self.clients += [Leader(port, leader, town, ledger) for leader in town["leaders"]]

    def start(self) -> None:
        for client in self.clients:
            client.start()

    def catch_in_flight(self, dice: random.Random, *, seconds: tuple[float, float]) -> list[tuple[Client, str]]:
        """Wait for a random moment, and then for somebody whose request is sent and not answered."""
        time.sleep(dice.uniform(*seconds))
        until = time.monotonic() + 10
        while not (flying := [(client, key) for client in self.clients if (key := client.flying)]):
            assert time.monotonic() < until, f"nobody asks: {self.complaints()}"
            time.sleep(0.0005)
        return flying

    def was_cut(self, flying: list[tuple[Client, str]]) -> bool:
        """Whether one of those requests was never answered, so that the kill counts."""
        until = time.monotonic() + 5
        while any(client.flying == key for client, key in flying) and time.monotonic() < until:
            time.sleep(0.005)
        return any(key in client.cut for client, key in flying)

    def acknowledged(self) -> int:
        return len(self.ledger.read())

    def finish(self) -> None:
        """Everybody ends her story; what was unanswered has been repeated until it was acknowledged."""
        for client in self.clients:
            client.stopping.set()
        for client in self.clients:
            client.join(120)
        still = [f"still at it: {client.flying}" for client in self.clients if client.is_alive()]
        assert self.complaints() + still == []

    def complaints(self) -> list[str]:
        return [complaint for client in self.clients for complaint in client.complaints]

    def refused_between(self, begun: float, ended: float) -> int:
        """How many requests sent in that time were answered with 503."""
        return sum(begun <= sent <= ended for client in self.clients for sent in client.refused)

    def repeated(self) -> int:
        return sum(client.repeated for client in self.clients)

"""`make bench`: floor and pages in turn on real servers, on SQLite and PostgreSQL; writes docs/figures.md.

python -m bench.main [--size S|M] [--rounds 5] [--requests 40] [--engine sqlite|postgresql] [--no-page]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import goals, report
from bench.installed import run_time_mb
from bench.machinery import ROOT, Site, floor_site, our_site
from bench.measuring import Asked, in_turn
from bench.race import seat_race
from bench.rules import Figure, Pair
from tests.postgres import OWNER, Databases
from tests.sqlite import SqliteFiles

PAGE = ROOT / "docs/figures.md"
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
EXPORT_ROWS = {"S": 2_000, "M": 20_000}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "lederloft.config.settings.production",
    "SECRET_KEY": "only-for-measuring-vX3kQ8zLw1Rb6NtYp0Jd5Hs9Gm2Fc7Ue4AoKiBxTq",
    "ALLOWED_HOSTS": "127.0.0.1",
    "EMAIL_HOST": "127.0.0.1",
    "SITE_URL": "https://127.0.0.1",
    "DEFAULT_FROM_EMAIL": "bench@example.org",
    "BEHIND_TLS_PROXY": "1",
    "TRUSTED_PROXY_COUNT": "1",
}


def main() -> int:
    """Measure what was asked for; 0 even when a goal is missed: the table says it."""
    given = arguments()
    chosen = [given.engine] if given.engine else list(ENGINES)
    for engine in chosen:
        with tempfile.TemporaryDirectory() as folder:
            figures = Run(engine, Path(folder), given).figures()
        section = report.section(
            ENGINES[engine],
            figures,
            on=datetime.now(UTC).date(),
            machine=f"{os.cpu_count()} cores, Linux, Python {sys.version_info[0]}.{sys.version_info[1]}",
            size=given.size,
            rounds=given.rounds,
            requests=given.requests,
        )
        print(f"\n{section}\n", flush=True)
        if not given.no_page:
            before = PAGE.read_text() if PAGE.exists() else ""
            PAGE.write_text(report.page(before, {ENGINES[engine]: section}, list(ENGINES.values())))
    return 0


def arguments() -> argparse.Namespace:
    """What the run is to be like."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=sorted(EXPORT_ROWS), default="M")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--engine", choices=sorted(ENGINES))
    parser.add_argument("--cluster", choices=["fast", "safe"], default="safe")
    parser.add_argument("--no-page", action="store_true")
    return parser.parse_args()


def say(words: str) -> None:
    """On the way, for one who waits."""
    print(words, file=sys.stderr, flush=True)


class Run:
    """One engine: databases filled, both servers up, row after row."""

    def __init__(self, engine: str, folder: Path, given: argparse.Namespace) -> None:
        self.engine, self.folder, self.given = engine, folder, given
        self.rows = EXPORT_ROWS[given.size]

    def figures(self) -> list[Figure]:
        """Every row of the table."""
        ours, floors = self._databases("ours"), self._databases("floor")
        try:
            return self._measured(ours, floors)
        finally:
            ours.drop()
            floors.drop()

    def _databases(self, name: str) -> Databases | SqliteFiles:
        made = Databases(self.given.cluster) if self.engine == "postgresql" else SqliteFiles(self.folder / name)
        made.create()
        return made

    def _measured(self, ours: Databases | SqliteFiles, floors: Databases | SqliteFiles) -> list[Figure]:
        env = PRODUCTION | ours.env() | {"LEDERLOFT_DATA_DIR": str(self.folder / "data")}
        if isinstance(ours, Databases):
            env["MIGRATE_DATABASE_URL"] = ours.env(OWNER)["DATABASE_URL"]
        owner = floors.env(OWNER) if isinstance(floors, Databases) else floors.env()
        floor_env = {
            "DJANGO_SETTINGS_MODULE": "bench.floor.settings",
            "FLOOR_DATABASE_URL": owner["BUFFER_DATABASE_URL"],
        }
        self.env = env
        say(f"{ENGINES[self.engine]}: filling …")
        floor_cookie = f"sessionid={told('bench.floor.filling', self.rows, env=floor_env)['sessionid']}"
        signers = self.given.requests * self.given.rounds + 20
        self.told = told("bench.setting_up", self.given.size, self.rows, signers, env=env)
        commits = float(told("bench.commits", 2, env=floor_env))
        floor, site = floor_site(floor_env, self.folder), our_site(env, self.folder)
        say("cold start …")
        figures = [self._cold_start(floor, site)]
        with floor, site:
            self.floor, self.site, self.floor_cookie = floor, site, floor_cookie
            figures = [*self._pages(), *self._lists(), self._sign_up(), self._race(commits), self._memory(), *figures]
        size = run_time_mb()
        install = Figure(
            "Install, run-time set", "MB", [Pair(1, size)], goals.INSTALL, note="megabytes stand as the ratio"
        )
        return [*figures, install]

    def _cold_start(self, floor: Site, site: Site) -> Figure:
        pairs = []
        for number in range(1 + max(1, self.given.rounds // 2)):
            used = []
            for one in (floor, site):
                waited = one.start()
                used.append(one.started_cpu_s())
                one.stop()
            if number:  # the first compiles what the later ones find
                pairs.append(Pair(*used))
        return Figure("Cold start", "CPU s", pairs, goals.COLD_START, wall_ms=waited * 1000)

    def _pages(self) -> list[Figure]:
        figures = []
        for what, page in self.told["pages"].items():
            say(f"{what} …")
            goal = goals.EDITION_PAGE if what == "Edition page" else goals.FIRST_PAGE
            figures.append(
                self._figure(
                    what,
                    "/one",
                    Asked(page["path"], self._session(page["session"])),
                    goal=goal,
                    floor_range=goals.ONE,
                    statements=tuple(self.told["statements"][what]),
                    most_statements=goals.MOST_STATEMENTS,
                )
            )
        return figures

    def _lists(self) -> list[Figure]:
        say("lists and files …")
        office, export = self._session(self.told["office_session"]), self.told["export_path"]
        scale = 20_000 / self.rows
        few = max(2, self.given.requests // 8)
        return [
            self._figure(
                "1 000 participants",
                "/many/1000",
                Asked(self.told["list_path"], office),
                requests=few,
                goal=goals.PARTICIPANTS,
                floor_range=goals.LIST,
                statements=tuple(self.told["statements"]["Participants"]),
                most_statements=goals.MOST_STATEMENTS,
            ),
            self._figure(
                f"CSV of {self.rows} participants",
                f"/csv/{self.rows}",
                Asked(f"{export}?last-ned=csv", office),
                requests=2,
                goal=goals.CSV,
                floor_range=scaled(goals.CSV_20_000, scale),
            ),
            self._figure(
                f"XLSX of {self.rows} participants",
                f"/xlsx/{self.rows}",
                Asked(f"{export}?last-ned=xlsx", office),
                requests=1,
                goal=goals.XLSX,
                floor_range=scaled(goals.XLSX_20_000, scale),
            ),
        ]

    def _sign_up(self) -> Figure:
        say("signing up …")
        sessions = [self._session(key) for key in self.told["signers"]]
        ours = Asked(self.told["sign_up_path"], "", each=sessions, is_write=True, status=303)
        return self._figure(
            "Sign-up, with commit",
            "/commit",
            ours,
            goal=goals.SIGN_UP,
            is_write=True,
        )

    def _race(self, commits: float) -> Figure:
        say("seat race …")
        sessions = [self._session(key) for key in self.told["racers"]]
        path = self.told["race_path"]
        seconds = seat_race(self.site, path, sessions)
        got = told("bench.seats", path.split("/")[-2], env=self.env)
        if got != {"seated": 18, "queued": len(sessions) - 18, "is_unbroken": True}:
            raise SystemExit(f"the race went wrong: {got}")
        return Figure(
            f"Seat race, {len(sessions)} on 18: exactly 18",
            "a second",
            [Pair(commits, len(sessions) / seconds)],
            goals.RACE,
            goals.COMMITS[ENGINES[self.engine]],
            note="floor: commits a second from one connection",
        )

    def _memory(self) -> Figure:
        pair = Pair(self.floor.memory_mb(), self.site.memory_mb())
        return Figure("Worker memory after all this", "MB", [pair], goals.MEMORY)

    def _session(self, key: str) -> str:
        return f"__Host-session={key}"

    def _figure(
        self, what: str, floor_path: str, ours: Asked, *, requests: int = 0, is_write: bool = False, **more: Any
    ) -> Figure:
        floor = Asked(floor_path, self.floor_cookie, is_write=is_write, status=303 if is_write else 200)
        pairs, wall = in_turn(
            (self.floor, floor), (self.site, ours), rounds=self.given.rounds, requests=requests or self.given.requests
        )
        return Figure(what, "CPU ms", pairs, wall_ms=wall, **more)


def scaled(whole: Any, by: float) -> Any:
    """The floor's range for fewer rows."""
    return type(whole)(whole.low / by, whole.high / by)


def told(module: str, *words: object, env: dict[str, str]) -> Any:
    """What a step in a process of its own prints, as JSON."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        cwd=ROOT,
        env=os.environ | env,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{module} ended with {done.returncode}")
    say(f"  {module} {time.monotonic() - begun:.0f} s")
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())

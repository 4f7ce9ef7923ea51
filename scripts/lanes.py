"""Runs the test lanes one after another, says which ran, and sums up. Called by scripts/test."""

import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv/bin"
RESULTS = ROOT / "var/results"
CEILING = 30 * 60  # seconds for one lane: a hang, not a goal
ORDINARY = "not pure and not races and not browser and not prove"


@dataclass
class Tally:
    """What a lane came to."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def add(self, other: "Tally") -> "Tally":
        self.counts.update(other.counts)
        self.slowest = sorted(self.slowest + other.slowest, reverse=True)[:20]
        return self

    @property
    def red(self) -> bool:
        return self.counts["failed"] > 0 or self.counts["passed"] == 0

    def __str__(self) -> str:
        return ", ".join(f"{self.counts[word]} {word}" for word in ("passed", "failed", "skipped"))


def run(command: list[str | Path], env: dict[str, str], log: Path | None = None) -> int:
    """Run to the end or the ceiling, in a process group of its own, so that nothing is left behind."""
    output = log.open("w") if log else None
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | env, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        return process.wait(CEILING)
    except subprocess.TimeoutExpired:
        print(f"stopped after {CEILING} s: {command}", flush=True)
        return 124
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if output:
            output.close()


def checks() -> Tally:
    """Everything that reads the code without running it."""
    tools: dict[str, list[str | Path]] = {
        "ruff": [BIN / "ruff", "check"],
        "ruff format": [BIN / "ruff", "format", "--check"],
        "mypy": [BIN / "mypy"],
        "djlint": [BIN / "djlint", "lederloft", "--lint", "--quiet"],
        "import contract": [
            BIN / "lint-imports",
            "--config",
            "house/contracts.ini",
            "--cache-dir",
            "var/cache/imports",
        ],
        "deptry": [BIN / "deptry", "lederloft"],
        "sbom and licences": [BIN / "python", "scripts/sbom.py", "--check"],
        "migrations": [BIN / "python", "-m", "django", "makemigrations", "--check", "--dry-run"],
        "django check": [BIN / "python", "-m", "django", "check", "--fail-level", "WARNING"],
    }
    env = {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test"}

    def check(name: str) -> tuple[str, bool]:
        log = RESULTS / f"{name.replace(' ', '-')}.log"
        return log.read_text() if (failed := run(tools[name], env, log) != 0) else "", failed

    tally = Tally()
    with ThreadPoolExecutor(2) as pool:
        for name, (text, failed) in zip(tools, pool.map(check, tools), strict=True):
            print(f"  {name}: {'RED' if failed else 'ok'}\n{text}", end="", flush=True)
            tally.counts["failed" if failed else "passed"] += 1
    return tally


def run_tests(
    name: str, marks: str, *more: str, python: Path = BIN / "python", env: dict[str, str] | None = None
) -> Tally:
    """One pytest run, counted from its own report."""
    report = RESULTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    command: list[str | Path] = [
        python,
        "-m",
        "pytest",
        "-q",
        "--tb=short",
        "--maxfail=40",
        "-m",
        marks,
        f"--junitxml={report}",
        *more,
    ]
    code = run(command, env or {})
    tally = Tally()
    if report.exists():
        for case in ElementTree.parse(report).iter("testcase"):
            kinds = {child.tag for child in case}
            word = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
            tally.counts[word] += 1
            tally.slowest.append((float(case.get("time", 0)), f"{case.get('classname')}::{case.get('name')}"))
    if code and not tally.counts["failed"]:
        print(f"pytest ended with {code}" + (": no such test exists yet" if code == 5 else ""), flush=True)
        tally.counts["failed"] += 1
    return tally.add(Tally())


def python_3_12() -> Path | None:
    """An interpreter of that version from the path or from pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    shims = [Path(folder).parent for folder in os.environ.get("PATH", "").split(":") if folder.endswith("/shims")]
    found = [Path(folder) / "python3.12" for folder in os.environ.get("PATH", "").split(":")]
    for root in {pyenv, *shims}:
        found += sorted(root.glob("versions/3.12.*/bin/python3.12"), reverse=True)
    question = "import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 12))"
    for candidate in found:
        if candidate.exists() and subprocess.run([candidate, "-c", question], capture_output=True).returncode == 0:
            return candidate
    return None


def newest() -> Tally | None:
    """Lanes 1 and 2 once more, on Python 3.12 and the newest Django the lock holds."""
    interpreter = python_3_12()
    if interpreter is None:
        return None
    home = ROOT / "var/venv-3.12"
    stamp, lock = home / "lock", (ROOT / "requirements-dev.txt").read_text()
    if not stamp.exists() or stamp.read_text() != lock:
        install = [home / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        steps: list[list[str | Path]] = [
            [interpreter, "-m", "venv", "--clear", home],
            [*install, "--no-deps", "--require-hashes", "--requirement=requirements-dev.txt"],
            [*install, "--no-deps", "--no-build-isolation", "--editable", "."],
        ]
        if any(run(step, {}) for step in steps):
            return Tally(Counter(failed=1))
        stamp.write_text(lock)
    marks = "not races and not browser and not prove"
    return run_tests("newest", marks, "-n", "2", "--dist", "worksteal", *FUTURE, python=home / "bin/python")


# What the newest Django announces for a version that 5.2 can't be written for yet.
FUTURE = ("-W", "ignore:The EMAIL_", "-W", "ignore:get_connection() is deprecated")
TWO = ("-n", "2", "--dist", "worksteal")
ON_POSTGRESQL = {"LEDERLOFT_TEST_DATABASE": "postgresql"}
Lane = Callable[[], Tally | None]
LANES: dict[str, tuple[str, Lane]] = {
    "1": ("lint, types, contracts, pure rules", lambda: checks().add(run_tests("pure", "pure and not prove", *TWO))),
    "2": ("use cases on SQLite", partial(run_tests, "sqlite", ORDINARY, *TWO)),
    "3": ("use cases on PostgreSQL", partial(run_tests, "postgresql", ORDINARY, *TWO, env=ON_POSTGRESQL)),
    "4": ("races and kills", partial(run_tests, "races", "races and not prove", "-n", "2", "--dist", "loadgroup")),
    "5": ("Chromium", partial(run_tests, "browser", "browser and not prove", *TWO)),
    "6": ("Python 3.12 and the newest Django", newest),
}
PROVE: dict[str, tuple[str, Lane]] = {
    "prove": ("long kills, mass inputs", partial(run_tests, "prove", "prove", "-p", "no:xdist")),
    "examples": (
        "2 000 examples each",
        partial(
            run_tests, "examples", "not races and not browser and not prove", *TWO, env={"HYPOTHESIS_PROFILE": "prove"}
        ),
    ),
}


def main(chosen: list[str]) -> int:
    RESULTS.mkdir(parents=True, exist_ok=True)
    lanes = PROVE if chosen == ["prove"] else LANES
    left_out = [] if lanes is PROVE or not chosen else [name for name in lanes if name not in chosen]
    whole, lines, red = Tally(), [], []
    for name, (title, lane) in lanes.items():
        if name in left_out:
            continue
        print(f"\n=== lane {name}: {title}", flush=True)
        start = time.monotonic()
        tally = lane()
        if tally is None:
            lines.append(f"lane {name} left out: no Python 3.12")
            continue
        lines.append(f"lane {name} {'RED' if tally.red else 'ok '} {time.monotonic() - start:5.0f} s  {title}: {tally}")
        if tally.red:
            red.append(name)
        whole.add(tally)
    print("\n=== the slowest")
    for seconds, test in whole.slowest:
        print(f"{seconds:7.2f} s  {test}")
    print("\n=== lanes", *lines, sep="\n")
    if left_out:
        print(f"not asked for: lanes {', '.join(left_out)}")
    if red:
        print(f"red: lane {', '.join(red)}")
    print(whole)
    return 1 if red else 0


if __name__ == "__main__":
    # Stopped from outside: still tidy up.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        sys.exit(main(sys.argv[1:]))
    finally:
        for kind in ("fast", "safe"):
            subprocess.run([ROOT / "scripts/postgres", "stop", kind], check=False)

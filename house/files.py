"""Rules about the committed files themselves. Each yields one line per offence; none means the house is in order."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base"}
# Django's own word for what all settings share; no other file may bear the name.
NAMES_ALLOWED = {"lederloft/config/settings/base.py"}

FLOORS = tuple(f"lederloft/{floor}/" for floor in ("faces", "processes", "domain", "foundation"))
ROOMS = {"commands", "queries", "migrations", "management", "templatetags", "forms"}

LONGEST = 400
COUNTED = {".py", ".html", ".css", ".js", ".sh"}

LOCKS = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt", "package-lock.json")
# Put together here, so that this file doesn't hold what it looks for.
OF_THIS_MACHINE = re.compile(
    "|".join(
        "".join(parts)
        for parts in (
            ("/wo", "rk/"),
            ("/ro", "ot/"),
            (r"\bpypi", r"\.org"),
            (r"\bpython", "hosted"),
            (r"\bregistry", r"\.npmjs"),
            (r"\bregistry", r"\.yarnpkg"),
            (r"\bdeb\.", r"debian\.org"),
        )
    )
)
COPIED_IN = re.compile(r"\.(woff2?|ttf|otf|eot)$|\.min\.(js|css|mjs)$|(^|/)(node_modules|\.venv|vendor)/")


def committed() -> list[str]:
    """What git holds or would hold, relative to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def without_readme(names: Iterable[str]) -> Iterator[str]:
    """Every package of the four floors says what it is; the rooms of a module are told of in docs/house.md."""
    there = set(names)
    for name in sorted(there):
        place = PurePosixPath(name).parent
        if (
            name.endswith("/__init__.py")
            and name.startswith(FLOORS)
            and place.name not in ROOMS
            and f"{place}/README.md" not in there
        ):
            yield f"{place}: no README.md"


def text_of(name: str) -> str:
    """The text of a committed file; empty for pictures and other binaries."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def empty_names(names: Iterable[str]) -> Iterator[str]:
    """A name must say what is inside; these words say nothing."""
    for name in names:
        path = PurePosixPath(name)
        words = {path.name.split(".")[0], *path.parent.parts}
        if name not in NAMES_ALLOWED and words & EMPTY_NAMES:
            yield f"{name}: {', '.join(sorted(words & EMPTY_NAMES))} says nothing"


def too_long(name: str, text: str) -> Iterator[str]:
    """A file that needs more than 400 lines holds more than one thing. Migrations are history, not reading."""
    lines = text.count("\n")
    if PurePosixPath(name).suffix in COUNTED and "/migrations/" not in name and lines > LONGEST:
        yield f"{name}: {lines} lines"


def of_this_machine(name: str, text: str) -> Iterator[str]:
    """No path of a developer's machine, no registry host."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := OF_THIS_MACHINE.search(line):
            yield f"{name}:{number}: {found[0]}"


def addresses_in_lock(name: str, text: str) -> Iterator[str]:
    """A lock holds names, versions and hashes; where they come from is each machine's own choice."""
    for number, line in enumerate(text.splitlines(), 1):
        if "://" in line or line.startswith("-i ") or "index-url" in line:
            yield f"{name}:{number}: {line.strip()}"


def unhashed(name: str, text: str) -> Iterator[str]:
    """Every package of a requirements file has at least one hash."""
    for block in re.split(r"\n(?=[a-zA-Z0-9])", text):
        first = block.partition("\n")[0]
        if re.match(r"[a-zA-Z0-9]", first) and "--hash=sha256:" not in block:
            yield f"{name}: {first}"


def copied_in(names: Iterable[str]) -> Iterator[str]:
    """Third-party fonts and scripts come from npm at set-up and are never copied here."""
    for name in names:
        if COPIED_IN.search(name):
            yield name

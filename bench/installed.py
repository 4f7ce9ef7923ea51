"""How large what is installed to run is: the packages of the lock, our own package, the browser's files."""

import re
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = (
    "@digdir/designsystemet-css/dist/src",
    "@fontsource-variable/inter",
    "htmx.org/dist",
    "@navikt/aksel-icons/dist/svg",
)
EXTRAS = {"psycopg", "psycopg-binary"}


def run_time_mb() -> float:
    """In megabytes; compiled files, which every start makes anew, left out."""
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    size = sum(_package(name) for name in names if name not in EXTRAS)
    folders = [ROOT / "lederloft", ROOT / "var/build/theme", *(ROOT / "node_modules" / name for name in NODE)]
    size += sum(_size(file) for folder in folders for file in folder.rglob("*"))
    return size / 1e6


def _package(name: str) -> int:
    try:
        return sum(_size(Path(str(file.locate()))) for file in files(name) or ())
    except PackageNotFoundError:  # for another Python or another machine
        return 0


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() and "__pycache__" not in file.parts else 0

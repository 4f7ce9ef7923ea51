"""docs/reliability.md answers every known fault and every goal with a test, or says what must exist first."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs/reliability.md"
STATEMENTS = [*(str(number) for number in range(1, 41)), *(f"R{number}" for number in range(1, 15))]
ROW = re.compile(r"^\|\s*(R?\d+)\s*\|(.*)\|\s*$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)(?:::(\w+))?`")
LATER = re.compile(r"later, because \S+.{10,}")


def answers(text: str) -> Iterator[str]:
    """One line per missing, doubled or empty row, and per named test that doesn't exist or is skipped."""
    rows: dict[str, str] = {}
    for key, rest in ROW.findall(text):
        if key in rows:
            yield f"{key} stands twice"
        rows[key] = rest
    for key in STATEMENTS:
        if key not in rows:
            yield f"{key} has no row"
            continue
        named = TEST.findall(rows[key])
        if not named and not LATER.search(rows[key]):
            yield f"{key} names neither a test nor «later, because …»"
        for path, *inner in named:
            yield from (f"{key}: {fault}" for fault in faults(path, [word for word in inner if word]))
    yield from (f"{key} is no statement of ours" for key in rows if key not in STATEMENTS)


def faults(path: str, inner: list[str]) -> Iterator[str]:
    """What is wrong with a named test: not there, or never run."""
    file = ROOT / path
    if not file.is_file():
        yield f"{path} doesn't exist"
        return
    body: list[ast.stmt] = ast.parse(file.read_text(encoding="utf-8")).body
    for word in inner:
        found = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == word]
        if not found:
            yield f"{path} has no {word}"
            return
        if any(re.search(r"'(skip|skipif|xfail)'", ast.dump(decorator)) for decorator in found[-1].decorator_list):
            yield f"{path}::{word} is skipped"
        body = found[-1].body

"""What a command answers: a document for machines, lines for people, and an exit code."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum


class ExitCode(IntEnum):
    """What the code a command ends with means."""

    DONE = 0
    NOT_MET = 1
    BAD_INPUT = 2
    FAULT = 3


@dataclass(frozen=True)
class Reply:
    """The answer of a command."""

    document: Mapping[str, object] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    code: ExitCode = ExitCode.DONE

    def print(self, *, as_json: bool) -> None:
        """On stdout: the document alone, or the lines."""
        text = json.dumps(self.document, ensure_ascii=False, indent=2, default=_plain) if as_json else None
        print("\n".join(self.lines) if text is None else text, flush=True)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} can't stand in JSON")


def tell(line: str) -> None:
    """A line on the way, for a person who waits: only on a terminal, never on stdout."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)

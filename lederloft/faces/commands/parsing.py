"""Reading arguments: argparse that speaks Norwegian and fails with one line."""

import argparse
import re
from collections.abc import Iterable
from datetime import date
from typing import NoReturn

_SAID = (
    (r"the following arguments are required: (.*)", r"mangler \1"),
    (r"unrecognized arguments: (.*)", r"kjenner ikke \1"),
    (r"argument (.*?): expected one argument", r"\1 trenger en verdi"),
    (r"argument (.*?): expected at least one argument", r"\1 trenger minst én verdi"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 kan ikke være \2, velg blant \3"),
    (r"argument (.*?): invalid int value: (.*)", r"\1 må være et helt tall, ikke \2"),
    (r"argument (.*?): invalid (?:\S+) value: (.*)", r"\1 kan ikke være \2"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 kan ikke brukes sammen med \2"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


class BadCommand(Exception):
    """The command line can't be read; the text says what to mend."""


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "bruk: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser in Norwegian; raises BadCommand instead of leaving the program."""

    def __init__(self, *, prog: str, description: str = "", example: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=f"Eksempel: {example}" if example else None,
            formatter_class=_Help,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "argumenter"
        self._optionals.title = "valg"
        self.add_argument("--help", "-h", action="help", help="vis denne hjelpen")
        self.add_argument("--json", action="store_true", help="skriv ett JSON-dokument på stdout")

    def error(self, message: str) -> NoReturn:
        """Say in Norwegian what is wrong and where to look."""
        for pattern, said in _SAID:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, said, message, flags=re.DOTALL)
                break
        raise BadCommand(f"{message}. Se «{self.prog} --help».")


def day(text: str) -> date:
    """An argument type: a date as 2024-01-31 or 31.01.2024."""
    norwegian = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        if norwegian:
            return date(int(norwegian[3]), int(norwegian[2]), int(norwegian[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» er ingen dato, skriv den slik: 2024-01-31") from None


def port(text: str) -> int:
    """An argument type: where a server can listen."""
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text) or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"«{text}» er ingen port, skriv et tall fra 1 til 65535")
    return int(text)


def up_to_hundred(text: str) -> int:
    """An argument type: processes or threads; more would only take the machine down."""
    if not re.fullmatch(r"[1-9][0-9]?|100", text):
        raise argparse.ArgumentTypeError(f"«{text}» er ikke et helt tall fra 1 til 100")
    return int(text)

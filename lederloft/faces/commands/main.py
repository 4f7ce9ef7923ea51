"""`lederloft`: find the command, set Django up, run it, and end with a code that means something."""

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Protocol, cast

from lederloft.faces.commands.contents import Entry, find_entry, table_of_contents
from lederloft.faces.commands.parsing import BadCommand, Parser
from lederloft.faces.commands.replies import ExitCode, Reply

_FOR_OTHERS = ("ALLOWED_HOSTS", "BEHIND_TLS_PROXY", "TRUSTED_PROXY_COUNT")  # nobody sets these for herself alone


class Command(Protocol):
    """What a command module holds."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what the command takes."""

    def run(self, arguments: argparse.Namespace) -> Reply:
        """Do it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    if argv is None:  # a program of its own: databases, their logs, backups and what is restored are its owner's alone
        os.umask(0o077)
    try:
        return _find_and_run(list(sys.argv[1:] if argv is None else argv))
    except BrokenPipeError:  # the reader has had enough; nothing more can be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE


def _find_and_run(given: list[str]) -> int:
    as_json = given[:1] == ["--json"]
    words = given[1:] if as_json else given
    if not words or words[0] in {"--help", "-h", "help"}:
        print(table_of_contents())
        return ExitCode.DONE if words else ExitCode.BAD_INPUT
    entry = find_entry(words[0])
    if entry is None:
        return _refuse(f"Kommandoen «{words[0]}» finnes ikke. Se «lederloft --help».")
    return _run(entry, words[1:], as_json=as_json)


def _run(entry: Entry, words: list[str], *, as_json: bool) -> int:
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        meant = [name for name in _FOR_OTHERS if os.environ.get(name)]
        if meant:
            return _refuse(
                f"DJANGO_SETTINGS_MODULE mangler, men {meant[0]} er satt. "
                "Sett DJANGO_SETTINGS_MODULE=lederloft.config.settings.production."
            )
        os.environ["DJANGO_SETTINGS_MODULE"] = "lederloft.config.settings.local"
    try:
        return _carry_out(entry, words, as_json=as_json)
    except SystemExit as ended:  # --help has been printed, or the server has stopped
        return ended.code if isinstance(ended.code, int) else ExitCode.DONE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        raise
    except Exception as error:  # the last door: whatever it was, the code must not look like a verdict
        line = _remedy(error)
        if line is not None:
            return _refuse(f"lederloft {entry.name}: {line}")
        traceback.print_exc()
        print(f"lederloft {entry.name}: Noe gikk galt hos oss. Ta med linjene over når du melder fra.", file=sys.stderr)
        return ExitCode.FAULT


def _carry_out(entry: Entry, words: list[str], *, as_json: bool) -> int:
    import django

    django.setup()
    command = cast("Command", importlib.import_module(f"lederloft.faces.commands.{entry.module}"))
    parser = Parser(prog=f"lederloft {entry.name}", description=entry.line, example=entry.example)
    command.add_arguments(parser)
    arguments = parser.parse_args(words)
    reply = command.run(arguments)
    reply.print(as_json=as_json or arguments.json)
    return reply.code


def _remedy(error: Exception) -> str | None:
    """What is wrong and what to do, when it is something the reader can mend."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError
    from django.utils import translation

    from lederloft.foundation.errors.values import DomainError
    from lederloft.foundation.wording.api import sentence_for

    if isinstance(error, BadCommand | ImproperlyConfigured):
        return str(error)
    if isinstance(error, DomainError):
        with translation.override("nb"):
            return sentence_for(error)
    if isinstance(error, DatabaseError):
        reason = str(error).strip().partition("\n")[0]
        return f"Databasen svarer ikke slik den skal ({reason}). Kjør «lederloft migrate» og så «lederloft check»."
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}. Sjekk at stedet finnes og at du har lov til å lese og skrive der."
    return None


def _refuse(line: str) -> int:
    print(" ".join(line.split()), file=sys.stderr)
    return ExitCode.BAD_INPUT

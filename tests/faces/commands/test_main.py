"""The way in: help that needs no database, one JSON document, one line of refusal, codes that mean something."""

import argparse
import json
import os
import re
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from lederloft.faces.commands import contents, serve
from lederloft.faces.commands import main as main_module
from lederloft.faces.commands.contents import CONTENTS
from lederloft.faces.commands.main import main
from lederloft.faces.commands.parsing import BadCommand
from lederloft.faces.commands.replies import ExitCode, Reply
from lederloft.foundation.errors.values import NotFound
from tests.postgres import ROOT

ENTRIES = [entry for chapter in CONTENTS for entry in chapter.entries]


def pretend(monkeypatch: pytest.MonkeyPatch, outcome: Reply | BaseException) -> None:
    """A command that ends as told, whatever is asked."""

    def run(arguments: argparse.Namespace) -> Reply:
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    module = SimpleNamespace(add_arguments=lambda parser: None, run=run)
    monkeypatch.setattr(main_module.importlib, "import_module", lambda name: module)


def test_help_is_a_table_of_contents_with_an_example_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    for chapter in CONTENTS:
        assert chapter.title in said
    for entry in ENTRIES:
        assert re.search(rf"^  {entry.name} +{re.escape(entry.line)}$", said, re.MULTILINE)
        assert f"$ {entry.example}" in said


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_command_explains_itself_and_its_example_can_be_read(
    entry: contents.Entry, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main([entry.name, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"bruk: lederloft {entry.name}")
    assert "show this help" not in said
    assert entry.example.startswith(f"lederloft {entry.name}")
    import importlib
    import shlex

    from lederloft.faces.commands.parsing import Parser

    parser = Parser(prog="x")
    importlib.import_module(f"lederloft.faces.commands.{entry.module}").add_arguments(parser)
    assert parser.parse_args(shlex.split(entry.example)[2:])


def test_help_needs_neither_django_nor_a_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from lederloft.faces.commands.main import main; main(['--help']); print('django' in sys.modules)"
    )
    env = os.environ | {"LEDERLOFT_DATA_DIR": str(tmp_path / "data")}
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert said.stdout.endswith("False\n")
    assert not (tmp_path / "data").exists()


def test_nothing_and_nonsense_are_bad_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main(["flytt"]) == 2
    assert capsys.readouterr().err == "Kommandoen «flytt» finnes ikke. Se «lederloft --help».\n"


@pytest.mark.parametrize("words", [["--json", "check"], ["check", "--json"]])
def test_json_is_one_document_and_nothing_else(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, Reply({"ærlig": 1}, ("Til et menneske",), ExitCode.NOT_MET))
    assert main(words) == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == {"ærlig": 1}
    assert "Til et menneske" not in said.out + said.err


@pytest.mark.parametrize(
    ("outcome", "code", "line"),
    [
        (Reply(), 0, ""),
        (Reply(code=ExitCode.NOT_MET), 1, ""),
        (BadCommand("mangler SLUG"), 2, "lederloft check: mangler SLUG\n"),
        (NotFound(), 2, "lederloft check: Vi finner ikke det du ser etter. Sjekk lenken, eller søk etter det.\n"),
        (
            ImproperlyConfigured("Løsningen starter ikke:\n- A\n- B"),
            2,
            "lederloft check: Løsningen starter ikke: - A - B\n",
        ),
        (
            OperationalError("no such table: x\nLINE 1"),
            2,
            (
                "lederloft check: Databasen svarer ikke slik den skal (no such table: x). "
                "Kjør «lederloft migrate» og så «lederloft check».\n"
            ),
        ),
        (
            FileNotFoundError(2, "No such file or directory", "krav.txt"),
            2,
            (
                "lederloft check: krav.txt: No such file or directory. "
                "Sjekk at stedet finnes og at du har lov til å lese og skrive der.\n"
            ),
        ),
        (KeyboardInterrupt(), 130, ""),
        (SystemExit(0), 0, ""),
        (SystemExit(4), 4, ""),
    ],
)
def test_the_code_means_something_and_a_refusal_is_one_line(
    outcome: Reply | BaseException,
    code: int,
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pretend(monkeypatch, outcome)
    assert main(["check"]) == code
    assert capsys.readouterr().err == line


def test_a_fault_of_ours_looks_like_no_verdict(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, ZeroDivisionError("oi"))
    assert main(["check"]) == 3
    said = capsys.readouterr().err
    assert "ZeroDivisionError: oi" in said
    assert said.splitlines()[-1].startswith("lederloft check: Noe gikk galt hos oss.")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["create-municipality"], "mangler SLUG, --name, --number, --organisation-number."),
        (["work", "--threads", "0"], "--threads: «0» er ikke et helt tall fra 1 til 100."),
        (["serve", "--workers", "101"], "--workers: «101» er ikke et helt tall fra 1 til 100."),
        (["serve", "--port", "65536"], "--port: «65536» er ingen port, skriv et tall fra 1 til 65535."),
        (["serve", "--port", "99999999"], "--port: «99999999» er ingen port, skriv et tall fra 1 til 65535."),
        (["work", "--threads"], "--threads trenger en verdi."),
        (["work", "--thread", "1"], "kjenner ikke --thread 1."),
        (["examples", "les"], "action kan ikke være 'les', velg blant"),
        (
            ["create-municipality", "x", "--from", "31.02.2024"],
            "«31.02.2024» er ingen dato, skriv den slik: 2024-01-31",
        ),
    ],
)
def test_a_wrong_word_is_named_in_norwegian(words: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert line in said
    assert said.endswith(f"Se «lederloft {words[0]} --help».\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "", "::", "10.0.0.4", "lederloft.vik.kommune.no", "localhost.no"])
def test_the_settings_of_ones_own_machine_serve_nobody_else(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", host]) == 2
    said = capsys.readouterr().err
    assert "DJANGO_SETTINGS_MODULE=lederloft.config.settings.production" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("host", "bind"),
    [("127.0.0.1", "127.0.0.1:80"), ("localhost", "localhost:80"), ("::1", "[::1]:80"), ("[::1]", "[::1]:80")],
)
def test_they_serve_this_machine(host: str, bind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(serve, "collect_static", lambda: None)
    monkeypatch.setattr(serve, "_welcome", lambda address: [address])
    monkeypatch.setattr(serve, "present_as", lambda role: nullcontext())
    monkeypatch.setattr(serve.wsgiapp, "run", lambda: started.append(sys.argv))
    monkeypatch.setattr(sys, "argv", [])
    assert main(["serve", "--host", host, "--port", "80"]) == 0
    assert f"--bind={bind}" in started[0]


@pytest.mark.parametrize("name", ["ALLOWED_HOSTS", "BEHIND_TLS_PROXY", "TRUSTED_PROXY_COUNT"])
def test_settings_for_others_without_the_module_that_reads_them_are_refused(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, Reply())
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    monkeypatch.setenv(name, "1")
    assert main(["check"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"DJANGO_SETTINGS_MODULE mangler, men {name} er satt.")
    assert "DJANGO_SETTINGS_MODULE" not in os.environ
    monkeypatch.delenv(name)
    assert main(["check"]) == 0
    assert os.environ.pop("DJANGO_SETTINGS_MODULE") == "lederloft.config.settings.local"


def test_a_reader_who_has_had_enough_is_no_fault() -> None:
    done = subprocess.run(
        f"{sys.executable} -m lederloft.faces.commands.main >/dev/null; "
        f"{Path(sys.executable).parent / 'lederloft'} --help | head -n 1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "bruk: lederloft KOMMANDO [valg]\n"
    assert "Traceback" not in done.stderr

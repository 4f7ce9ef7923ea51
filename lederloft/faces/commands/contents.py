"""The table of contents of the command line. Plain data, so that `lederloft --help` needs nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One command: its name, the module under faces/commands that holds it, one line on it, and an example."""

    name: str
    module: str
    line: str
    example: str


@dataclass(frozen=True)
class Chapter:
    """Commands that belong together."""

    title: str
    entries: tuple[Entry, ...]


CONTENTS: tuple[Chapter, ...] = (
    Chapter(
        "Komme i gang",
        (
            Entry("migrate", "migrate", "lag eller oppdater databasene", "lederloft migrate"),
            Entry(
                "create-municipality",
                "create_municipality",
                "opprett en kommune som kan tas i bruk",
                'lederloft create-municipality vik --name "Vik kommune" --number 9901 '
                "--organisation-number 800000009 --administrator ola@vik.no",
            ),
            Entry(
                "set-up-link",
                "set_up_link",
                "lag en lenke til oppsettet av den første kommunen",
                "lederloft set-up-link --address https://lederloft.vik.no",
            ),
            Entry(
                "examples",
                "examples.command",
                "legg inn eller fjern eksempelkommunene",
                "lederloft examples load stavanger roros",
            ),
            Entry(
                "generate",
                "generate.command",
                "lag en kommune med syntetiske personer, til måling og prøving",
                "lederloft generate --size M --municipality provekommune --seed 7",
            ),
        ),
    ),
    Chapter(
        "Drift",
        (
            Entry(
                "grant-role",
                "grant_role",
                "gi en konto en rolle som ingen der kan gi den",
                "lederloft grant-role vik kari@eksempel.no utviklingskontoret",
            ),
            Entry("serve", "serve", "kjør nettstedet", "lederloft serve --port 8000 --workers 4"),
            Entry("work", "work", "kjør jobbene i bakgrunnen", "lederloft work"),
            Entry("backup", "backup", "ta sikkerhetskopi mens løsningen kjører", "lederloft backup /kopier/2026-11-23"),
            Entry(
                "restore", "restore", "legg en sikkerhetskopi tilbake", "lederloft restore /kopier/2026-11-23 --stop"
            ),
            Entry("check", "check", "sjekk at alt er klart", "lederloft check --json"),
        ),
    ),
    Chapter(
        "Personvern",
        (
            Entry(
                "erase",
                "erase",
                "slett alt om en person, med kvittering",
                "lederloft erase kari@eksempel.no --municipality stavanger",
            ),
        ),
    ),
)


def find_entry(name: str) -> Entry | None:
    """The command with the name."""
    return next((entry for chapter in CONTENTS for entry in chapter.entries if entry.name == name), None)


def table_of_contents() -> str:
    """What `lederloft --help` prints."""
    lines = ["bruk: lederloft KOMMANDO [valg]", "", "Lederløft på kommandolinja.", ""]
    for chapter in CONTENTS:
        lines += [chapter.title]
        for entry in chapter.entries:
            lines += [f"  {entry.name:22}{entry.line}", f"  {'':22}  $ {entry.example}"]
        lines.append("")
    lines += [
        "Alle kommandoer tar --json (ett JSON-dokument på stdout) og --help.",
        "Avslutningskoder: 0 utført, 1 minst ett krav er ikke oppfylt, 2 noe i kommandoen må rettes, 3 feil hos oss.",
    ]
    return "\n".join(lines)

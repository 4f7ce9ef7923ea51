"""Run as a program against the databases of the environment: a wave whose state lies in a file between runs.

python -m tests.domain.answers.program FILE ask:14 give:0-11 flush say
"""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import django


def main(file: Path, *steps: str) -> None:
    django.setup()
    from lederloft.domain.answers.api import AlreadyAnswered, LinkInvalid
    from tests.domain.answers import making

    for step in steps:
        verb, _colon, told = step.partition(":")
        if verb == "ask":
            write(file, making.ask(int(told)))
            continue
        asked = read(file)
        if verb in {"give", "insist"}:
            first, _dash, last = told.partition("-")
            for number in range(int(first), int(last or first) + 1):
                with suppress(*([AlreadyAnswered, LinkInvalid] if verb == "insist" else [])):  # given or moved already
                    asked.answer(number)
        elif verb == "flush":
            asked.flush()
        elif verb == "close":
            asked.close()
        elif verb == "backup":
            backup_while_moving(asked, Path(told))
        elif verb == "say":
            said = {"states": asked.states(), "stored": asked.stored(), "waiting": asked.waiting()}
            print(json.dumps(said))


def write(file: Path, asked: Any) -> None:
    people = [person.pk for person in asked.people]
    kept = [asked.municipality.pk, asked.wave_id, asked.wave_key, people, asked.links]
    file.write_text(json.dumps(kept))


def read(file: Path) -> Any:
    from lederloft.domain.organisation.models import Person
    from lederloft.foundation.tenancy.api import Municipality, scope
    from tests.domain.answers.making import Asked

    municipality, wave_id, wave_key, people, links = json.loads(file.read_text())
    with scope(municipality):
        found = Person.objects.in_bulk(people)
    return Asked(Municipality.objects.get(pk=municipality), wave_id, wave_key, [found[pk] for pk in people], links)


def backup_while_moving(asked: Any, folder: Path) -> None:
    """The command's own backup, with a batch moved after the first database has been copied."""
    from lederloft.faces.commands.owner import become_owner
    from lederloft.foundation.backups import making

    real = making.engine_for

    def with_a_batch_between(alias: str) -> Any:
        if alias == "answers":
            asked.flush()
        return real(alias)

    for alias in making.ALIASES:
        become_owner(alias)
    making.engine_for = with_a_batch_between
    making.make_backup(folder, version="test")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

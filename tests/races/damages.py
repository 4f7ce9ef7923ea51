"""A hundred damaged backups, each tried in this process: `python -m tests.races.damages BACKUP FOLDER`.

Prints what each was answered, as JSON. The same hundred for the same backup.
"""

import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import django

ALL = 100
Damage = Callable[[Path], None]


def flipped(name: str, place: float) -> Damage:
    def act(folder: Path) -> None:
        whole = bytearray((folder / name).read_bytes())
        whole[int(place * len(whole))] ^= 1 << int(place * 7919) % 8
        (folder / name).write_bytes(whole)

    return act


def cut(name: str, share: float) -> Damage:
    def act(folder: Path) -> None:
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: int(share * len(whole))])

    return act


def longer(name: str) -> Damage:
    def act(folder: Path) -> None:
        with (folder / name).open("ab") as file:
            file.write(b"\0")

    return act


def gone(name: str) -> Damage:
    def act(folder: Path) -> None:
        (folder / name).unlink()

    return act


def a_folder(name: str) -> Damage:
    def act(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return act


def a_link(name: str, whole: Path) -> Damage:
    def act(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).symlink_to(whole / name)

    return act


def text(instead: str) -> Damage:
    from lederloft.foundation.backups.values import MANIFEST

    def act(folder: Path) -> None:
        (folder / MANIFEST).write_text(instead, encoding="utf-8")

    return act


def retold(change: Callable[[dict[str, Any]], None], *, fits: bool = True) -> Damage:
    """The list of contents says something else; its own checksum fits, unless told."""
    from lederloft.foundation.backups.values import MANIFEST, Manifest

    def act(folder: Path) -> None:
        path = folder / MANIFEST
        manifest = Manifest.from_text(path.read_text(encoding="utf-8"))
        told: dict[str, Any] = {
            "files": dict(manifest.files),
            "tables": {k: dict(v) for k, v in manifest.tables.items()},
        }
        told |= {"format": manifest.format, "engine": manifest.engine}
        change(told)
        written = replace(manifest, **told).to_text()
        path.write_text(written if fits else written.replace('"sha256": "', '"sha256": "0', 1), encoding="utf-8")

    return act


def lists() -> Iterator[tuple[str, Damage]]:
    """What can be wrong with the list of contents, also one forged with care."""
    some = "tenancy_municipality"

    def fewer(told: dict[str, Any]) -> None:
        table = told["tables"]["default"][some]
        told["tables"]["default"][some] = replace(table, rows=table.rows + 1)

    def other(told: dict[str, Any]) -> None:
        table = told["tables"]["default"][some]
        told["tables"]["default"][some] = replace(table, sha256="0" * 64)

    yield "empty list", text("")
    yield "no list", text("{}")
    yield "a list of another kind", text("[1, 2]")
    yield "not text", text('{"sha256": "x", "body": 3}')
    yield "own checksum", retold(lambda told: None, fits=False)
    yield "format", retold(lambda told: told.update(format=2))
    yield "engine", retold(lambda told: told.update(engine="Oracle"))
    yield "a file above", retold(lambda told: told["files"].update({"../above": "0" * 64}))
    yield "a file from the root", retold(lambda told: told["files"].update({"/etc/hostname": "0" * 64}))
    yield "a file that isn't there", retold(lambda told: told["files"].update({"documents/none": "0" * 64}))
    yield "a row more", retold(fewer)
    yield "other rows", retold(other)
    yield "a table less", retold(lambda told: told["tables"]["default"].pop(some))
    yield "a database less", retold(lambda told: told["tables"].pop("answers"))


def damages(whole: Path) -> list[tuple[str, Damage]]:
    """All of them, the seldom ones first."""
    from lederloft.foundation.backups.values import MANIFEST

    names = sorted(path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file())
    found = list(lists())
    for name in names:
        found += [(f"{name} cut at {share}", cut(name, share)) for share in (0, 0.1, 0.5, 0.99)]
        found += [(f"{name} longer", longer(name)), (f"{name} gone", gone(name))]
        found.append((f"{name} a folder", a_folder(name)))
        if name != MANIFEST:  # the same list in another place is the same list
            found.append((f"{name} a link", a_link(name, whole)))
    dice = random.Random(34)
    while len(found) < ALL:
        name, place = dice.choice(names), dice.random()
        found.append((f"{name} flipped at {place:.6f}", flipped(name, place)))
    return found


def try_all(whole: Path, folder: Path) -> dict[str, str]:
    from lederloft.faces.commands.owner import become_owner
    from lederloft.foundation.backups.api import ALIASES, restore_backup
    from lederloft.foundation.errors.values import DomainError

    for alias in (*ALIASES, "buffer"):
        become_owner(alias)
    answers = {}
    for name, damage in damages(whole):
        damaged = folder / "damaged"
        shutil.copytree(whole, damaged)
        damage(damaged)
        try:
            restore_backup(damaged, stop=False, afterwards=lambda manifest: None)
            answers[name] = "restored"
        except DomainError as error:
            answers[name] = error.code
        except Exception as error:
            answers[name] = f"{type(error).__name__}: {error}"
        shutil.rmtree(damaged)
    return answers


if __name__ == "__main__":
    django.setup()
    print(json.dumps(try_all(Path(sys.argv[1]), Path(sys.argv[2]))))

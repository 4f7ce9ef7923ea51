"""`lederloft erase`: everything about one person goes, and a receipt is left outside the database."""

import argparse
from dataclasses import asdict

from django.utils import translation

from lederloft.faces.commands.replies import Reply
from lederloft.foundation.acting.values import upkeep
from lederloft.foundation.privacy.api import Receipt, receipts_folder
from lederloft.foundation.tenancy.api import get_municipality
from lederloft.foundation.trail.api import Via
from lederloft.foundation.wording.api import long_date
from lederloft.processes.erase_a_person.api import Consequences, erase_person, find_person, get_consequences


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whom, and where when she is known in several municipalities."""
    parser.add_argument("person", metavar="PERSON", help="personens offentlige nøkkel eller e-postadresse")
    parser.add_argument("--municipality", metavar="SLUG", help="kommunens kortnavn; trengs når flere kjenner personen")
    parser.add_argument("--dry-run", action="store_true", help="vis hva som vil skje, uten å slette noe")


def run(arguments: argparse.Namespace) -> Reply:
    """Erase and say what went, what stays and where copies may lie until when."""
    municipality_id = get_municipality(arguments.municipality).id if arguments.municipality else None
    found = find_person(arguments.person, municipality_id=municipality_id)
    with translation.override("nb"):
        if arguments.dry_run:
            return _expected(get_consequences(found))
        acting = upkeep(municipality_id=found.municipality_id, via=Via.COMMAND)
        return _done(erase_person(found, acting=acting))


def _expected(consequences: Consequences) -> Reply:
    document = {
        "municipality": consequences.found.municipality_slug,
        "is_account_gone": consequences.found.is_account_gone,
        "deleted": consequences.deleted,
        "emptied": consequences.emptied,
        "kept": consequences.kept,
    }
    lines = ["Ingenting er slettet. Dette vil skje:"]
    lines += [f"  slettes  {count:6}  {what}" for what, count in consequences.deleted.items()]
    lines += [f"  tømmes   {count:6}  {what}" for what, count in consequences.emptied.items()]
    return Reply(document, tuple(lines + _kept(consequences.kept)))


def _done(receipt: Receipt) -> Reply:
    path = receipts_folder() / f"{receipt.key}.json"
    lines = ["Opplysningene om personen er slettet."]
    lines += [f"  slettet  {count:6}  {what}" for what, count in receipt.deleted.items()]
    lines += [f"  tømt     {count:6}  {what}" for what, count in receipt.emptied.items()]
    lines += _kept(receipt.kept)
    lines.append("Kopier kan fortsatt ligge her:")
    for one in receipt.remains:
        until = f" til {long_date(one.until_day)}" if one.until_day else ""
        lines.append(f"  {one.what}{until}. {one.because}")
    lines.append(f"Kvittering: {path}")
    return Reply({**asdict(receipt), "path": str(path)}, tuple(lines))


def _kept(kept: object) -> list[str]:
    held = dict(kept) if isinstance(kept, dict) else {}
    return ["Dette blir stående uten navnet:", *(f"  {what}: {why}" for what, why in held.items())] if held else []

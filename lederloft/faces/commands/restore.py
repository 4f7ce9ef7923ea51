"""`lederloft restore`: a backup in place of what is there, whole and verified, or nothing changed."""

import argparse
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from lederloft.faces.commands.owner import become_owner
from lederloft.faces.commands.replies import Reply, tell
from lederloft.foundation.access.api import list_without_administrator
from lederloft.foundation.acting.values import Role
from lederloft.foundation.backups.api import ALIASES, Manifest, put_right, restore_backup
from lederloft.foundation.privacy.api import list_receipts, redo_erasures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """From where, and whether to stop what runs."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="mappen som «lederloft backup» laget")
    parser.add_argument("--stop", action="store_true", help="stopp server og jobber på denne maskinen først")


def run(arguments: argparse.Namespace) -> Reply:
    """Restore, bring up to date, erase again those erased since, close ways in, ask again for answers that are gone."""
    erased = ways_in_closed = shut_again = invited_again = 0
    without_administrator: list[str] = []

    def afterwards(manifest: Manifest) -> None:
        nonlocal erased, ways_in_closed, shut_again, invited_again, without_administrator
        for alias in connections:
            call_command("migrate", database=alias, verbosity=0, interactive=False)
        # All of them: one begun before the backup may have been carried out after it, and a repeat is harmless.
        erased += redo_erasures(list_receipts())
        done = put_right()
        ways_in_closed += done["ways_in_closed"]
        shut_again += done["shut_again"]
        invited_again += done["invited_again"]
        without_administrator = [place.slug for place in list_without_administrator()]

    for alias in (*ALIASES, "buffer"):
        become_owner(alias)
    tell("Kontrollerer kopien …")
    manifest = restore_backup(arguments.folder, stop=arguments.stop, afterwards=afterwards)
    rows = sum(table.rows for tables in manifest.tables.values() for table in tables.values())
    lines = [f"Sikkerhetskopien fra {manifest.made_at} er lagt tilbake: {rows} rader, kontrollert rad for rad."]
    if erased:
        lines.append(f"{erased} som var slettet etter at kopien ble tatt, er slettet på nytt.")
    if shut_again:
        lines.append(f"{shut_again} kontoer som var stengt etter at kopien ble tatt, er stengt på nytt.")
    lines += [
        f"Ingen kan administrere kontoene i «{slug}». Gi rollen til en som har en åpen konto der: "
        f"lederloft grant-role {slug} E-POST {Role.IT.value}"
        for slug in without_administrator
    ]
    if invited_again:
        lines.append(
            f"{invited_again} svar var ikke flyttet da kopien ble tatt, og er borte. Lenkene virker på nytt: "
            "be dem som er invitert, om å svare igjen."
        )
    lines.append(
        f"Kalenderadresser, lenker for nytt passord, og {ways_in_closed} nøkler og invitasjoner er stengt. "
        "Lag dem på nytt der de trengs."
    )
    lines.append(
        f"Passord og roller er som {manifest.made_at}: roller som er tatt tilbake siden, gjelder igjen. "
        "Gå gjennom dem under «Kontoer» før dere slipper inn andre."
    )
    lines.append("Alle må logge inn på nytt. Start løsningen med «lederloft serve» og «lederloft work».")
    document = {
        "made_at": manifest.made_at,
        "rows": rows,
        "erased_again": erased,
        "ways_in_closed": ways_in_closed,
        "shut_again": shut_again,
        "without_administrator": without_administrator,
        "invited_again": invited_again,
    }
    return Reply(document, tuple(lines))

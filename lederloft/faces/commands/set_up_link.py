"""`lederloft set-up-link`: the way into the set-up guide of an installation where nobody can sign in yet."""

import argparse

from django.conf import settings

from lederloft.faces.commands.parsing import BadCommand
from lederloft.faces.commands.replies import Reply
from lederloft.foundation.access.api import get_set_up, new_set_up_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the site is."""
    parser.add_argument("--address", default=settings.SITE_URL, help="adressen folk bruker (SITE_URL)")


def run(arguments: argparse.Namespace) -> Reply:
    """Print a new link; earlier ones that aren't used still work for their day."""
    if not get_set_up().is_open:
        raise BadCommand("Noen kan alt logge inn her, så oppsettet er stengt. Inviter flere i Drift på nettstedet.")
    link = f"{arguments.address.rstrip('/')}{new_set_up_path()}"
    return Reply({"link": link}, (f"Sett opp kommunen her: {link}", "Lenken virker én gang, i 24 timer."))

"""`lederloft examples load|remove`: the two example municipalities, synthetic people and all."""

import argparse

from django.conf import settings
from django.db import connection

from lederloft.domain.organisation.api import remove_example
from lederloft.faces.commands.examples import roros, stavanger
from lederloft.faces.commands.examples.hurry import hurry
from lederloft.faces.commands.owner import become_owner
from lederloft.faces.commands.parsing import BadCommand
from lederloft.faces.commands.replies import Reply
from lederloft.foundation.acting.values import upkeep
from lederloft.foundation.health.api import measure_tables
from lederloft.foundation.privacy.api import tidy_database
from lederloft.foundation.tenancy.api import get_municipality, list_municipalities
from lederloft.foundation.trail.api import Via

_BUILD = {stavanger.SLUG: stavanger.build, roros.SLUG: roros.build}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with which."""
    parser.add_argument("action", choices=["load", "remove"], help="load: legg inn, remove: slett alt i dem")
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="stavanger, roros (begge)")
    parser.add_argument("--if-empty", action="store_true", help="legg bare inn når ingen kommune finnes fra før")


def run(arguments: argparse.Namespace) -> Reply:
    """Load or remove."""
    return _load(arguments) if arguments.action == "load" else _remove(arguments)


def _load(arguments: argparse.Namespace) -> Reply:
    there = [municipality.slug for municipality in list_municipalities()]
    if arguments.if_empty and there:
        return Reply({"loaded": []}, ("Databasen er i bruk, så ingen eksempler er lagt inn.",))
    asked = arguments.slugs or list(_BUILD)
    for slug in asked:
        if slug not in _BUILD:
            raise BadCommand(f"«{slug}» er ikke et eksempel. Velg blant {', '.join(_BUILD)}.")
    hurry()
    loaded = [slug for slug in asked if slug not in there]
    for slug in loaded:
        _BUILD[slug]()
    measure_tables()
    told = {True: "lagt inn, med syntetiske personer", False: "finnes fra før"}
    return Reply({"loaded": loaded}, tuple(f"{slug}: {told[slug in loaded]}" for slug in asked))


def _remove(arguments: argparse.Namespace) -> Reply:
    asked = arguments.slugs or [municipality.slug for municipality in list_municipalities() if municipality.is_example]
    for slug in asked:
        get_municipality(slug)
    _become_owner()
    for slug in asked:
        remove_example(slug, acting=upkeep(municipality_id=None, via=Via.COMMAND))
    tidy_database()
    lines = tuple(f"{slug}: slettet" for slug in asked) or ("Det er ingen eksempelkommuner å slette.",)
    return Reply({"removed": asked}, lines)


def _become_owner() -> None:
    """History can be deleted by the tables' owner only."""
    if connection.vendor == "postgresql" and "default" not in settings.MIGRATE_DATABASES:
        raise BadCommand("bare databasens eier kan slette historikk. Sett MIGRATE_DATABASE_URL og prøv igjen.")
    become_owner("default")

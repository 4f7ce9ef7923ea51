"""`lederloft grant-role`: what nobody can give herself, as when the only administrator does the work of HR too."""

import argparse

from lederloft.faces.commands.parsing import BadCommand
from lederloft.faces.commands.replies import Reply
from lederloft.foundation.access.api import account_id_by_email, grant_role, usual_reach
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import get_municipality, scope
from lederloft.foundation.trail.api import Via


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, whom, which."""
    parser.add_argument("slug", metavar="SLUG", help="kommunens kortnavn, f.eks. vik")
    parser.add_argument("email", metavar="E-POST", help="adressen kontoen logger inn med")
    parser.add_argument(
        "role", metavar="ROLLE", choices=[role.value for role in Role], help="f.eks. utviklingskontoret"
    )


def run(arguments: argparse.Namespace) -> Reply:
    """Give it from today; the account's history says that the installation did."""
    role = Role(arguments.role)
    municipality = get_municipality(arguments.slug)
    with scope(municipality.id):
        account_id = account_id_by_email(arguments.email)
    if account_id is None:
        raise BadCommand("Ingen hos kommunen logger inn med denne adressen. Inviter personen først.")
    grant_role(
        account_id,
        role=role,
        scope_kind=usual_reach(role),
        valid_from=clock.today(),
        acting=upkeep(municipality_id=municipality.id, via=Via.COMMAND),
    )
    document: dict[str, object] = {"municipality": municipality.slug, "role": role.value}
    return Reply(document, (f"Kontoen har rollen {role.value} fra i dag. Det står i historikken til kontoen.",))

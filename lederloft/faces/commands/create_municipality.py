"""`lederloft create-municipality`: a municipality that can be worked in, and the first one who may sign in."""

import argparse

from lederloft.domain.organisation.api import (
    LanguageForm,
    LevelModel,
    LevelName,
    ProfileDetails,
    TitleKind,
    create_municipality,
)
from lederloft.faces.commands.parsing import day
from lederloft.faces.commands.replies import Reply
from lederloft.foundation.access.api import get_invited_mail
from lederloft.foundation.acting.values import upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import Via

_LEVELS = {
    LevelModel.TWO: ("Kommunalsjef", "Virksomhetsleder"),
    LevelModel.THREE: ("Direktør", "Virksomhetsleder", "Avdelingsleder"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What a municipality can't be without, and what it may have."""
    parser.add_argument("slug", metavar="SLUG", help="kortnavnet som står i adressen, f.eks. vik")
    parser.add_argument("--name", required=True, help="kommunens navn")
    parser.add_argument("--number", required=True, help="kommunenummeret, fire sifre")
    parser.add_argument("--organisation-number", required=True, help="organisasjonsnummeret, ni sifre")
    parser.add_argument("--language", choices=[form.value for form in LanguageForm], default="nb", help="målform (nb)")
    parser.add_argument(
        "--model", choices=[model.value for model in LevelModel], default="three", help="nivåmodell (three)"
    )
    parser.add_argument("--top-leader", default="Kommunedirektør", metavar="TITTEL", help="øverste leders tittel")
    parser.add_argument("--development-office", default="HR", metavar="NAVN", help="kontoret som driver lederutvikling")
    parser.add_argument(
        "--level", action="append", metavar="NAVN", help="ledernivå under øverste leder; gjenta per nivå"
    )
    parser.add_argument("--from", dest="begins_on", type=day, metavar="DATO", help="første dag (i dag)")
    parser.add_argument("--administrator", metavar="E-POST", help="inviter den som skal styre kontoer")
    parser.add_argument("--administrator-name", default="", metavar="NAVN", help="navnet til den inviterte")


def run(arguments: argparse.Namespace) -> Reply:
    """Create it, and invite the administrator when one is named."""
    model = LevelModel(arguments.model)
    names = (arguments.top_leader, *(arguments.level or _LEVELS[model]))
    created = create_municipality(
        arguments.slug,
        details=ProfileDetails(
            name=arguments.name,
            number=arguments.number,
            organisation_number=arguments.organisation_number,
            language_form=LanguageForm(arguments.language),
            level_model=model,
        ),
        titles={TitleKind.TOP_LEADER: arguments.top_leader, TitleKind.DEVELOPMENT_OFFICE: arguments.development_office},
        levels=[LevelName(rank, name) for rank, name in enumerate(names, start=1)],
        begins_on=arguments.begins_on or clock.today(),
        administrator_email=arguments.administrator or "",
        administrator_name=arguments.administrator_name,
        acting=upkeep(municipality_id=None, via=Via.COMMAND),
    )
    document: dict[str, object] = {"slug": created.slug}
    lines = [f"Kommunen {created.slug} er opprettet."]
    mail = get_invited_mail(created.invitation_id) if created.invitation_id else None
    if mail is not None:
        document["invitation"] = mail.path
        lines.append(f"Administratoren logger inn første gang på {mail.path} (lenken varer i fjorten dager).")
    return Reply(document, tuple(lines))

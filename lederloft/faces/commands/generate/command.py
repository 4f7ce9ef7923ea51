"""`lederloft generate`: a municipality of synthetic people and their editions, in a size of its own."""

import argparse
from datetime import date, time, timedelta

from lederloft.domain.organisation.api import (
    LanguageForm,
    LevelModel,
    LevelName,
    ProfileDetails,
    TitleKind,
    create_municipality,
)
from lederloft.domain.participation.api import Seat, SeatState
from lederloft.domain.programmes.api import ModuleDetails
from lederloft.domain.strategy.api import OfferDetails, make_offer
from lederloft.faces.commands.examples.building import Somebody, Town, start_town
from lederloft.faces.commands.examples.hurry import hurry
from lederloft.faces.commands.generate.invention import MODULES, chance, invented_people, invented_tree, levels_of
from lederloft.faces.commands.generate.sizes import LATER, SIZES, Size
from lederloft.faces.commands.generate.terms import Diary, Terms
from lederloft.faces.commands.parsing import BadCommand
from lederloft.faces.commands.replies import Reply, tell
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.health.api import measure_tables
from lederloft.foundation.tenancy.api import list_municipalities, scope
from lederloft.foundation.trail.api import Via
from lederloft.processes.deliver_a_module.api import make_a_module

_STAFF = "HR og organisasjon"
_BEFORE_ALL = timedelta(weeks=4)  # the municipality stands this long before its first edition opens


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How large, what it is called, and which of all possible ones."""
    parser.add_argument("--size", required=True, type=_size, metavar="S|M", help=_told())
    parser.add_argument("--municipality", metavar="SLUG", help="kortnavnet den får (generert-s, generert-m)")
    parser.add_argument("--seed", type=int, default=1, metavar="TALL", help="samme tall gir samme innhold (1)")


def _told() -> str:
    return ", ".join(f"{size.code}: {size.leader_count} ledere" for size in SIZES.values())


def _size(text: str) -> Size:
    """An argument type: one of the sizes there are."""
    code = text.upper()
    if code in LATER:
        raise argparse.ArgumentTypeError(f"størrelsen {code} kan ikke lages ennå, velg blant {_told()}")
    if code not in SIZES:
        raise argparse.ArgumentTypeError(f"«{text}» er ingen størrelse, velg blant {_told()}")
    return SIZES[code]


def run(arguments: argparse.Namespace) -> Reply:
    """Make it, one act after another; the clock stands where each act belongs."""
    size: Size = arguments.size
    slug: str = arguments.municipality or f"generert-{size.code.lower()}"
    if slug in {municipality.slug for municipality in list_municipalities()}:
        raise BadCommand(
            f"kommunen «{slug}» finnes alt. Velg et annet navn med --municipality, "
            f"eller fjern den med «lederloft examples remove {slug}» om den er generert."
        )
    hurry()
    town = _build(slug, size, seed=arguments.seed)
    measure_tables()
    with scope(town.municipality_id):
        seats = Seat.objects.count()
        queued = Seat.objects.filter(state=SeatState.QUEUED).count()
    document = {
        "municipality": slug,
        "size": size.code,
        "seed": arguments.seed,
        "leaders": size.leader_count,
        "editions": len(size.first_gatherings),
        "sign_ups": seats,
        "queued": queued,
    }
    holds = f"{size.leader_count} ledere og {len(size.first_gatherings)} utgaver med {seats} påmeldinger"
    lines = (
        f"{slug}: {holds}, {queued} av dem i kø. Alle personer er syntetiske.",
        f"Fjern den med «lederloft examples remove {slug}».",
    )
    return Reply(document, lines)


def _build(slug: str, size: Size, *, seed: int) -> Town:
    random, today, now = chance(size, seed), clock.today(), clock.now()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday + timedelta(weeks=week) for week in size.first_gatherings]
    begins_on = mondays[0] - timedelta(weeks=8) - _BEFORE_ALL
    with clock.frozen_at(clock.local(begins_on, time(9))) as stopped:
        town = _create(slug, size, begins_on=begins_on)
        town.names = invented_people(random)
        town.grow(town.top_unit_id, invented_tree(size, random, name=_name(size)), rank=1)
        office = _people(town)
        modules = _modules(town, office, size)
        diary = Diary()
        terms = Terms(town, office, size, random, diary)
        tell("Utgaver")
        for place, first in enumerate(mondays):
            terms.announce(modules[place % len(modules)], monday=first)
        diary.live(stopped, until=now)
    return town


def _name(size: Size) -> str:
    return f"Generert kommune {size.code} (syntetisk)"


def _create(slug: str, size: Size, *, begins_on: date) -> Town:
    details = ProfileDetails(
        name=_name(size),
        number="9999",
        organisation_number="800000009",
        language_form=LanguageForm.NEUTRAL,
        level_model=LevelModel.TWO if len(size.leaders) <= 3 else LevelModel.THREE,
    )
    titles = levels_of(size)
    created = create_municipality(
        slug,
        details=details,
        titles={TitleKind.TOP_LEADER: titles[0], TitleKind.DEVELOPMENT_OFFICE: _STAFF},
        levels=[LevelName(rank, name) for rank, name in enumerate(titles, 1)],
        begins_on=begins_on,
        is_example=True,
        acting=upkeep(municipality_id=None, via=Via.COMMAND),
    )
    # Everybody signs in, and a password is slow to hash, by design.
    return start_town(created, begins_on=begins_on, names=iter(()), is_without_passwords=True)


def _people(town: Town) -> Somebody:
    """One for each role that isn't a leader's; returns the one of the development office."""
    tell("Roller")
    town.add_staff_unit(_STAFF)
    office = town.employ(_STAFF, "Rådgiver", Role.DEVELOPMENT_OFFICE)
    town.employ(_STAFF, "Kursleder", Role.FACILITATOR)
    town.employ(_STAFF, "IT-ansvarlig", Role.IT)
    town.employ(_STAFF, "Personvernombud", Role.DATA_PROTECTION)
    town.employ(_STAFF, "Økonomirådgiver", Role.BUDGET_HOLDER, unit_id=town.top_unit_id)
    for role in (Role.SUPPLIER, Role.COACH, Role.REPRESENTATIVE, Role.POLITICIAN):
        town.introduce(role)
    town.name_contact(office)
    return office


def _modules(town: Town, office: Somebody, size: Size) -> list[int]:
    """Two modules to an offer."""
    acting = town.acting_as(office)
    modules: list[int] = []
    for place in range(size.module_count):
        if place % 2 == 0:
            offer = make_offer(
                OfferDetails(
                    name=f"Lederprogram {place // 2 + 1}",
                    short_description="Et generert tilbud. Ingen kommune står bak det.",
                    focus_area="Ledelse i egen organisasjon",
                    rests_on_quote="Lederne møtes tre ganger og arbeider med egen praksis.",
                    rests_on_source="Generert tekst",
                    who_pays=_STAFF,
                ),
                acting=acting,
            )
        details = ModuleDetails(MODULES[place % len(MODULES)], "En generert modul på tre samlinger.")
        modules.append(make_a_module(offer.id, details=details, acting=acting).id)
    return modules

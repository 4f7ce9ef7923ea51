"""Røros as an example: the two-level model with 1 + 3 + 14 leaders and a programme at Røros. People are synthetic.

The facts are those of the municipality's own specification from 2016, in our words. Names of units and of everybody
in them, the number of gatherings and their days are invented, and so is the organisation number.
"""

from datetime import date, time, timedelta

from lederloft.domain.organisation.api import (
    LanguageForm,
    LevelModel,
    LevelName,
    ProfileDetails,
    TitleKind,
    create_municipality,
)
from lederloft.domain.programmes.api import EditionPlan, GatheringPlan, ModuleDetails
from lederloft.domain.strategy.api import OfferDetails, make_offer
from lederloft.faces.commands.examples.building import Grown, Somebody, Town, start_town
from lederloft.faces.commands.examples.names import invented_names
from lederloft.faces.commands.examples.seasons import next_spring
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import Via
from lederloft.processes.deliver_a_module.api import assign_a_facilitator, make_a_module, open_an_edition, sign_up

SLUG = "roros"
_BEGINS_ON = date(2015, 5, 1)  # the two-level model
_STAFF = "Rådmannens stab"


def _area(name: str, *units: str) -> Grown:
    return Grown(name, "Kommunalsjef", below=tuple(Grown(unit, "Virksomhetsleder") for unit in units))


_TREE = Grown(
    "Røros kommune",
    "Rådmann",
    below=(
        _area("Oppvekst og kultur", "Barneskole", "Ungdomsskole", "Barnehager", "Kulturskole", "Bibliotek og kino"),
        _area("Helse og omsorg", "Sykehjem", "Hjemmetjeneste", "Bo og aktivitet", "Legekontor", "Barn og familie"),
        _area("Teknisk og samfunn", "Vei, vann og avløp", "Bygg og eiendom", "Plan og byggesak", "Landbruk og miljø"),
    ),
)


def build() -> None:
    """The whole example, one act after another; the clock stands where each act belongs."""
    today = clock.today()
    with clock.frozen_at(clock.local(today - timedelta(days=60), time(9))) as stopped:
        town = _create()
        office = _people(town)
        stopped.move_to(clock.local(today - timedelta(days=10), time(9)))
        _programme(town, office, stopped)


def _create() -> Town:
    details = ProfileDetails(
        name="Røros kommune",
        number="5025",
        organisation_number="800000009",
        language_form=LanguageForm.NEUTRAL,
        level_model=LevelModel.TWO,
    )
    created = create_municipality(
        SLUG,
        details=details,
        titles={TitleKind.TOP_LEADER: "Rådmann", TitleKind.DEVELOPMENT_OFFICE: "HR"},
        levels=[LevelName(1, "Rådmann"), LevelName(2, "Kommunalsjef"), LevelName(3, "Virksomhetsleder")],
        begins_on=_BEGINS_ON,
        is_example=True,
        acting=upkeep(municipality_id=None, via=Via.COMMAND),
    )
    return start_town(created, begins_on=_BEGINS_ON, names=invented_names(500))


def _people(town: Town) -> Somebody:
    """The eighteen leaders, and one for each of the other roles; returns the one of the development office."""
    town.grow(town.top_unit_id, _TREE, rank=1)
    town.add_staff_unit(_STAFF)
    office = town.employ(_STAFF, "HR-rådgiver", Role.DEVELOPMENT_OFFICE)
    town.employ(_STAFF, "IT-ansvarlig", Role.IT)
    town.employ(_STAFF, "Personvernombud", Role.DATA_PROTECTION)
    town.employ(_STAFF, "Økonomirådgiver", Role.BUDGET_HOLDER, unit_id=town.top_unit_id)
    for role in (Role.SUPPLIER, Role.COACH, Role.FACILITATOR, Role.REPRESENTATIVE, Role.POLITICIAN):
        town.introduce(role)
    town.name_contact(office)
    return office


def _programme(town: Town, office: Somebody, stopped: clock.StoppedClock) -> None:
    """The leaders' programme: everybody has a seat, every gathering is at Røros."""
    acting = town.acting_as(office)
    offer = make_offer(
        OfferDetails(
            name="Lederutviklingsprogram",
            short_description="Felles program for rådmannsledelsen og virksomhetslederne, med egen kommune som arena.",
            focus_area="Trygge ledere som samhandler om helheten",
            rests_on_quote="Alle samlingene er på Røros og bygger på praksis i vår egen organisasjon.",
            rests_on_source="Eksempeltekst etter kommunens kravspesifikasjon fra 2016, punkt 1.4",
            who_pays="Kommunen, med midler fra OU-fondet",
        ),
        acting=acting,
    )
    module = make_a_module(
        offer.id,
        details=ModuleDetails(
            "Roller, kultur og ledelse",
            "Modul I i programmet. Antall samlinger og dager er valgt for eksempelet.",
            required_minutes=1440,
            gathering_count=4,
        ),
        acting=acting,
    )
    spring = next_spring(clock.today())
    gatherings = tuple(
        GatheringPlan(
            title=title, on=on, starts=time(9), ends=time(15, 30), counted_minutes=360, place="Rådhuset på Røros"
        )
        for title, on in zip(
            ("Roller", "Kultur", "Ledelse", "Veien videre"),
            (*spring.wednesdays, spring.wednesdays[-1] + timedelta(weeks=4)),
            strict=True,
        )
    )
    plan = EditionPlan(
        name=spring.name,
        capacity=18,
        sign_up_opens_at=clock.start_of_day(clock.today()),
        sign_up_closes_at=clock.start_of_day(gatherings[0].on - timedelta(days=14)),
        gatherings=gatherings,
        contact_person_id=office.person_id,
        practical_information="Samlingene er på Røros. Lunsj serveres kl. 11.30.",
    )
    edition = open_an_edition(module.id, plan=plan, acting=acting)
    facilitator = town.by_role[Role.FACILITATOR]
    assign_a_facilitator(edition.id, person_id=facilitator.person_id, acting=acting)
    for rank in sorted(town.leaders):
        for leader in town.leaders[rank]:
            stopped.forward(timedelta(minutes=3))
            sign_up(edition.id, person_id=leader.person_id, acting=acting)

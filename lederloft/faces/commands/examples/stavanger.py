"""Stavanger as an example: its service areas, forty leaders and the spring's two modules. People are synthetic.

The facts are those of the municipality's own memo on its framework for leadership development (22 January 2024), in
our words. Units below the service areas, and everybody in them, are invented.
"""

from datetime import date, time, timedelta

from lederloft.domain.organisation.api import (
    LanguageForm,
    LevelModel,
    LevelName,
    ProfileDetails,
    TitleKind,
    UnitKind,
    create_municipality,
)
from lederloft.domain.programmes.api import ModuleDetails
from lederloft.domain.strategy.api import OfferDetails, make_offer
from lederloft.faces.commands.examples.building import Grown, Somebody, Town, account_of, start_town
from lederloft.faces.commands.examples.editions import Module, hold_edition, open_for_sign_up, plan_of
from lederloft.faces.commands.examples.names import invented_names
from lederloft.faces.commands.examples.seasons import last_spring, next_spring
from lederloft.foundation.access.api import name_stand_in
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import Via
from lederloft.processes.deliver_a_module.api import make_a_module

SLUG = "stavanger"
_BEGINS_ON = date(2020, 1, 1)  # the municipality as it is since the merger
_OFFICE = "Organisasjon og forhandling"
_SOURCE = "Eksempeltekst etter kommunens notat 22. januar 2024"

# Decided, and still being prepared.
_OTHER_OFFERS = (
    OfferDetails(
        name="Ledergruppeutvikling",
        short_description="Et program for hele ledergrupper. Tjenesteområdet eller virksomheten velger selv å bli med.",
        focus_area="Ledergruppeutvikling",
        rests_on_quote="Ledergrupper får et tilbud etter Bang og Middelfarts rammeverk, og hver enhet velger selv.",
        rests_on_source=_SOURCE,
        who_pays="Organisasjon og forhandling",
    ),
    OfferDetails(
        name="Coaching og individuell lederutvikling",
        short_description="Samtaler med en coach, bestilt direkte fra leverandøren i rammeavtalen.",
        focus_area="Individuell lederutvikling",
        rests_on_quote="Kommunen inngår rammeavtale, og den som bestiller, betaler leverandøren direkte.",
        rests_on_source=_SOURCE,
        who_pays="Den som bestiller",
    ),
    OfferDetails(
        name="Kurs for nye ledere",
        short_description="Egne kurs for nye ledere og avdelingsledere. Det begynner med en pilot.",
        focus_area="Individuell lederutvikling",
        rests_on_quote="O&F utvikler egne kurs for nye ledere og avdelingsledere og begynner med en pilot.",
        rests_on_source=_SOURCE,
        who_pays="Organisasjon og forhandling",
    ),
)


def _headed(title: str, *names: str) -> tuple[Grown, ...]:
    return tuple(Grown(name, title) for name in names)


_TREE = Grown(
    "Stavanger kommune",
    "Kommunedirektør",
    below=(
        Grown(
            "Oppvekst og utdanning",
            "Direktør",
            below=(
                Grown("Barnehager nord", "Virksomhetsleder", below=_headed("Avdelingsleder", "Småbarn", "Storbarn")),
                Grown("Barneskoler sør", "Rektor", below=_headed("Avdelingsleder", "Trinn 1–4", "Trinn 5–7")),
                Grown("Ungdomsskoler", "Rektor", below=_headed("Avdelingsleder", "Trinn 8–10")),
                Grown("Barn og familie", "Virksomhetsleder", below=_headed("Avdelingsleder", "Helsestasjoner")),
            ),
        ),
        Grown(
            "Helse og velferd",
            "Direktør",
            below=(
                Grown("Hjemmetjenester", "Virksomhetsleder", below=_headed("Avdelingsleder", "Sone øst", "Sone vest")),
                Grown("Sykehjem", "Virksomhetsleder", below=_headed("Avdelingsleder", "Langtid", "Korttid")),
                Grown("Bofellesskap", "Virksomhetsleder", below=_headed("Avdelingsleder", "Dagtilbud")),
                Grown("Rehabilitering", "Virksomhetsleder"),
            ),
        ),
        Grown(
            "By- og samfunnsplanlegging",
            "Direktør",
            below=(
                Grown("Byggesak", "Virksomhetsleder", below=_headed("Avdelingsleder", "Veiledning")),
                Grown("Byutvikling", "Virksomhetsleder"),
            ),
        ),
        Grown(
            "Bymiljø og utbygging",
            "Direktør",
            below=(
                Grown("Park og vei", "Virksomhetsleder", below=_headed("Avdelingsleder", "Drift ute")),
                Grown("Vann og avløp", "Virksomhetsleder", below=_headed("Avdelingsleder", "Ledningsnett")),
                Grown("Bygg og eiendom", "Virksomhetsleder"),
            ),
        ),
        Grown(
            "Innbygger- og samfunnskontakt",
            "Direktør",
            below=(
                Grown("Kultur", "Virksomhetsleder", below=_headed("Avdelingsleder", "Bibliotek")),
                Grown("Innbyggerservice", "Virksomhetsleder"),
            ),
        ),
        Grown(
            "Økonomi og organisasjon",
            "Direktør",
            UnitKind.STAFF,
            below=(
                Grown(_OFFICE, "Virksomhetsleder", UnitKind.STAFF),
                Grown("Økonomi", "Virksomhetsleder", UnitKind.STAFF),
                Grown("Digitalisering og IT", "Virksomhetsleder", UnitKind.STAFF),
            ),
        ),
    ),
)


def build() -> None:
    """The whole example, one act after another; the clock stands where each act belongs."""
    today = clock.today()
    last, coming = last_spring(today), next_spring(today)
    with clock.frozen_at(clock.local(date(last.year, 1, 8), time(9))) as stopped:
        town = _create()
        office = _people(town)
        offer_id = _offers(town, office)
        modules = _modules(town, office, offer_id)
        # The first of the lowest level is the leader one signs in as: she missed a gathering last spring, may sign up
        # for the module again, and waits in the queue of the other.
        her, *others = town.list_leaders_lowest_first()
        held = plan_of(modules[0], last, contact=office, on=last.wednesdays)
        hold_edition(town, office, held, [her, *others[:15]], stopped)
        stopped.move_to(clock.start_of_day(today - timedelta(days=14)))
        again = plan_of(modules[0], coming, contact=office, on=coming.wednesdays)
        open_for_sign_up(town, office, again, others[20:31], stopped)
        other = plan_of(modules[1], coming, contact=office, on=coming.thursdays, capacity=12)
        open_for_sign_up(town, office, other, [*others[:14], her], stopped)
    _absence(town, today)


def _create() -> Town:
    details = ProfileDetails(
        name="Stavanger kommune",
        number="1103",
        organisation_number="964965226",
        language_form=LanguageForm.NEUTRAL,
        level_model=LevelModel.THREE,
    )
    created = create_municipality(
        SLUG,
        details=details,
        titles={TitleKind.TOP_LEADER: "Kommunedirektør", TitleKind.DEVELOPMENT_OFFICE: "Organisasjon og forhandling"},
        levels=[
            LevelName(1, "Kommunedirektør"),
            LevelName(2, "Direktør"),
            LevelName(3, "Virksomhetsleder"),
            LevelName(4, "Avdelingsleder"),
        ],
        begins_on=_BEGINS_ON,
        is_example=True,
        acting=upkeep(municipality_id=None, via=Via.COMMAND),
    )
    return start_town(created, begins_on=_BEGINS_ON, names=invented_names(0))


def _people(town: Town) -> Somebody:
    """Leaders from the top down, and one for each of the other roles; returns the one of the development office."""
    town.grow(town.top_unit_id, _TREE, rank=1)
    office = town.employ(_OFFICE, "Rådgiver", Role.DEVELOPMENT_OFFICE)
    town.employ(_OFFICE, "Kursleder", Role.FACILITATOR)
    town.employ("Digitalisering og IT", "Systemansvarlig", Role.IT)
    town.employ("Økonomi og organisasjon", "Personvernombud", Role.DATA_PROTECTION)
    town.employ("Økonomi", "Controller", Role.BUDGET_HOLDER, unit_id=town.unit_ids["Helse og velferd"])
    for role in (Role.SUPPLIER, Role.COACH, Role.REPRESENTATIVE, Role.POLITICIAN):
        town.introduce(role)
    town.name_contact(office)
    return office


def _offers(town: Town, office: Somebody) -> int:
    """What the framework offers, in our words; returns the one whose modules run."""
    acting = town.acting_as(office)
    depth = make_offer(
        OfferDetails(
            name="Ledelsesfordypning",
            short_description="Moduler på tre samlinger og ni timer. Du møter ledere fra andre tjenesteområder.",
            focus_area="Ledelsesfordypning",
            rests_on_quote="O&F planlegger fire moduler i året, hver med tre samlinger og ni timer til sammen.",
            rests_on_source=_SOURCE,
            who_pays="Organisasjon og forhandling",
        ),
        acting=acting,
    )
    for details in _OTHER_OFFERS:
        make_offer(details, is_offered=False, acting=acting)
    return depth.id


def _modules(town: Town, office: Somebody, offer_id: int) -> tuple[Module, Module]:
    acting = town.acting_as(office)
    made = [
        make_a_module(offer_id, details=details, acting=acting)
        for details in (
            ModuleDetails("Teamledelse", "Hvordan du får et team til å bli mer enn summen av dem som er med."),
            ModuleDetails("Ledelse gjennom dialog", "Samtalen som verktøy: lytte, spørre og si fra."),
        )
    ]
    return (
        Module(
            made[0].id,
            time(9),
            time(12),
            "Møterom Fjord, Olav Kyrres gate 23",
            ("Hva skal teamet løse?", "Roller og forventninger", "Når teamet står fast"),
        ),
        Module(
            made[1].id,
            time(12),
            time(15),
            "Møterom Hei, Olav Kyrres gate 23",
            ("Å lytte", "Å spørre", "Å si fra"),
        ),
    )


def _absence(town: Town, today: date) -> None:
    """A director is away for two weeks soon, and one of her heads of unit stands in."""
    absent, stand_in = town.leaders[2][0], town.leaders[3][0]
    name_stand_in(
        account_of(absent),
        stand_in_account_id=account_of(stand_in),
        valid_from=today + timedelta(days=7),
        valid_to=today + timedelta(days=21),
        acting=town.acting_as(absent),
    )

"""A generated municipality holds what its size says, shows every role, and is the same again for the same seed."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import islice

import pytest

from lederloft.domain.organisation.api import list_held, list_people, list_units, person_emails
from lederloft.domain.participation.api import Attendance, Seat, SeatState
from lederloft.domain.programmes.api import Edition, EditionState, GatheringState, list_gatherings
from lederloft.faces.commands.examples.building import Grown
from lederloft.faces.commands.generate.invention import chance, invented_people, invented_tree
from lederloft.faces.commands.generate.sizes import LATER, SIZES, Size
from lederloft.faces.commands.main import main
from lederloft.foundation.access.api import get_acting
from lederloft.foundation.access.sign_in import find_example_account
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import get_municipality, list_municipalities, scope
from lederloft.foundation.trail.api import Via

TODAY = date(2026, 10, 14)


@pytest.fixture(autouse=True)
def midday() -> Iterator[None]:
    with clock.frozen_at(clock.local(TODAY, time(12))):
        yield


# --- what is made up


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_tree_has_a_head_for_every_leader(size: Size) -> None:
    heads: Counter[int] = Counter()

    def count(grown: Grown, level: int) -> None:
        heads[level] += 1
        assert len({lower.name for lower in grown.below}) == len(grown.below)
        for lower in grown.below:
            count(lower, level + 1)

    count(invented_tree(size, chance(size, 1), name="Toppen"), 0)
    assert tuple(heads[level] for level in sorted(heads)) == size.leaders
    assert size.leader_count == {"S": 18, "M": 400}[size.code]


def test_there_are_names_enough_for_the_sizes_to_come() -> None:
    names = list(islice(invented_people(chance(SIZES["S"], 1)), 6_000))
    assert len(set(names)) == 6_000


def test_another_seed_makes_up_something_else() -> None:
    size = SIZES["S"]

    def made_up(seed: int) -> tuple[Grown, list[str]]:
        return invented_tree(size, chance(size, seed), name=""), list(islice(invented_people(chance(size, seed)), 20))

    assert made_up(1) == made_up(1)
    for mine, other in zip(made_up(1), made_up(2), strict=True):
        assert mine != other


# --- a municipality


def content(slug: str) -> list[str]:
    """Everything of meaning in it, without keys and moments of the machinery."""
    municipality = get_municipality(slug)
    acting = upkeep(municipality_id=municipality.id)
    with scope(municipality.id):
        told = [repr((unit.name, unit.depth, unit.path)) for unit in list_units(on=TODAY)]
        told += [repr((one.person_name, one.title, one.unit_name)) for one in list_held(acting=acting, on=TODAY)]
        for edition in Edition.objects.select_related("module").order_by("id"):
            told.append(repr((edition.module.name, edition.name, edition.state)))
            told += [repr((g.starts_at, g.place, g.state)) for g in list_gatherings(edition.id)]
        seats = Seat.objects.order_by("id").values_list("person__name", "state", "seat_number", "signed_up_at")
        attendance = Attendance.objects.order_by("seat_id", "gathering_id").values_list("kind", "minutes")
        return told + [repr(row) for row in (*seats, *attendance)]


@pytest.mark.django_db
def test_s_holds_eighteen_leaders_and_editions_past_running_and_to_come(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--size", "S", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["municipality"] == "generert-s"
    municipality = get_municipality("generert-s")
    acting = upkeep(municipality_id=municipality.id)
    with scope(municipality.id):
        leaders = [held for held in list_held(acting=acting, on=TODAY) if held.level_rank is not None]
        assert Counter(one.level_name for one in leaders) == {
            "Kommunedirektør": 1,
            "Kommunalsjef": 3,
            "Virksomhetsleder": 14,
        }
        editions = Edition.objects.all()
        assert Counter(edition.state for edition in editions) == {
            EditionState.COMPLETED: 2,
            EditionState.RUNNING: 1,
            EditionState.OPEN: 1,
        }
        running = next(edition for edition in editions if edition.state == EditionState.RUNNING)
        gatherings = list_gatherings(running.id)
        assert [g.state for g in gatherings] == [GatheringState.HELD, GatheringState.HELD, GatheringState.PLANNED]
        seats = Counter(Seat.objects.values_list("state", flat=True))
        assert seats[SeatState.QUEUED] == told["queued"] > 0
        assert {SeatState.SEATED, SeatState.COMPLETED, SeatState.NOT_COMPLETED} <= set(seats)
        assert Attendance.objects.count() >= 60
        people = list_people(acting=acting, on=TODAY)
        assert len({person.name for person in people}) == len(people)
        # They say so themselves: no server takes such an address.
        assert all(e.endswith(".invalid") for e in person_emails([one.person_id for one in people]).values())
    for role in Role:
        account = find_example_account(role, municipality)
        assert account is not None, role
        assert get_acting(account.id, municipality.id, via=Via.SESSION).has(role)


@pytest.mark.django_db
def test_the_same_seed_gives_the_same() -> None:
    for slug in ("en", "to"):
        assert main(["generate", "--size", "s", "--municipality", slug, "--seed", "7"]) == 0
    assert content("en") == content("to")
    assert len(content("en")) > 150


@pytest.mark.django_db
def test_what_cannot_be_made_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--name", "Vik kommune", "--number", "9901", "--organisation-number", "800000009"]
    assert main(["create-municipality", "vik", *given]) == 0
    for code in (*LATER, "XXL"):
        assert main(["generate", "--size", code]) == 2
        [line] = capsys.readouterr().err.splitlines()
        assert "S: 18 ledere, M: 400 ledere" in line
    assert main(["generate", "--size", "S", "--municipality", "vik"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "kommunen «vik» finnes alt. Velg et annet navn med --municipality" in line
    assert main(["generate", "--size", "S", "--municipality", "Vik i Sogn"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert [municipality.slug for municipality in list_municipalities()] == ["vik"]


def test_an_edition_that_lies_ahead_has_not_been_held() -> None:
    """The weeks of S reach from long ago into what is to come, whatever weekday it is."""
    monday = TODAY - timedelta(days=TODAY.weekday())
    for size in SIZES.values():
        firsts = [monday + timedelta(weeks=week) for week in size.first_gatherings]
        assert any(first + timedelta(weeks=9) < TODAY for first in firsts)
        assert any(first < TODAY < first + timedelta(weeks=8) for first in firsts)
        assert any(TODAY + timedelta(days=7) < first < TODAY + timedelta(weeks=8) for first in firsts)

"""Two units of one municipality: who answers for the one sees how many there, and nobody by name in the other."""

from dataclasses import dataclass

import pytest

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.models import LeaderLevel, Person
from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.access.models import RoleGrant
from lederloft.foundation.acting.values import Role, ScopeKind, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import OPENS_ON, SIGN_UP_TIME, Somebody, Town, edition_key, make_edition
from tests.faces.api.calling import V1, in_session, with_key
from tests.makers import acting_for
from tests.rights.crawling import SEARCH, Crawl, addresses
from tests.rights.places import Place, make_place

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])


@dataclass
class Team:
    """A unit with its head, a budget holder and a leader on a seat in an edition of the unit's own."""

    unit_id: int
    unit_key: str
    heads: dict[Role, Somebody]
    leader: Somebody
    leader_key: str
    holder: Somebody
    edition_key: str
    gathering_key: str
    seat_key: str


def make_team(town: Town, top_id: int, *, word: str) -> Team:
    acting = upkeep(municipality_id=town.municipality.id)
    unit = organisation.add_unit(top_id, name=f"Enhet {word[-1]}", valid_from=OPENS_ON, acting=acting)
    with town.reading():
        level, _made = LeaderLevel.objects.get_or_create(rank=3, defaults={"name": "Nivå 3"})
    post = organisation.add_post(unit.id, title="Leder", level_id=level.pk, valid_from=OPENS_ON, acting=acting)
    leader = town.person(name=f"{word} Leder")
    with town.reading():
        Person.objects.filter(pk=leader.person_id).update(email=f"{word.lower()}@example.org")
        leader_key = Person.objects.get(pk=leader.person_id).public_key
    organisation.appoint(leader.person_id, post_id=post.id, valid_from=OPENS_ON, acting=acting)
    edition_id = make_edition(town)
    seat = deliver_a_module.sign_up(edition_id, acting=leader.acting)
    holder = town.person(Role.FACILITATOR)
    deliver_a_module.assign_a_facilitator(edition_id, person_id=holder.person_id, acting=town.office)
    with town.reading():
        gathering_key = programmes.list_gatherings(edition_id)[0].gathering_key
    return Team(
        unit.id,
        unit.public_key,
        {role: of_unit(town, role, unit.id) for role in (Role.UNIT_HEAD, Role.BUDGET_HOLDER, Role.REPRESENTATIVE)},
        leader,
        leader_key,
        holder,
        edition_key(town, edition_id),
        gathering_key,
        seat.seat_key,
    )


def of_unit(town: Town, role: Role, unit_id: int) -> Somebody:
    """Somebody with the role for that unit and those below."""
    somebody = town.person(role)
    with town.reading():
        grants = RoleGrant.objects.filter(account_id=somebody.acting.account_id)
        grants.update(scope_kind=ScopeKind.UNIT, scope_id=unit_id)
        account = grants.get().account
    return Somebody(somebody.person_id, acting_for(town.municipality, account))


@pytest.fixture
def teams(own_folder: None) -> tuple[Place, Team, Team]:
    with clock.frozen_at(clock.start_of_day(OPENS_ON)):
        place = make_place()
    with clock.frozen_at(SIGN_UP_TIME):
        with place.town.reading():
            top = organisation.list_units(on=OPENS_ON)[0].unit_id
        return (
            place,
            make_team(place.town, top, word="kanari0001qzxjA"),
            make_team(place.town, top, word="kanari0002qzxjB"),
        )


def test_nobody_of_the_other_unit_shows_to_who_answers_for_the_one(teams: tuple[Place, Team, Team]) -> None:
    place, mine, other = teams
    crawl = Crawl(allowed={"kanari0001qzxj"})
    with clock.frozen_at(SIGN_UP_TIME):
        for role, who in mine.heads.items():
            client = in_session(who).client
            crawl.follow(client, role.value, [*addresses(place, who=role.value), SEARCH, "/sok?q=leder"])
            for path in paths_of(other):
                crawl.visit(client, role.value, path)
        client = in_session(mine.leader).client
        crawl.follow(client, "leader", [*addresses(place, who="leder"), SEARCH, "/sok?q=leder"])
        for path in paths_of(other):
            crawl.visit(client, "leader", path)
    assert not crawl.leaks, "\n".join(crawl.leaks)
    assert crawl.visits > 100


def paths_of(team: Team) -> list[str]:
    """Where the team's people could show, by its own keys."""
    return [
        f"{V1}/people?limit=200",
        f"{V1}/editions/{team.edition_key}/participants",
        f"{V1}/gatherings/{team.gathering_key}/attendance",
        f"{V1}/editions/{team.edition_key}",
        f"/min-utvikling/tilbud/{team.edition_key}",
        f"/oppmote/{team.gathering_key}",
        f"/historikk/plass/{team.seat_key}",
        f"/historikk/enhet/{team.unit_key}",
        f"/utviklingskontoret/organisasjon/personer/{team.leader_key}",
        f"/utviklingskontoret/gjennomforinger/{team.edition_key}/deltakerliste.pdf",
    ]


def test_each_head_sees_her_own_unit_and_no_more(teams: tuple[Place, Team, Team]) -> None:
    place, mine, other = teams
    with clock.frozen_at(SIGN_UP_TIME):
        for one, them in ((mine, other), (other, mine)):
            for role in (Role.UNIT_HEAD, Role.BUDGET_HOLDER):
                for caller in (in_session(one.heads[role]), with_key(one.heads[role])):
                    keys = {row["key"] for row in caller.get("/people").json()["items"]}
                    assert one.leader_key in keys
                    assert them.leader_key not in keys
            with place.town.reading():
                numbers, _by_edition = participation.get_unit_numbers(acting=one.heads[Role.UNIT_HEAD].acting)
            assert (numbers.leaders, numbers.seats) == (1, 1)


def test_keys_of_the_other_unit_do_nothing(teams: tuple[Place, Team, Team]) -> None:
    """Signing up, giving up and registering with the other's keys, for everybody who may do so in her own."""
    _place, mine, other = teams
    with clock.frozen_at(SIGN_UP_TIME):
        for who in (mine.heads[Role.UNIT_HEAD], mine.heads[Role.BUDGET_HOLDER], mine.leader, mine.holder):
            caller = in_session(who)
            assert caller.send("post", f"/seats/{other.seat_key}/give-up").status_code == 404
            signed = caller.send("post", f"/editions/{other.edition_key}/sign-up", {"person_key": other.leader_key})
            assert signed.status_code in {403, 404}
            entries = {"entries": [{"seat_key": other.seat_key, "kind": "full"}]}
            register = caller.send("put", f"/gatherings/{other.gathering_key}/attendance", entries)
            assert register.status_code in {403, 404}
        mixed = {"entries": [{"seat_key": other.seat_key, "kind": "full"}]}
        own = in_session(mine.holder).send("put", f"/gatherings/{mine.gathering_key}/attendance", mixed)
        assert own.status_code == 422
        assert in_session(mine.holder).get(f"/gatherings/{mine.gathering_key}/attendance").status_code == 200


def test_who_holds_one_edition_sees_nobody_of_the_other(teams: tuple[Place, Team, Team]) -> None:
    _place, mine, other = teams
    with clock.frozen_at(SIGN_UP_TIME):
        caller = in_session(mine.holder)
        assert caller.get(f"/gatherings/{other.gathering_key}/attendance").status_code == 404
        assert caller.get(f"/editions/{other.edition_key}").status_code == 404
        crawl = Crawl(allowed={"kanari0001qzxj"})
        crawl.follow(caller.client, "holder", ["/leverandor", "/sok?q=enhet", SEARCH, *paths_of(other)])
    assert not crawl.leaks, "\n".join(crawl.leaks)

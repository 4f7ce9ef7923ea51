"""IT's pages about roles, stand-ins, invitations and the state of the installation."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.api import UnitKind
from lederloft.domain.organisation.models import Unit, UnitPeriod
from lederloft.faces.commands.main import main
from lederloft.foundation.access.api import Account, list_open_invitations, list_roles, list_stand_ins
from lederloft.foundation.acting.values import Role, ScopeKind, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import JobState, run_due
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.tenancy.api import scope
from tests.domain.makers import Somebody, Town, make_town
from tests.faces.web.browsing import browser_of, with_key
from tests.faces.web.entrance.visits import hidden

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def boss(town: Town) -> Somebody:
    return town.person(Role.IT, name="Kari Nordmann")


@pytest.fixture
def it(boss: Somebody) -> Client:
    return browser_of(boss)


def account_of(who: Somebody) -> Account:
    return Account.objects.get(pk=who.acting.account_id)


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


def a_unit(town: Town) -> tuple[str, int]:
    """A municipality with one unit under the top; its key and id."""
    with town.reading():
        top = Unit.objects.create()
        UnitPeriod.objects.create(unit=top, name="Kommunen", kind=UnitKind.LINE, valid_from=date(2020, 1, 1))
    ref = organisation.add_unit(
        top.pk,
        name="Byggesak <b>",
        kind=UnitKind.LINE,
        valid_from=date(2021, 1, 1),
        acting=upkeep(municipality_id=town.municipality.id),
    )
    return ref.public_key, ref.id


def test_a_role_is_given_for_a_unit_and_a_period_and_taken_back(town: Town, it: Client) -> None:
    key, unit_id = a_unit(town)
    leader = town.person(name="Ingrid Vik")
    page = f"/drift/kontoer/{account_of(leader).public_key}/roller"
    told = {"role": "enhetsleder", "reach": key, "valid_from": "1. januar 2024", "valid_to": "31.12.2099"}
    assert it.post(page, with_key(**told))["Location"] == page
    with town.reading():
        held = next(one for one in list_roles([leader.acting.signed_in()]) if one.role == Role.UNIT_HEAD)
    assert (held.scope_kind, held.scope_id, held.valid_to) == (ScopeKind.UNIT, unit_id, date(2099, 12, 31))
    shown = text_of(it.get(page))
    assert "Byggesak &lt;b&gt; og enhetene under" in shown
    assert "<b>" not in shown
    action = f"{page}/{held.public_key}/trekk"
    assert f'action="{action}"' in shown
    assert it.post(action, with_key())["Location"] == page
    with town.reading():
        today = next(one for one in list_roles([leader.acting.signed_in()]) if one.role == Role.UNIT_HEAD)
    assert today.valid_to is not None
    assert "Avsluttet" in text_of(it.get(page))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"role": "sjef"}, "ds-error-summary"),
        ({"reach": "finnes-ikke"}, "ds-error-summary"),
        ({"valid_from": "i morgen"}, "Skriv dag, måned og år"),
        ({"valid_from": "2. mars 2024", "valid_to": "1. mars 2024"}, "ds-error-summary"),
        ({"client_key": ""}, "for gammelt"),
    ],
)
def test_a_role_that_can_not_be_given_is_told_in_the_form(
    town: Town, it: Client, told: dict[str, str], said: str
) -> None:
    leader = town.person()
    page = f"/drift/kontoer/{account_of(leader).public_key}/roller"
    answer = it.post(page, {**with_key(role="leder", reach="", valid_from="1. mars 2024", valid_to=""), **told})
    assert answer.status_code == 422
    assert said in text_of(answer)
    with town.reading():
        assert len(list_roles([leader.acting.signed_in()])) == 1


def test_a_role_that_is_never_for_a_unit_says_so_by_the_field(town: Town, it: Client) -> None:
    key, _unit_id = a_unit(town)
    page = f"/drift/kontoer/{account_of(town.person()).public_key}/roller"
    answer = it.post(page, with_key(role="it", reach=key, valid_from="1. mars 2024"))
    assert answer.status_code == 422
    assert 'id="id_reach_error"' in text_of(answer)
    assert "kan ikke gjelde en enhet" in text_of(answer)


def test_the_last_administrator_keeps_her_role(town: Town, boss: Somebody, it: Client) -> None:
    page = f"/drift/kontoer/{account_of(boss).public_key}/roller"
    action = re.search(rf'action="({page}/[^"]+/trekk)"', text_of(it.get(page))).group(1)
    answer = it.post(action, with_key())
    assert answer.status_code == 409
    assert "den siste som kan styre kontoer" in text_of(answer)


def test_a_stand_in_is_named_and_ended_for_somebody_else(town: Town, it: Client) -> None:
    head, other = town.person(Role.UNIT_HEAD, name="Ingrid Vik"), town.person(name="Jonas Eide")
    page = f"/drift/kontoer/{account_of(head).public_key}/stedfortredere"
    told = {"stand_in": account_of(other).email, "valid_from": "1. mars 2024", "valid_to": "1. mars 2099"}
    assert it.post(page, with_key(**told))["Location"] == page
    shown = text_of(it.get(page))
    assert "Jonas Eide for Ingrid Vik" in shown
    assert "Noen har rollene til Ingrid Vik i dag." in shown
    action = re.search(rf'action="({page}/[^"]+/avslutt)"', shown).group(1)
    # Through an account it doesn't concern there is no such stand-in.
    third = account_of(town.person()).public_key
    assert it.post(action.replace(account_of(head).public_key, third), with_key()).status_code == 404
    assert it.post(action, with_key())["Location"] == page
    with town.reading():
        assert all(one.valid_to < date(2099, 3, 1) for one in list_stand_ins())


@pytest.mark.parametrize("stand_in", ["ukjent@example.org", "ikke en adresse", "<script>@x"])
def test_a_stand_in_nobody_knows_is_told_by_the_field(town: Town, it: Client, stand_in: str) -> None:
    page = f"/drift/kontoer/{account_of(town.person()).public_key}/stedfortredere"
    answer = it.post(page, with_key(stand_in=stand_in, valid_from="1. mars 2024", valid_to="2. mars 2024"))
    assert answer.status_code == 422
    assert 'id="id_stand_in_error"' in text_of(answer)
    assert "<script>@x" not in text_of(answer)


def test_several_are_invited_with_names_and_reach(town: Town, it: Client) -> None:
    key, unit_id = a_unit(town)
    people = "Ola Hansen ola@example.org\nBerit Dahl berit@example.org"
    assert it.post("/drift/inviter", with_key(people=people, role="enhetsleder", reach=key)).status_code == 303
    run_due()
    assert {address for one in mail.outbox for address in one.to} == {"ola@example.org", "berit@example.org"}
    with town.reading():
        assert [one.email for one in list_open_invitations()] == ["berit@example.org", "ola@example.org"]
    from lederloft.foundation.access.models import Invitation

    assert {(one.scope_kind, one.scope_id) for one in Invitation.objects.all()} == {("unit", unit_id)}
    assert None not in set(Invitation.objects.values_list("person_id", flat=True))


def test_one_who_belongs_already_stops_the_whole_list(town: Town, it: Client) -> None:
    there = account_of(town.person()).email
    answer = it.post("/drift/inviter", with_key(people=f"ny@example.org\n{there}", role="leder", reach=""))
    assert answer.status_code == 409
    assert "har alt en konto" in text_of(answer)
    with town.reading():
        assert list_open_invitations() == []


def test_a_code_is_demanded_of_everybody_here_and_nobody_else(town: Town, it: Client) -> None:
    leader, stranger = town.person(), make_town().person()
    page = it.get("/drift/krev-kode")
    assert "Tre kontoer får kravet." in text_of(page)
    assert it.post("/drift/krev-kode", {"client_key": hidden(page, "client_key")})["Location"] == "/drift/kontoer"
    assert account_of(leader).two_step_demanded
    assert not account_of(stranger).two_step_demanded


def test_the_state_tells_what_is_well_and_what_is_not(town: Town, it: Client) -> None:
    shown = text_of(it.get("/drift/tilstand"))
    assert "Skillet mellom kommuner" in shown
    assert "lederloft backup" in shown
    from lederloft.foundation.clock import api as clock

    QueuedJob.objects.create(
        kind="access.clear_lapsed", state=JobState.DEAD, created_at=clock.now(), ended_at=clock.now(), failure="Feil"
    )
    broken = text_of(it.get("/drift/tilstand"))
    assert "1 jobb har stoppet" in broken
    assert "trenger deg" in broken


def test_it_tries_the_mail_on_herself(boss: Somebody, it: Client) -> None:
    assert it.post("/drift/tilstand/prov-e-post", with_key())["Location"] == "/drift/tilstand"
    assert "Venter" in text_of(it.get("/drift/tilstand"))
    run_due()
    assert mail.outbox[-1].to == [account_of(boss).email]
    assert "Sendt" in text_of(it.get("/drift/tilstand"))


PAGES = [
    "/drift/tilstand",
    "/drift/inviter",
    "/drift/krev-kode",
    "/drift/kontoer/{key}/roller",
    "/drift/kontoer/{key}/stedfortredere",
]
ACTS = [
    "/drift/tilstand/prov-e-post",
    "/drift/inviter",
    "/drift/krev-kode",
    "/drift/kontoer/{key}/roller",
    "/drift/kontoer/{key}/roller/x/trekk",
    "/drift/kontoer/{key}/stedfortredere",
    "/drift/kontoer/{key}/stedfortredere/x/avslutt",
]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.IT}))
def test_other_roles_get_nowhere(town: Town, role: Role) -> None:
    key, browser = account_of(town.person()).public_key, browser_of(town.person(role))
    for page in PAGES:
        assert browser.get(page.format(key=key)).status_code == 403, page
    for act in ACTS:
        assert browser.post(act.format(key=key), with_key()).status_code == 403, act


def test_a_stranger_is_sent_to_the_door() -> None:
    for page in PAGES:
        assert Client().get(page.format(key="x"))["Location"].startswith("/logg-inn")


def test_accounts_roles_and_stand_ins_of_another_municipality_are_not_found(town: Town, it: Client) -> None:
    other = make_town()
    stranger = other.person(name="Kanarifugl Fremmed")
    key = account_of(stranger).public_key
    with other.reading():
        grant = list_roles([stranger.acting.signed_in()])[0]
    mine = account_of(town.person()).public_key
    for page in (f"/drift/kontoer/{key}/roller", f"/drift/kontoer/{key}/stedfortredere"):
        assert it.get(page).status_code == 404
        assert it.post(page, with_key(role="leder", reach="", valid_from="1. mars 2024")).status_code == 404
    for account in (key, mine):
        assert it.post(f"/drift/kontoer/{account}/roller/{grant.public_key}/trekk", with_key()).status_code == 404
    with scope(other.municipality.id):
        assert list_roles([stranger.acting.signed_in()])[0].valid_to is None


def test_the_pages_cost_the_same_however_many_there_are(
    town: Town, it: Client, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    a_unit(town)
    key = account_of(town.person(Role.UNIT_HEAD, Role.LEADER, Role.BUDGET_HOLDER)).public_key
    for _ in range(12):
        town.person()
    for page in PAGES:
        it.get(page.format(key=key))
        with django_assert_max_num_queries(32 if page == "/drift/tilstand" else 10):
            assert it.get(page.format(key=key)).status_code == 200


def test_nobody_gives_herself_a_role_and_the_page_says_who_can(town: Town, it: Client, boss: Somebody) -> None:
    mine = f"/drift/kontoer/{account_of(boss).public_key}"
    page = text_of(it.get(f"{mine}/roller"))
    assert "Ingen kan gi seg selv en rolle: Be en annen administrator" in page
    assert "Gi rollen" not in page
    told = {"role": "utviklingskontoret", "valid_from": "05.03.2024"}
    answer = it.post(f"{mine}/roller", with_key(**told))
    assert answer.status_code in {409, 422}
    assert "Ingen kan gi seg selv en rolle" in text_of(answer)
    with town.reading():
        assert [one.role for one in list_roles([boss.acting.account_id or 0])] == [Role.IT]


def test_what_the_installation_gave_stands_in_the_account_s_history(town: Town, it: Client, boss: Somebody) -> None:
    account = account_of(boss)
    given = ["grant-role", town.municipality.slug, account.email, "utviklingskontoret"]
    assert main(given) == 0
    with town.reading():
        roles = {one.role for one in list_roles([account.pk])}
    assert roles == {Role.IT, Role.DEVELOPMENT_OFFICE}
    page = it.get(f"/drift/kontoer/{account.public_key}")
    assert f"/historikk/konto/{account.public_key}" in text_of(page)
    assert "Løsningen ga rollen" in text_of(it.get(f"/historikk/konto/{account.public_key}"))
    for role in (Role.LEADER, Role.DATA_PROTECTION):
        assert browser_of(town.person(role)).get(f"/historikk/konto/{account.public_key}").status_code == 404
    assert main(["grant-role", town.municipality.slug, "ingen@eksempel.no", "utviklingskontoret"]) == 2


def test_those_whose_appointments_have_all_ended_are_listed_with_the_day_and_the_act(town: Town, it: Client) -> None:
    _key, unit_id = a_unit(town)
    ended, goes_on, _without = (town.person(name=name) for name in ("Slutt Testesen", "Går Videre", "Aldri Ansatt"))
    with clock.frozen_at(datetime(2024, 3, 5, 12, tzinfo=UTC)):
        for who, last in ((ended, date(2024, 3, 4)), (ended, date(2023, 6, 30)), (goes_on, date(2024, 3, 5))):
            post = organisation.add_post(unit_id, title="Rådgiver", valid_from=date(2022, 1, 1), acting=town.office)
            organisation.appoint(
                who.person_id, post_id=post.id, valid_from=date(2022, 1, 1), valid_to=last, acting=town.office
            )
        shown = text_of(it.get("/drift/kontoer"))
        listed = shown.partition("Kontoer uten stilling")[2].partition("</section>")[0]
        assert "Slutt Testesen" in listed
        assert "Siste stilling sluttet 4. mars 2024." in listed
        assert "Går Videre" not in listed
        assert "Aldri Ansatt" not in listed
        action = f"/drift/kontoer/{account_of(ended).public_key}/steng"
        assert f'action="{action}"' in listed
        assert it.post(action, with_key()).status_code == 303
        assert "Kontoer uten stilling" not in text_of(it.get("/drift/kontoer"))

"""Two municipalities on one server, a canary in every string of the other: wherever one goes here, none shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client

from lederloft.domain.organisation.models import Person
from lederloft.domain.programmes import api as programmes
from lederloft.faces.papers.documents.pdf import make_pdf
from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.acting.values import Role
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.delivering import deliver_due
from lederloft.foundation.tenancy.api import Municipal, ScopedManager, ScopedQuerySet, missing_defences, scope
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests import lanes
from tests.domain.makers import Somebody, at_sign_up, make_somebody
from tests.faces.api.calling import make_key
from tests.makers import acting_for
from tests.postgres import OWNER
from tests.rights.crawling import SEARCH, Crawl, addresses
from tests.rights.places import ROLES, Place, make_place, read_matrix
from tests.rights.planting import Planted, plant

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "answers", "buffer"])

# Addresses behind a secret that nobody here holds, of an installation not yet set up, or that only send one on.
NEVER_SHOWN = {
    "api:api-root",
    "api:nothing-here",
    "api:register_attendance",  # the address of api:attendance
    "connect_oidc_start",
    "home",
    "logo",
    "mfa_authenticate",
    "new_password",
    "openid_connect_callback",
    "set_up",
    "set_up_done",
    "set_up_link",
    "set_up_step",
    "sign_in_as",
    "signed_out",
    "take_invitation",
}
FILES = {
    "application/json",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/csv",
}
PUBLISHED = {"organisation.profile.name", "programmes.edition.name", "programmes.module.name", "strategy.offer.name"}
# Some of what the first pages of the office, IT and a leader show when the manager doesn't filter.
SHOWN_WITHOUT_FILTER = {
    "organisation.person.name",
    "organisation.unitperiod.name",
    "programmes.edition.name",
    "programmes.module.name",
    "strategy.offer.name",
}

# Who works for both: sees here what is here, and of the other only that there is one to switch to.
OF_BOTH = "of both"


@dataclass
class Two:
    """Where one is, and the other with a canary in every string."""

    here: Place
    other: Place
    planted: Planted

    def keys(self) -> frozenset[str]:
        """Every public key of the other's rows."""
        found: set[str] = set()
        with scope(self.other.town.municipality.id):
            for model in apps.get_models():
                if issubclass(model, Municipal) and "answers" not in model._meta.app_label:
                    found |= set(model._default_manager.values_list("public_key", flat=True))
        mine = Membership.objects.filter(municipality=self.here.town.municipality).values("account_id")
        accounts = Account.objects.exclude(pk__in=mine)
        return frozenset(found | set(accounts.values_list("public_key", flat=True)))


@pytest.fixture
def two(sign_up_day: clock.StoppedClock, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Two:
    monkeypatch.setitem(make_pdf.__kwdefaults__, "is_compressed", False)  # so that our reader can look inside
    here, other = make_place(), make_place()
    _add_one_of_both(here, other)
    _give_a_seat(here, other)
    return Two(here, other, plant(other))


def _give_a_seat(*places: Place) -> None:
    """To the leader who goes about: what she holds has pages of its own."""
    for place in places:
        with place.town.reading():
            key, acting = place.keys["my_development/tilbud.key"], place.town.office
            edition_id = programmes.get_edition(key, acting=acting).edition_id
        with at_sign_up():
            deliver_a_module.sign_up(edition_id, acting=place.somebody[Role.LEADER.value].acting)


def _add_one_of_both(here: Place, other: Place) -> None:
    """A coach with an account in both, with roles, a calendar and a key in each."""
    coach = make_somebody(here.town.municipality, Role.COACH, Role.LEADER, name="Coach i begge")
    account = here.people[OF_BOTH] = Account.objects.get(pk=coach.acting.account_id)
    here.somebody[OF_BOTH] = coach
    there = make_somebody(other.town.municipality, name="Coach i begge")
    Membership.objects.filter(account_id=there.acting.account_id).update(account=account)
    acting = acting_for(other.town.municipality, account)
    calendars.make_feed(acting=acting)
    make_key(acting)
    calendars.make_feed(acting=coach.acting)
    other.somebody[OF_BOTH] = Somebody(there.person_id, acting)


def go_everywhere(two: Two, roles: list[str | None], *, is_faulty: bool = False) -> Crawl:
    """As each of the roles: every page and every link with one's own keys and the other's, every file, the API.

    ``is_faulty``: a page may break, and links aren't followed, since they would lead into all of the other's.
    """
    crawl = Crawl(keys=two.keys())
    for who in roles:
        account = two.here.people.get(who or "")
        client = Client(raise_request_exception=not is_faulty)
        if account is not None:
            client.force_login(account)
        role = Role.COACH.value if who == OF_BOTH else who
        starts = [*addresses(two.here, who=role), SEARCH]
        if is_faulty:
            for path in starts:
                crawl.visit(client, str(who), path)
            continue
        crawl.follow(client, str(who), starts)
        _go_with_keys_of_the_other(two, crawl, client, who, role)
        if account is not None:
            _go_with_a_key(two, crawl, str(who), str(role))
    return crawl


def _go_with_keys_of_the_other(two: Two, crawl: Crawl, client: Client, who: str | None, role: str | None) -> None:
    """Every address that takes a key, with those of the other's rows; and one's own calendar from outside."""
    for secret in _feed_of(two, who):
        crawl.visit(client, str(who), f"/kalender/{secret}.ics")
    for method in ("GET", "POST", "PUT"):
        for path in addresses(two.other, who=role, keyed_only=True, method=method):
            if not path.startswith("/resultater"):  # what is published is open to all: see below
                crawl.visit(client, str(who), path, method=method)


def _feed_of(two: Two, who: str | None) -> list[str]:
    if who != OF_BOTH:
        return []
    with scope(two.here.town.municipality.id):
        return [calendars.get_feed_secret(two.here.somebody[OF_BOTH].acting) or ""]


def _go_with_a_key(two: Two, crawl: Crawl, who: str, role: str) -> None:
    """The API as a program calls it."""
    secret, _public_key = make_key(acting_for(two.here.town.municipality, two.here.people[who]))
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    for place in (two.here, two.other):
        for path in addresses(place, who=role):
            if path.startswith("/api/"):
                crawl.visit(client, f"{who} with a key", path)


# Everybody, in four turns of about the same length.
TURNS: list[list[str | None]] = [
    [Role.DEVELOPMENT_OFFICE.value],
    [Role.IT.value, Role.DATA_PROTECTION.value, None],
    [Role.LEADER.value, Role.UNIT_HEAD.value, Role.BUDGET_HOLDER.value, OF_BOTH],
    [Role.SUPPLIER.value, Role.COACH.value, Role.FACILITATOR.value, Role.REPRESENTATIVE.value, Role.POLITICIAN.value],
]
# They see the most: of content, of accounts, of oneself.
WIDEST: list[str | None] = [Role.DEVELOPMENT_OFFICE.value, Role.IT.value, Role.LEADER.value]


def test_everybody_has_a_turn() -> None:
    assert sorted(str(who) for turn in TURNS for who in turn) == sorted([*ROLES, OF_BOTH, "None"])


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: str(turn[0]))
def test_nothing_of_the_other_municipality_shows_anywhere(two: Two, turn: list[str | None]) -> None:
    crawl = go_everywhere(two, turn)
    assert not crawl.leaks, "\n".join(crawl.leaks[:40])
    # The crawl is as wide as the house: every page that they can look at has been looked at, and the files in it.
    readable = {
        name
        for name, row in read_matrix().items()
        if "GET" in row.methods and (row.who & set(turn) or row.who == ({"open"} if None in turn else {"in"}))
    }
    is_office, is_of_both = Role.DEVELOPMENT_OFFICE.value in turn, OF_BOTH in turn
    others = set() if is_office else {"api:attendance", "history", "saved_views"}  # about what they don't hold
    others |= set() if is_of_both else {"calendar_feed"}
    assert readable - crawl.reached <= NEVER_SHOWN | others
    assert crawl.visits > 100
    assert crawl.types.keys() >= (FILES if is_office else {"text/calendar"} if is_of_both else {"text/html"})


def test_what_is_published_is_all_that_an_open_page_shows(two: Two) -> None:
    """A municipality's results are for everybody; a canary of another field there would be a leak."""
    crawl = Crawl()
    text = crawl.visit(Client(), "nobody", f"/resultater/{two.other.town.municipality.slug}")
    shown = {two.planted.canaries[word] for word in crawl.found_in(text)}
    assert shown
    assert shown <= PUBLISHED


def test_no_mail_to_anybody_here_holds_a_canary(two: Two) -> None:
    deliver_due()
    with scope(two.here.town.municipality.id):
        mine = set(Person.objects.values_list("email", flat=True))
    mine |= {account.email for account in two.here.people.values()} | {"x"}
    sent = [("\n".join([str(m.message()), m.subject, *map(str, m.alternatives)]), set(m.to)) for m in mail.outbox]
    here = [text for text, to in sent if to & mine]
    assert here
    assert len(here) < len(sent)
    assert not [text for text in here if Crawl().found_in(text)]
    assert [text for text, to in sent if not to & mine and Crawl().found_in(text)]


@contextmanager
def filter_off() -> Iterator[None]:
    """The fault that the crawl must find: the manager gives rows of every municipality, scope or none."""

    def unlimited(manager: ScopedManager[Any]) -> ScopedQuerySet[Any]:
        return ScopedQuerySet(model=manager.model, using=manager._db)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScopedManager, "get_queryset", unlimited)
        yield


@contextmanager
def policy_off(table: str) -> Iterator[None]:
    """One table as it is without its policy: PostgreSQL lets nobody in when row-level security has no policy, so the
    table must be without both to stand open."""
    with psycopg.connect(lanes.databases.url(user=OWNER), autocommit=True) as owner:
        owner.execute(f"DROP POLICY only_own_municipality ON {table}")
        owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    assert missing_defences(connection) == [f"{table}: row-level security"]
    try:
        yield
    finally:
        with psycopg.connect(lanes.databases.url(user=OWNER), autocommit=True) as owner:
            here = "municipality_id = NULLIF(current_setting('app.municipality', true), '')::bigint"
            owner.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            owner.execute(f"CREATE POLICY only_own_municipality ON {table} USING ({here}) WITH CHECK ({here})")
        assert missing_defences(connection) == []


@pytest.mark.only_sqlite
def test_the_crawl_finds_what_a_manager_without_its_filter_lets_through(two: Two) -> None:
    with filter_off():
        crawl = go_everywhere(two, WIDEST, is_faulty=True)
    assert where_found(two, crawl) >= SHOWN_WITHOUT_FILTER


@pytest.mark.only_postgresql
def test_the_policies_alone_hold(two: Two) -> None:
    with filter_off():
        for who in (*WIDEST, OF_BOTH, None):
            crawl = go_everywhere(two, [who])
            assert not crawl.leaks, "\n".join(crawl.leaks[:40])


@pytest.mark.only_postgresql
@pytest.mark.parametrize("table", ["organisation_person", "strategy_offer"])
def test_the_crawl_finds_what_one_policy_dropped_lets_through(two: Two, table: str) -> None:
    with filter_off(), policy_off(table):
        crawl = go_everywhere(two, WIDEST, is_faulty=True)
    found = where_found(two, crawl)
    assert f"{table.replace('_', '.')}.name" in found
    assert {where.rpartition(".")[0] for where in found} == {table.replace("_", ".")}


@pytest.mark.only_postgresql
def test_without_a_policy_the_filter_alone_holds(two: Two) -> None:
    with policy_off("organisation_person"):
        assert not go_everywhere(two, WIDEST, is_faulty=True).leaks


def where_found(two: Two, crawl: Crawl) -> set[str]:
    """The fields whose canaries showed."""
    return {two.planted.canaries.get(leak.rpartition(": ")[2], "") for leak in crawl.leaks} - {""}

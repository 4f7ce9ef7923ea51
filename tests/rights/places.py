"""A municipality with one of everything, the keys that routes take, and the hand-written matrix."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.strategy import api as strategy
from lederloft.foundation.access import api as access
from lederloft.foundation.access.api import Account
from lederloft.foundation.access.models import Invitation, RoleGrant, StandIn
from lederloft.foundation.acting.values import Acting, Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.documents.api import Audience, Document, store_document
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.privacy.receipts import new_receipt, write_receipt
from lederloft.foundation.saved_views.api import list_views, save_view
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import OPENS_ON, Somebody, Town, at_sign_up, make_edition, make_town
from tests.faces.api.calling import FREE_KEY, make_key

MATRIX = Path(__file__).with_name("matrix.txt")
ROLES = [role.value for role in Role]


@dataclass
class Row:
    """One line of the matrix."""

    name: str
    methods: set[str]
    who: set[str]


def read_matrix() -> dict[str, Row]:
    rows = {}
    for line in MATRIX.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, methods, *who = line.split()
            assert name not in rows, f"{name} stands twice"
            rows[name] = Row(name, set(methods.split(",")), set(who))
    return rows


def routes() -> Iterator[tuple[str, str]]:
    """(full name, pattern) of every mounted route but the show page of the kit, which production doesn't have."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                name = f"{space}:{pattern.name}" if space else str(pattern.name)
                yield name, prefix + str(pattern.pattern)
            else:
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern), pattern.namespace or space)

    for name, path in walk(get_resolver().url_patterns, "", ""):
        if not path.startswith("kit"):
            yield name, path


@dataclass
class Place:
    """A municipality with one of everything, and the keys that routes take."""

    town: Town
    keys: dict[str, str] = field(default_factory=dict)
    people: dict[str, Account] = field(default_factory=dict)
    somebody: dict[str, Somebody] = field(default_factory=dict)
    clients: dict[str | None, Client] = field(default_factory=dict)

    def path(self, name: str, pattern: str) -> str:
        found = {}
        for word in words_of(pattern):
            found[word] = self.key(name, pattern, word)
            assert found[word], f"tests/rights/places.py has no value for <{word}> of {name}"
        return reverse(name, kwargs=found)

    def key(self, name: str, pattern: str, word: str) -> str:
        """What stands in a route's address; a route's own value goes before its kind's."""
        return self.keys.get(f"{name}.{word}") or self.keys.get(f"{_kind(name, pattern)}.{word}", "")


def words_of(pattern: str) -> list[str]:
    """The names of what stands in a route's address."""
    return re.findall(r"<(?:\w+:)?(\w+)>", pattern)


def _kind(name: str, pattern: str) -> str:
    """What a route's key is the key of, by the word in front of it."""
    before = pattern.split("<")[0].rstrip("/").rsplit("/", 1)[-1]
    return f"{name.split(':')[0]}/{before}"


def make_place() -> Place:
    town = make_town()
    place = Place(town)
    acting = upkeep(municipality_id=town.municipality.id)
    with town.reading():
        top = organisation.Unit.objects.create()
        organisation.UnitPeriod.objects.create(unit=top, name="Kommunen", kind="line", valid_from=OPENS_ON)
    unit = organisation.add_unit(top.pk, name="Skole", valid_from=OPENS_ON, acting=acting)
    edition_id = make_edition(town)
    for role in Role:
        somebody = place.somebody[role.value] = town.person(role, name=f"Rolle {role.value}")
        place.people[role.value] = Account.objects.get(pk=somebody.acting.account_id)
        if role in {Role.FACILITATOR, Role.SUPPLIER, Role.COACH}:
            deliver_a_module.assign_a_facilitator(edition_id, person_id=somebody.person_id, acting=town.office)
    leader = town.person(name="En leder")
    with at_sign_up():
        seat = deliver_a_module.sign_up(edition_id, acting=leader.acting)
    post = organisation.add_post(unit.id, title="Rektor", valid_from=OPENS_ON, acting=acting)
    appointment = organisation.appoint(leader.person_id, post_id=post.id, valid_from=OPENS_ON, acting=acting)
    with town.reading():
        edition = programmes.find_edition(edition_id)
        gathering = programmes.list_gatherings(edition_id)[0].gathering_key
        offer = strategy.list_offers(acting=town.office)[0].offer_key
        person = organisation.Person.objects.get(pk=leader.person_id).public_key
    keys = {
        "my_development/tilbud.key": edition.edition_key,
        "attendance/oppmote.key": gathering,
        "development_office/tilbud.key": offer,
        "development_office/moduler.key": edition.module_key,
        "development_office/gjennomforinger.key": edition.edition_key,
        "development_office/gjennomforinger.seat": seat.seat_key,
        "development_office/samlinger.key": gathering,
        "development_office/personer.key": person,
        "development_office/personer.appointment": appointment.public_key,
        "development_office/enheter.key": unit.public_key,
        "development_office/stillinger.key": post.public_key,
        "data_protection/slett.key": person,
        "api/editions.key": edition.edition_key,
        "api/seats.key": seat.seat_key,
        "api/gatherings.key": gathering,
        "results/resultater.slug": town.municipality.slug,
        "logo.slug": town.municipality.slug,
        "history.key": edition.edition_key,
    }
    place.keys = _plain_keys() | keys | _account_keys(place) | _keys_of_upkeep(place)
    assert seat.state == participation.SeatState.SEATED
    return place


def _plain_keys() -> dict[str, str]:
    """Routes whose keys are secrets that nobody here holds, or words."""
    return {
        "new_password.key": FREE_KEY,
        "new_password.token": FREE_KEY,
        "take_invitation.token": FREE_KEY,
        "set_up_link.token": FREE_KEY,
        "withdraw_administrator.key": FREE_KEY,
        "set_up_step.slug": "kommunen",
        "service_settings.slug": "feide",
        "sign_in_as.role": "leder",
        "calendar_feed.secret": FREE_KEY,
        "history.what": "modul",
    }


def _account_keys(place: Place) -> dict[str, str]:
    """Routes under an account, with a role, a stand-in, a key and an invitation that there are."""
    account = place.people["leder"]
    head = place.people["enhetsleder"]
    deputy = place.people["budsjettansvarlig"]
    with place.town.reading():
        grant = RoleGrant.objects.get(account=account)
        lent = [
            StandIn.objects.create(absent_account=absent, stand_in_account=deputy, valid_from=OPENS_ON, valid_to=ends)
            for absent, ends in ((account, OPENS_ON), (head, OPENS_ON + timedelta(days=1)))
        ]
    invited = access.invite_person(f"ny{account.pk}@example.org", role=Role.LEADER, acting=place.somebody["it"].acting)
    leader = place.somebody["leder"].acting
    token = make_key(leader)[1]
    save_view("deltakere", label="I kø", query="filter=ko", acting=leader)
    with place.town.reading():
        (view,) = list_views("deltakere", acting=leader)
    under_account = ("account", "disable_account", "enable_account", "demand_two_step", "let_two_step_be")
    under_account += ("remove_lost_two_step", "account_roles", "account_stand_ins")
    under_account += ("withdraw_role", "end_account_stand_in")
    return {f"{name}.key": account.public_key for name in under_account} | {
        "withdraw_role.grant": grant.public_key,
        "end_account_stand_in.stand_in": lent[0].public_key,
        "my_unit:end_stand_in.key": lent[1].public_key,
        "withdraw_invitation.key": Invitation.objects.get(pk=invited).public_key,
        "revoke_token.key": token,
        "drop_view.key": view.view_key,
    }


def _keys_of_upkeep(place: Place) -> dict[str, str]:
    """A document, a job and a mail that were given up, and the receipt of an erasure."""
    municipality, now = place.town.municipality, clock.now()
    document = keep_document(f"Plan for {municipality.slug}".encode(), acting=place.town.office)
    ended: dict[str, Any] = {"state": "dead", "failure": "tests.Given", "created_at": now, "ended_at": now}
    job = QueuedJob.objects.create(kind="outbox.collect_digests", municipality=municipality, **ended)
    mail = OutgoingMail.objects.create(
        kind="outbox.trial",
        municipality=municipality,
        recipient_kind="account",
        recipient_id=place.people["it"].pk,
        **ended,
    )
    receipt = new_receipt(municipality=municipality.public_key, person="", account="", is_account_gone=False)
    write_receipt(receipt)
    return {
        "download.key": document.public_key,
        "restart_job.key": job.public_key,
        "cancel_job.key": job.public_key,
        "send_mail_again.key": mail.public_key,
        "data_protection:receipt.key": receipt.key,
    }


@use_case(may=lambda acting, _content: acting.account_id is not None)
def keep_document(content: bytes, *, name: str = "plan.txt", acting: Acting) -> Document:
    """A document for everybody of the municipality."""
    return store_document(title="Plan", name=name, content=content, audience=Audience.MUNICIPALITY)

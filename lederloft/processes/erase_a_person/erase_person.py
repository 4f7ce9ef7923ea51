"""Erase a person: what the marks say is hers, in one act per municipality, with a receipt outside the database."""

from contextlib import suppress
from dataclasses import dataclass, replace

from django.db import transaction

from lederloft.domain.answers.api import take_back_answers, what_stays_of
from lederloft.domain.participation.api import (
    SeatState,
    give_up_seat,
    list_my_places,
    withdraw_from_queue,
)
from lederloft.foundation.access.api import LastAdministrator, keep_an_administrator
from lederloft.foundation.acting.values import Acting, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import DomainError, NotAllowed
from lederloft.foundation.privacy.api import (
    Receipt,
    Subject,
    by_name,
    drop_receipt,
    erase,
    expected_of_erasure,
    key_of_press,
    list_receipts,
    new_receipt,
    tidy_database,
    what_remains,
    write_receipt,
)
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import Via, across_municipalities, record
from lederloft.foundation.use_cases.api import unchanged, use_case
from lederloft.processes.erase_a_person.errors import PersonNotFound
from lederloft.processes.erase_a_person.facts import PersonErased
from lederloft.processes.erase_a_person.find_person import Found
from lederloft.processes.erase_a_person.policies import may_erase


@dataclass(frozen=True)
class Order:
    """Whom to erase in the municipality that acting names."""

    person_ids: tuple[int, ...]
    account_ids: tuple[int, ...]
    is_account_gone: bool


@dataclass(frozen=True)
class Erased:
    """What came of it, by record."""

    deleted: dict[str, int]
    emptied: dict[str, int]
    kept: dict[str, str]
    is_log_empty: bool = False  # SQLite's log, which held the rows as they were


def erase_person(found: Found, *, acting: Acting) -> Receipt:
    """Erase her and return the receipt. Pressed twice with one client key it answers with the first receipt.

    The receipt is written before anything is erased, so that an erasure cut short is finished by the nightly job.
    Raises NotAllowed; PersonNotFound when she is another municipality's; LastAdministrator.
    """
    if not may_erase(acting, found):
        raise NotAllowed
    if acting.municipality_id != found.municipality_id and not acting.is_upkeep:
        raise PersonNotFound
    begun = new_receipt(
        municipality=found.municipality_key,
        person=found.person_key,
        account=found.account_key,
        is_account_gone=found.is_account_gone,
    )
    if acting.client_key:
        begun = replace(begun, key=key_of_press(acting.account_id, client_key=str(acting.client_key)))
        first = next((one for one in list_receipts() if one.key == begun.key and one.is_done), None)
        if first is not None:
            return first
    acting = replace(acting, municipality_id=found.municipality_id)
    if found.municipality_id is not None:
        with scope(found.municipality_id), transaction.atomic():
            _leave_an_administrator(found.account_ids, acting=acting)
    write_receipt(begun)
    try:
        erased = carry_out(found, acting=acting)
    except LastAdministrator:  # the other one left meanwhile; no night may finish it
        drop_receipt(begun)
        raise
    done = completed(begun, erased)
    write_receipt(done)
    return done


def carry_out(found: Found, *, acting: Acting) -> Erased:
    """Erase her everywhere she is found. Harmless to repeat."""
    if found.is_account_gone:
        _erase_elsewhere(found, via=acting.via)
    erased = erase_here(Order(found.person_ids, found.account_ids, found.is_account_gone), acting=acting)
    return replace(erased, is_log_empty=tidy_database())


def completed(receipt: Receipt, erased: Erased) -> Receipt:
    """The receipt with what came of it, and where copies may still lie until when."""
    return replace(
        receipt,
        is_done=True,
        deleted=erased.deleted,
        emptied=erased.emptied,
        kept=erased.kept,
        remains=what_remains(clock.today(), is_log_empty=erased.is_log_empty),
    )


def _erase_elsewhere(found: Found, *, via: Via) -> None:
    """What an account that belongs nowhere else has left behind in other municipalities."""
    left = Subject(account_ids=frozenset(found.account_ids))
    for place in across_municipalities(reason="erasure", via=via):
        if place.id == found.municipality_id:
            continue
        with scope(place.id):
            expected = expected_of_erasure(left, municipality_id=place.id, is_account_gone=False)
        if expected:
            order = Order((), found.account_ids, is_account_gone=False)
            erase_here(order, acting=upkeep(municipality_id=place.id, via=via))


@use_case(may=may_erase)
def erase_here(order: Order, *, acting: Acting) -> Erased:
    """One municipality's part, or, without one, that of an account that belongs to none."""
    stays = {}
    if acting.municipality_id is not None:
        _leave_an_administrator(order.account_ids, acting=acting)
        for person_id in order.person_ids:
            _leave_what_is_ahead(person_id, acting.municipality_id)
        stays = what_stays_of(order.person_ids)
        take_back_answers(order.person_ids)
    outcome = erase(
        Subject(frozenset(order.person_ids), frozenset(order.account_ids)),
        municipality_id=acting.municipality_id,
        is_account_gone=order.is_account_gone,
    )
    erased = Erased(by_name(outcome.deleted), by_name(outcome.emptied), {**outcome.kept, **stays})
    if not outcome:
        return unchanged(erased)
    record(
        PersonErased(
            person_id=min(order.person_ids, default=None),
            account_id=min(order.account_ids, default=None),
            deleted=outcome.deleted.total(),
            emptied=outcome.emptied.total(),
        )
    )
    return erased


def _leave_an_administrator(account_ids: tuple[int, ...], *, acting: Acting) -> None:
    """The installation itself isn't asked: what a receipt says is done again, and it can invite another."""
    if not acting.is_upkeep:
        keep_an_administrator(without=account_ids)


def _leave_what_is_ahead(person_id: int, municipality_id: int) -> None:
    """Her places in queues and her seats in what has not begun go to others; hours behind her stay, without her."""
    installation = replace(upkeep(municipality_id=municipality_id), person_id=person_id)
    for mine in list_my_places(acting=installation):
        # A rule that keeps a seat where it is gives way: her right to be forgotten doesn't wait for it.
        with suppress(DomainError), transaction.atomic():
            if mine.place.state == SeatState.QUEUED:
                withdraw_from_queue(mine.place.seat_id, acting=installation)
            elif mine.place.state == SeatState.SEATED and (mine.starts_at is None or mine.starts_at > clock.now()):
                give_up_seat(mine.place.seat_id, acting=installation)

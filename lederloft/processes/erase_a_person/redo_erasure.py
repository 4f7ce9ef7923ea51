"""Do erasures again: after a restore, and when one was cut short."""

from lederloft.foundation.acting.values import upkeep
from lederloft.foundation.jobs.api import Job
from lederloft.foundation.privacy.api import (
    Receipt,
    Subject,
    find_ids,
    list_receipts,
    tidy_database,
    whole_subject,
    write_receipt,
)
from lederloft.foundation.tenancy.api import list_municipalities, scope
from lederloft.foundation.trail.api import Via
from lederloft.processes.erase_a_person.erase_person import Erased, carry_out, completed
from lederloft.processes.erase_a_person.find_person import Found


def redo_erasure(receipt: Receipt, *, via: Via = Via.COMMAND) -> int:
    """Erase the one the receipt names if she is here again; returns 1 if she was, else 0.

    An erasure that was begun and never finished is finished, and its receipt completed.
    """
    place = next((one for one in list_municipalities() if one.public_key == receipt.municipality), None)
    accounts = find_ids("account", receipt.account) if receipt.account else frozenset()
    subject = Subject(account_ids=accounts)
    if place is not None:
        with scope(place.id):
            people = find_ids("person", receipt.person) if receipt.person else frozenset()
            subject = Subject(people, accounts)
            if not accounts:
                subject = whole_subject(subject)
    if not subject.person_ids and not subject.account_ids:
        if not receipt.is_done:
            write_receipt(completed(receipt, Erased({}, {}, {})))
        return 0
    found = Found(
        place.id if place else None,
        receipt.municipality,
        place.slug if place else "",
        tuple(sorted(subject.person_ids)),
        tuple(sorted(subject.account_ids)),
        receipt.person,
        receipt.account,
        is_account_gone=receipt.is_account_gone and bool(subject.account_ids),
    )
    erased = carry_out(found, acting=upkeep(municipality_id=found.municipality_id, via=via))
    if not receipt.is_done:
        write_receipt(completed(receipt, erased))
    return int(bool(erased.deleted or erased.emptied))


def finish_erasures(job: Job) -> None:
    """The nightly job that finishes what a killed process began, and brings SQLite's log into the file."""
    for receipt in list_receipts():
        job.stop_if_cancelled()
        if not receipt.is_done:
            redo_erasure(receipt, via=Via.JOB)
    tidy_database()

"""Find the one to erase, by a public key or an e-mail address."""

from dataclasses import dataclass

from lederloft.domain.answers.api import what_stays_of
from lederloft.foundation.privacy.api import (
    Outcome,
    Subject,
    expected_of_erasure,
    find_ids,
    keys_of,
    municipalities_of,
    whole_subject,
)
from lederloft.foundation.tenancy.api import Municipality, list_municipalities, scope
from lederloft.foundation.trail.api import Via, across_municipalities
from lederloft.processes.erase_a_person.errors import PersonNotFound, SeveralMunicipalities


@dataclass(frozen=True)
class Found:
    """Somebody as one municipality knows her. ``municipality`` is None for an account that belongs to none."""

    municipality_id: int | None
    municipality_key: str
    municipality_slug: str
    person_ids: tuple[int, ...]
    account_ids: tuple[int, ...]
    person_key: str
    account_key: str
    is_account_gone: bool  # the account serves no other municipality, so it goes too

    @property
    def subject(self) -> Subject:
        """Her ids, as privacy asks for them."""
        return Subject(frozenset(self.person_ids), frozenset(self.account_ids))


@dataclass(frozen=True)
class Consequences:
    """What erasing her will come to, by record, before anything is done."""

    found: Found
    deleted: dict[str, int]
    emptied: dict[str, int]
    kept: dict[str, str]


def find_person(text: str, *, municipality_id: int | None) -> Found:
    """Her in the municipality, or without one in the only place that knows her. Call it outside a scope.

    Raises PersonNotFound, SeveralMunicipalities.
    """
    accounts = find_ids("account", text)
    if municipality_id is None:
        places = across_municipalities(reason="erasure", via=Via.COMMAND)
    else:
        places = [place for place in list_municipalities() if place.id == municipality_id]
    found = [one for place in places if (one := _found_in(place, text, accounts)) is not None]
    if not found and municipality_id is None and accounts:
        keys = keys_of(Subject(account_ids=accounts), "account")
        found = [Found(None, "", "", (), tuple(sorted(accounts)), "", keys[min(accounts)], is_account_gone=True)]
    if not found:
        raise PersonNotFound
    if len(found) > 1:
        raise SeveralMunicipalities(slugs=", ".join(one.municipality_slug for one in found))
    return found[0]


def _found_in(place: Municipality, text: str, accounts: frozenset[int]) -> Found | None:
    belonging = frozenset(one for one in accounts if place.id in municipalities_of([one]))
    with scope(place.id):
        people = find_ids("person", text)
        if not people and not belonging:
            return None
        subject = whole_subject(Subject(people, belonging))
        person_keys, account_keys = keys_of(subject, "person"), keys_of(subject, "account")
    elsewhere = municipalities_of(subject.account_ids) - {place.id}
    return Found(
        place.id,
        place.public_key,
        place.slug,
        tuple(sorted(subject.person_ids)),
        tuple(sorted(subject.account_ids)),
        person_keys.get(min(subject.person_ids, default=0), ""),
        account_keys.get(min(subject.account_ids, default=0), ""),
        is_account_gone=bool(subject.account_ids) and not elsewhere,
    )


def get_consequences(found: Found) -> Consequences:
    """What erasing her will come to. Nothing is changed. Call it outside a scope."""
    expected = _expected(found)
    return Consequences(found, dict(expected.deleted), dict(expected.emptied), dict(expected.kept))


def _expected(found: Found) -> Outcome:
    if found.municipality_id is None:
        return expected_of_erasure(found.subject, municipality_id=None, is_account_gone=True)
    with scope(found.municipality_id):
        expected = expected_of_erasure(
            found.subject, municipality_id=found.municipality_id, is_account_gone=found.is_account_gone
        )
        expected.kept.update(what_stays_of(found.person_ids))
    return expected

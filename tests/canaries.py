"""Rows about one person in every marked table, made from the models alone, with a word found nowhere else in each
personal field: what is left of her anywhere can then be searched for.

A new table is filled the day it is made; when its constraints ask for more, say so in ``DEMANDS``.
"""

import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from lederloft.domain.answers.models import Invitation
from lederloft.domain.answers.rules import nonce_of
from lederloft.domain.organisation.models import Person
from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.clock import api as clock
from lederloft.foundation.privacy.api import Personal, read_atlas
from lederloft.foundation.tenancy.api import Municipal, Municipality, scope
from tests.makers import make_municipality

_numbers = itertools.count(1)


@dataclass
class Woman:
    """The one whose traces are searched for, in her municipality."""

    municipality: Municipality
    person: Person
    account: Account
    canaries: dict[str, str] = field(default_factory=dict)  # word → where it was written

    def word(self, where: str) -> str:
        """A new word nobody else would write."""
        word = f"kanari{secrets.token_hex(5)}"
        self.canaries[word] = where
        return word


def _now(woman: Woman) -> datetime:
    return clock.now()


def _tomorrow(woman: Woman) -> datetime:
    return clock.now() + timedelta(days=1)


def _account(woman: Woman) -> int:
    return woman.account.pk


def _person(woman: Woman) -> int:
    return woman.person.pk


def _nonce(woman: Woman) -> str:
    """Of an invitation of hers: what waits in the buffer is found by nothing else."""
    invitation: Any = fill(woman, Invitation)
    return nonce_of(invitation.token_hash)


Demand = Callable[[Woman], Any]
# What constraints ask of a row, by model label; a plain value stands for itself.
DEMANDS: dict[str, dict[str, Any]] = {
    "answers.bufferedanswer": {"nonce": _nonce},
    "answers.wave": {"closes_at": _tomorrow, "closed_at": None, "minimum_batch": 5},
    "access.apitoken": {"expires_at": _tomorrow},
    "access.invitation": {"expires_at": _tomorrow, "scope_kind": "own", "scope_id": None},
    "access.rolegrant": {"scope_kind": "own", "scope_id": None},
    "calendars.calendarevent": {"ends_at": _tomorrow},
    "documents.document": {"audience": "municipality", "owner_label": "", "owner_id": None},
    "documents.passage": {"end": 9},
    "jobs.queuedjob": {"state": "queued", "claim": "", "ended_at": None, "lease_until": None, "key": None},
    "organisation.profile": {
        "number": "1103",
        "organisation_number": "964965226",
        "contact_name": lambda woman: woman.person.name,
        "contact_email": lambda woman: woman.person.email,
    },
    "organisation.unitperiod": {"parent": None},
    "outbox.outgoingmail": {
        "state": "queued",
        "claim": "",
        "ended_at": None,
        "lease_until": None,
        "recipient_kind": "account",
        "recipient_id": _account,
        "held_in": None,
        "key": None,
    },
    "participation.attendance": {"kind": "full", "minutes": 180},
    "participation.seat": {
        "state": "seated",
        "rule": "seat_was_free",
        "seat_number": 1,
        "queue_number": None,
        "ended_at": None,
        "seated_at": _now,
    },
    "programmes.edition": {"sign_up_closes_at": _tomorrow},
    "programmes.gathering": {"ends_at": _tomorrow},
    "programmes.module": {"gathering_count": 3},  # a page with a field for each of some thousands takes minutes
}


def make_woman(municipality: Municipality | None = None) -> Woman:
    """Somebody with an account, known in one municipality."""
    municipality = municipality or make_municipality()
    account_words, person_words = secrets.token_hex(5), secrets.token_hex(5)
    account = Account.objects.create_user(f"kanari{account_words}@example.org", created_at=clock.now())
    with scope(municipality.id):
        person = Person.objects.create(name=f"kanari{person_words} Eksempel", email=account.email)
    Membership.objects.create(account=account, municipality=municipality, person_id=person.pk)
    words = {f"kanari{account_words}": "access.account.email", f"kanari{person_words}": "organisation.person.name"}
    return Woman(municipality, person, account, words)


def fill(woman: Woman, model: type[models.Model], **given: Any) -> models.Model:
    """A row of the model about her, with words of her own in the personal fields. In the scope."""
    if model is Person:
        return woman.person
    if model is Account:
        return woman.account
    if model is Membership:
        return Membership.objects.get(account=woman.account, municipality=woman.municipality)
    made = model(**_values(woman, model, given))
    made.save(force_insert=True)
    return made


def fill_everything(woman: Woman) -> dict[str, models.Model]:
    """A row about her in every marked table that says something of somebody, by label. Opens the scope."""
    made: dict[str, models.Model] = {}
    atlas = read_atlas()
    with scope(woman.municipality.id):
        for model, marks in atlas.marks.items():
            says_something = any(isinstance(mark, Personal) for mark in marks.fields.values())
            if says_something and model._meta.label_lower != "sessions.session":
                made[model._meta.label_lower] = fill(woman, model)
    return made


def _values(woman: Woman, model: type[models.Model], given: dict[str, Any]) -> dict[str, Any]:
    atlas = read_atlas()
    marks = atlas.marks[model].fields if model in atlas.marks else {}
    demands = DEMANDS.get(model._meta.label_lower, {})
    subject = atlas.marks[model].subject if model in atlas.marks else None
    values: dict[str, Any] = {}
    for one in model._meta.local_concrete_fields:
        if one.name in given:
            values[one.name] = given[one.name]
        elif one.name in demands:
            demand = demands[one.name]
            values[one.name] = demand(woman) if callable(demand) else demand
        elif (one.primary_key and isinstance(one, models.AutoField)) or one.name == "public_key":
            continue
        elif isinstance(one, models.ForeignKey):
            values[one.name] = _target(woman, atlas, one, is_wanted=one.name in marks or one.name == subject)
        elif isinstance(marks.get(one.name), Personal) and (word := _personal(woman, atlas, one)) is not None:
            values[one.name] = word
        elif not one.null and not one.has_default():
            values[one.name] = _plain(one)
    return values


def _target(woman: Woman, atlas: Any, one: Any, *, is_wanted: bool) -> Any:
    parent = one.related_model
    if parent is Municipality:
        return woman.municipality
    if parent is Person:
        return woman.person
    if parent is atlas.roots["account"]:
        # Two keys to an account on one row are two accounts.
        names = [f.name for f in one.model._meta.local_concrete_fields if f.related_model is parent]
        return woman.account if names[0] == one.name else _another_account()
    if one.null and not is_wanted:
        return None
    own = {"municipality": woman.municipality} if issubclass(parent, Municipal) else {}
    return fill(woman, parent, **own)


def _another_account() -> Any:
    return Account.objects.create_user(f"annen{next(_numbers)}@example.org", created_at=clock.now())


def _personal(woman: Woman, atlas: Any, one: Any) -> Any:
    where = f"{one.model._meta.label_lower}.{one.name}"
    for key, root in atlas.keys(one.model):
        if key is one:
            return woman.person.pk if root == "person" else woman.account.pk
    if one.choices or one.name == "token_hash":
        return None if one.choices else secrets.token_hex(32)
    if isinstance(one, models.EmailField):
        return f"{woman.word(where)}@example.org"
    if isinstance(one, models.CharField | models.TextField):
        return woman.word(where)
    if isinstance(one, models.JSONField):
        return {"felt": woman.word(where)}
    return None


def _plain(one: Any) -> Any:
    number = next(_numbers)
    if one.choices:
        return one.choices[0][0]
    if isinstance(one, models.EmailField):
        return f"post{number}@example.org"
    if isinstance(one, models.CharField | models.TextField):
        return f"tekst{number}"[: one.max_length or 100]
    if isinstance(one, models.DateTimeField):
        return clock.now()
    if isinstance(one, models.DateField):
        return clock.today()
    if isinstance(one, models.JSONField):
        return {}
    if isinstance(one, models.BooleanField):
        return False
    return number % 30_000

"""Reading people. Names pass through ``visible_to``, or through a page that has asked already."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext

from lederloft.domain.organisation.errors import UnknownPerson
from lederloft.domain.organisation.models import Appointment, Person
from lederloft.domain.organisation.policies import visible_to
from lederloft.foundation.access.api import person_ids_holding, person_ids_of
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.dated.api import valid_on
from lederloft.foundation.search.api import Hit, matches


@dataclass(frozen=True)
class PersonLine:
    """A person as lists and pages show her."""

    person_id: int
    public_key: str
    name: str
    email: str
    left_on: date | None
    holds: bool = False  # one of the roles asked about


def name_shown(name: str) -> str:
    return name or gettext("Slettet person")


def _people(rows: Iterable[Person]) -> list[PersonLine]:
    return [PersonLine(row.pk, row.public_key, name_shown(row.name), row.email, row.left_on) for row in rows]


def list_people(*, acting: Acting, on: date, asked: Collection[Role] = ()) -> list[PersonLine]:
    """Those she may see and who haven't left before the day, by name, and whether they have a role asked about."""
    here = Q(left_on__isnull=True) | Q(left_on__gte=on)
    rows = visible_to(acting, on=on).filter(here).exclude(name="").order_by("name", "id")
    if not asked:
        return _people(rows)
    holding = Case(When(id__in=person_ids_holding(*asked, on=on), then=Value(True)), default=Value(False))
    told = rows.annotate(holds=holding).values_list("pk", "public_key", "name", "email", "left_on", "holds")
    return [PersonLine(pk, key, name_shown(name), *rest) for pk, key, name, *rest in told]


def list_leader_ids(*, on: date) -> frozenset[int]:
    """Those who hold a post with a leader level, or a leader's role, as of the day. One query."""
    posts = Appointment.objects.filter(valid_on(on), post__level__isnull=False).values("person_id")
    roles = person_ids_holding(Role.LEADER, Role.UNIT_HEAD, on=on)
    return frozenset(Person.objects.filter(Q(id__in=posts) | Q(id__in=roles)).values_list("id", flat=True))


def get_person(public_key: str, *, acting: Acting) -> PersonLine:
    """One person; raises UnknownPerson, also when she may not see her."""
    found = _people(visible_to(acting).filter(public_key=public_key))
    if not found:
        raise UnknownPerson
    return found[0]


def person_of_account(account_id: int) -> PersonLine | None:
    """The person who signs in with the account here."""
    person_id = person_ids_of([account_id]).get(account_id, 0)
    return next(iter(_people(Person.objects.filter(id=person_id))), None)


def person_names(person_ids: Iterable[int]) -> dict[int, str]:
    """Person id → name in one query, for a page that has already asked who may be seen there."""
    return {key: name_shown(name) for key, name in Person.objects.filter(id__in=person_ids).values_list("id", "name")}


def person_emails(person_ids: Collection[int]) -> dict[int, str]:
    """Person id → e-mail address in one query, for sending; the empty ones are left out."""
    return dict(Person.objects.filter(id__in=person_ids).exclude(email="").values_list("id", "email"))


def account_names(account_ids: Collection[int]) -> dict[int, str]:
    """Account id → the person's name, for histories; accounts without a person here are left out. Two queries."""
    persons = person_ids_of(account_ids)
    names = person_names(persons.values())
    return {account_id: names[person_id] for account_id, person_id in persons.items() if person_id in names}


def search_people(acting: Acting, words: Sequence[str], limit: int) -> list[Hit]:
    """The search source for people: those she may see by name."""
    rows = visible_to(acting).filter(matches(words, "name")).order_by("name", "id")[:limit]
    return [Hit("organisation.person", row.public_key, row.name) for row in rows]

"""Reading posts and who holds them, as of any day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from lederloft.domain.organisation.errors import UnknownPost
from lederloft.domain.organisation.models import Appointment, Post, UnitPeriod
from lederloft.domain.organisation.policies import visible_to
from lederloft.domain.organisation.queries.people import name_shown
from lederloft.domain.organisation.queries.units import unit_names
from lederloft.domain.organisation.values import AppointmentKind
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.dated.api import Period, valid_on


@dataclass(frozen=True)
class PostLine:
    """A post as of a day, held or vacant."""

    post_id: int
    public_key: str
    unit_id: int
    title: str
    level_id: int | None
    is_unit_head: bool
    period: Period


@dataclass(frozen=True)
class Held:
    """A person in a post as of a day."""

    appointment_id: int
    appointment_key: str
    person_id: int
    person_key: str
    person_name: str
    post_id: int
    title: str
    level_rank: int | None
    level_name: str
    unit_id: int
    unit_name: str
    is_unit_head: bool
    kind: AppointmentKind
    period: Period


def list_posts(*, on: date, unit_ids: Collection[int] | None = None) -> list[PostLine]:
    """The posts as of the day, heads first; ``unit_ids`` narrows."""
    rows = Post.objects.filter(valid_on(on))
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    return [
        PostLine(
            row.pk,
            row.public_key,
            row.unit_id,
            row.title,
            row.level_id,
            row.is_unit_head,
            Period(row.valid_from, row.valid_to),
        )
        for row in rows.order_by("-is_unit_head", "title", "id")
    ]


def get_post(public_key: str) -> PostLine:
    """One post, whatever the day; raises UnknownPost."""
    row = Post.objects.filter(public_key=public_key).first()
    if row is None:
        raise UnknownPost
    period = Period(row.valid_from, row.valid_to)
    return PostLine(row.pk, row.public_key, row.unit_id, row.title, row.level_id, row.is_unit_head, period)


def _held(rows: Iterable[Appointment], names: Mapping[int, str]) -> list[Held]:
    return [
        Held(
            appointment_id=row.pk,
            appointment_key=row.public_key,
            person_id=row.person_id,
            person_key=row.person.public_key,
            person_name=name_shown(row.person.name),
            post_id=row.post_id,
            title=row.post.title,
            level_rank=row.post.level.rank if row.post.level else None,
            level_name=row.post.level.name if row.post.level else "",
            unit_id=row.post.unit_id,
            unit_name=names.get(row.post.unit_id, ""),
            is_unit_head=row.post.is_unit_head,
            kind=AppointmentKind(row.kind),
            period=Period(row.valid_from, row.valid_to),
        )
        for row in rows
    ]


def list_held(*, acting: Acting, on: date, unit_ids: Collection[int] | None = None) -> list[Held]:
    """Who holds which post as of the day, among those she may see; two queries whatever the size."""
    rows = Appointment.objects.filter(valid_on(on), person__in=visible_to(acting, on=on))
    if unit_ids is not None:
        rows = rows.filter(post__unit_id__in=unit_ids)
    found = list(
        rows.select_related("person", "post", "post__level").order_by(
            F("post__level__rank").asc(nulls_last=True), "person__name", "id"
        )
    )
    return _held(found, unit_names({row.post.unit_id for row in found}, on=on))


def unit_name_of(person: str, *, on: date) -> Subquery:
    """For annotating: the unit of somebody's post as of the day, the highest post's; ``person`` is her id's field.

    None for one who has been erased: where a unit has one leader, its name is hers.
    """
    unit = UnitPeriod.objects.filter(valid_on(on), unit_id=OuterRef("post__unit_id"))
    held = (
        Appointment.objects.filter(valid_on(on), person_id=OuterRef(person))
        .exclude(person__name="")
        .annotate(unit_name=Subquery(unit.values("name")[:1]))
    )
    return Subquery(held.order_by(F("post__level__rank").asc(nulls_last=True), "id").values("unit_name")[:1])


def list_appointments(person_id: int, *, on: date) -> list[Held]:
    """A person's posts from the first to the last, units named as of the day; for one the reader may see."""
    rows = list(
        Appointment.objects.filter(person_id=person_id)
        .select_related("person", "post", "post__level")
        .order_by("valid_from", "id")
    )
    return _held(rows, unit_names({row.post.unit_id for row in rows}, on=on))


def last_days_of_work(person_ids: Iterable[int], *, on: date) -> dict[int, date]:
    """Person id → the day her last appointment ended, of those who have had one and have none any more. One query."""
    still = Count("pk", filter=Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    rows = Appointment.objects.filter(person_id__in=set(person_ids)).order_by().values_list("person_id")
    return {person_id: last for person_id, last, left in rows.annotate(last=Max("valid_to"), left=still) if not left}

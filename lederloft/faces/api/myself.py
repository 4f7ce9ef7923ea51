"""The one who calls: who she is here, her places, gatherings, hours, and what she is to hold."""

from datetime import datetime

from ninja import Query, Router

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceKind, Forecast, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState
from lederloft.faces.api.doing import Asked, Paging, Part, Shape, cut, reads
from lederloft.faces.api.shapes import GatheringShape, PlaceShape, gathering_shape, place_shape
from lederloft.faces.api.who_acts import ApiRequest
from lederloft.foundation.acting.values import Role, ScopeKind
from lederloft.foundation.clock import api as clock

router = Router(tags=["me"])

_ALL = 10_000  # one person's gatherings in a working life are fewer


class RoleShape(Shape):
    """A role and how far it reaches. ``is_lent``: as a stand-in for somebody."""

    role: Role
    reach: ScopeKind
    unit_key: str | None
    is_lent: bool


class Me(Shape):
    """Who calls, where, and as what."""

    person_key: str | None
    name: str
    municipality: str
    roles: tuple[RoleShape, ...]


class MyPlaceShape(Shape):
    """A place of hers with the edition it is in."""

    place: PlaceShape
    edition_key: str
    edition_name: str
    module_name: str
    edition_state: EditionState
    starts_at: datetime | None


class MyGatheringShape(Shape):
    """A gathering of an edition she has a seat in."""

    gathering: GatheringShape
    edition_key: str
    edition_name: str
    module_name: str
    kind: AttendanceKind | None
    minutes: int | None


class MyHoursShape(Shape):
    """Her hours in an edition."""

    seat_key: str
    edition_key: str
    edition_name: str
    module_name: str
    state: SeatState
    minutes: int
    required_minutes: int
    forecast: Forecast


class AssignmentShape(Shape):
    """A gathering she is to hold."""

    gathering: GatheringShape
    edition_key: str
    edition_name: str
    module_name: str
    edition_state: EditionState


class Places(Part[MyPlaceShape]):
    """A part of her places."""


class Gatherings(Part[MyGatheringShape]):
    """A part of her gatherings."""


class Hours(Part[MyHoursShape]):
    """A part of her hours."""


class Assignments(Part[AssignmentShape]):
    """A part of her assignments."""


class When(Asked):
    """Those to come, or those behind."""

    is_over: bool = False


@router.get("/me", response=Me, operation_id="me", url_name="me")
@reads
def me(request: ApiRequest) -> Me:
    """Who calls, in which municipality, with which roles."""
    acting = request.auth
    units = {
        line.unit_id: line.public_key for line in (organisation.list_units(on=clock.today()) if acting.grants else [])
    }
    person = organisation.person_of_account(acting.signed_in())
    profile = organisation.get_profile(on=clock.today())
    return Me(
        person_key=person.public_key if person else None,
        name=person.name if person else "",
        municipality=profile.details.name if profile else "",
        roles=tuple(
            RoleShape(
                role=grant.role,
                reach=grant.scope_kind,
                unit_key=units.get(grant.scope_id or 0) if grant.scope_kind == ScopeKind.UNIT else None,
                is_lent=grant.lent_by_account_id is not None,
            )
            for grant in acting.grants
        ),
    )


@router.get("/me/places", response=Places, operation_id="my_places", url_name="my_places")
@reads
def my_places(request: ApiRequest, paging: Query[Paging]) -> Places:
    """Her seats and places in queues, soonest first."""
    rows = participation.list_my_places(acting=request.auth)
    return Places(
        items=tuple(
            MyPlaceShape(
                place=place_shape(row.place),
                edition_key=row.edition_key,
                edition_name=row.edition_name,
                module_name=row.module_name,
                edition_state=row.edition_state,
                starts_at=row.starts_at,
            )
            for row in cut(rows, paging)
        ),
        total=len(rows),
        limit=paging.limit,
        offset=paging.offset,
    )


@router.get("/me/gatherings", response=Gatherings, operation_id="my_gatherings", url_name="my_gatherings")
@reads
def my_gatherings(request: ApiRequest, when: Query[When], paging: Query[Paging]) -> Gatherings:
    """Her gatherings to come, soonest first; with is_over those behind, latest first."""
    rows = participation.list_my_gatherings(acting=request.auth, is_over=when.is_over, limit=_ALL)
    return Gatherings(
        items=tuple(
            MyGatheringShape(
                gathering=gathering_shape(row.gathering, is_inside=True),
                edition_key=row.edition_key,
                edition_name=row.edition_name,
                module_name=row.module_name,
                kind=row.kind,
                minutes=row.minutes,
            )
            for row in cut(rows, paging)
        ),
        total=len(rows),
        limit=paging.limit,
        offset=paging.offset,
    )


@router.get("/me/hours", response=Hours, operation_id="my_hours", url_name="my_hours")
@reads
def my_hours(request: ApiRequest, paging: Query[Paging]) -> Hours:
    """Her hours in each edition, newest first."""
    rows = participation.list_my_hours(acting=request.auth)
    return Hours(
        items=tuple(
            MyHoursShape(
                seat_key=row.seat_key,
                edition_key=row.edition_key,
                edition_name=row.edition_name,
                module_name=row.module_name,
                state=row.state,
                minutes=row.minutes,
                required_minutes=row.required_minutes,
                forecast=row.forecast,
            )
            for row in cut(rows, paging)
        ),
        total=len(rows),
        limit=paging.limit,
        offset=paging.offset,
    )


@router.get("/me/assignments", response=Assignments, operation_id="my_assignments", url_name="my_assignments")
@reads
def my_assignments(request: ApiRequest, when: Query[When], paging: Query[Paging]) -> Assignments:
    """The gatherings she is to hold, soonest first; with is_over those behind, latest first."""
    rows = programmes.list_my_assignments(acting=request.auth, is_over=when.is_over)
    return Assignments(
        items=tuple(
            AssignmentShape(
                gathering=gathering_shape(row.gathering, is_inside=True),
                edition_key=row.edition_key,
                edition_name=row.edition_name,
                module_name=row.module_name,
                edition_state=row.edition_state,
            )
            for row in cut(rows, paging)
        ),
        total=len(rows),
        limit=paging.limit,
        offset=paging.offset,
    )

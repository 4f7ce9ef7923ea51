"""Editions, who takes part, signing up and giving up a seat."""

from datetime import datetime

from ninja import Query, Router

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import EditionPage, Forecast, Participant, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState
from lederloft.faces.api.doing import (
    Asked,
    ClientKey,
    KeyInPath,
    Paging,
    Part,
    PublicKey,
    Shape,
    cut,
    keyed,
    reading,
    reads,
    writes,
)
from lederloft.faces.api.shapes import (
    GatheringShape,
    PlaceShape,
    RegisteredShape,
    SeatsShape,
    gathering_shape,
    place_shape,
    seats_shape,
)
from lederloft.faces.api.who_acts import ApiRequest
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotAllowed
from lederloft.processes.deliver_a_module import api as deliver_a_module

router = Router(tags=["editions"])


class EditionRowShape(Shape):
    """An edition in the list."""

    key: str
    name: str
    module_name: str
    offer_key: str
    offer_name: str
    focus_area: str
    state: EditionState
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    gathering_count: int
    required_minutes: int
    seats: SeatsShape
    my_state: SeatState | None


class Editions(Part[EditionRowShape]):
    """A part of the editions."""


class EditionShape(Shape):
    """An edition as the one who calls sees it."""

    key: str
    name: str
    module_key: str
    module_name: str
    module_description: str
    required_minutes: int
    offer_key: str
    offer_name: str
    rests_on_quote: str
    rests_on_source: str
    state: EditionState
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    is_sign_up_open: bool
    practical_information: str
    contact_name: str
    contact_email: str
    seats: SeatsShape
    gatherings: tuple[GatheringShape, ...]
    my_place: PlaceShape | None
    my_minutes: int
    my_forecast: Forecast | None


class ParticipantShape(Shape):
    """One who has a seat or stands in the queue."""

    seat_key: str
    person_key: str
    name: str
    state: SeatState
    seat_number: int | None
    queue_position: int | None
    signed_up_at: datetime
    minutes: int
    forecast: Forecast | None
    attendance: tuple[RegisteredShape, ...]


class Participants(Part[ParticipantShape]):
    """A part of the participants."""


class Which(Asked):
    """Only what can be joined, or everything she may see."""

    is_open_only: bool = False


class SignUp(Asked):
    """Whom to sign up: oneself, or for the development office somebody else."""

    person_key: PublicKey | None = None


class GivenUp(Shape):
    """The seat as it is now."""

    seat_key: str
    state: SeatState


@router.get("/editions", response=Editions, operation_id="editions", url_name="editions")
@reads
def editions(request: ApiRequest, which: Query[Which], paging: Query[Paging]) -> Editions:
    """The editions she may see, soonest first."""
    acting = request.auth
    rows = participation.list_catalogue(
        acting=acting, is_open_only=which.is_open_only, limit=paging.limit, offset=paging.offset
    )
    return Editions(
        items=tuple(
            EditionRowShape(
                key=row.edition_key,
                name=row.edition_name,
                module_name=row.module_name,
                offer_key=row.offer_key,
                offer_name=row.offer_name,
                focus_area=row.focus_area,
                state=row.state,
                sign_up_opens_at=row.sign_up_opens_at,
                sign_up_closes_at=row.sign_up_closes_at,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                gathering_count=row.gatherings,
                required_minutes=row.required_minutes,
                seats=seats_shape(row.seats),
                my_state=row.my_state,
            )
            for row in rows
        ),
        total=participation.count_catalogue(acting=acting, is_open_only=which.is_open_only),
        limit=paging.limit,
        offset=paging.offset,
    )


@router.get("/editions/{key}", response=EditionShape, operation_id="edition", url_name="edition")
@reads
def edition(request: ApiRequest, key: KeyInPath) -> EditionShape:
    """One edition with its gatherings, its seats, and her own place and hours."""
    return _edition_shape(participation.get_edition_page(key, acting=request.auth), request.auth)


def _edition_shape(page: EditionPage, acting: Acting) -> EditionShape:
    shown, place, asks = page.edition, page.my_place, programmes.may_see_contact(acting)
    is_inside = bool(programmes.may_plan(acting, None)) or (
        place is not None and place.state in participation.ON_A_SEAT
    )
    return EditionShape(
        key=shown.edition_key,
        name=shown.name,
        module_key=shown.module_key,
        module_name=shown.module_name,
        module_description=shown.module_description,
        required_minutes=shown.required_minutes,
        offer_key=shown.offer_key,
        offer_name=shown.offer_name,
        rests_on_quote=shown.rests_on_quote,
        rests_on_source=shown.rests_on_source,
        state=shown.state,
        sign_up_opens_at=shown.sign_up_opens_at,
        sign_up_closes_at=shown.sign_up_closes_at,
        is_sign_up_open=page.is_sign_up_open,
        practical_information=shown.practical_information,
        contact_name=shown.contact_name if asks else "",
        contact_email=shown.contact_email if asks else "",
        seats=seats_shape(page.seats),
        gatherings=tuple(gathering_shape(g, is_inside=is_inside) for g in page.gatherings),
        my_place=place_shape(place) if place else None,
        my_minutes=page.my_minutes,
        my_forecast=page.my_forecast,
    )


@router.get("/editions/{key}/participants", response=Participants, operation_id="participants", url_name="participants")
@reads
def participants(request: ApiRequest, key: KeyInPath, paging: Query[Paging]) -> Participants:
    """Those on a seat by its number, then the queue in order. For the development office."""
    if not programmes.may_plan(request.auth, None):
        raise NotAllowed
    run = participation.get_run_edition(key, acting=request.auth)
    keys = {g.gathering_id: g.gathering_key for g in run.gatherings}
    return Participants(
        items=tuple(_participant_shape(row, keys) for row in cut(run.rows, paging)),
        total=len(run.rows),
        limit=paging.limit,
        offset=paging.offset,
    )


def _participant_shape(row: Participant, gathering_keys: dict[int, str]) -> ParticipantShape:
    return ParticipantShape(
        seat_key=row.seat_key,
        person_key=row.person_key,
        name=row.name,
        state=row.state,
        seat_number=row.seat_number,
        queue_position=row.queue_position,
        signed_up_at=row.signed_up_at,
        minutes=row.minutes,
        forecast=row.forecast,
        attendance=tuple(
            RegisteredShape(
                gathering_key=key, kind=row.attendance[gathering_id][0], minutes=row.attendance[gathering_id][1]
            )
            for gathering_id, key in gathering_keys.items()
            if gathering_id in row.attendance
        ),
    )


@router.post("/editions/{key}/sign-up", response=PlaceShape, operation_id="sign_up", url_name="sign_up")
@writes
def sign_up(request: ApiRequest, key: KeyInPath, body: SignUp, client_key: ClientKey) -> PlaceShape:
    """Sign up: a seat or a place in the queue, with the rule that gave it."""
    acting = keyed(request.auth, client_key)
    with reading(acting):
        edition_id = programmes.get_edition(key, acting=acting).edition_id
        person_id = organisation.get_person(body.person_key, acting=acting).person_id if body.person_key else None
    return place_shape(deliver_a_module.sign_up(edition_id, person_id=person_id, acting=acting))


@router.post("/seats/{key}/give-up", response=GivenUp, operation_id="give_up_a_seat", url_name="give_up_a_seat")
@writes
def give_up_a_seat(request: ApiRequest, key: KeyInPath, client_key: ClientKey) -> GivenUp:
    """Give up a seat, or leave the queue; the next one in the queue moves up."""
    acting = keyed(request.auth, client_key)
    with reading(acting):
        seat_id = participation.get_place(key, acting=acting).seat_id
    return GivenUp(seat_key=key, state=deliver_a_module.give_up_a_seat(seat_id, acting=acting).state)

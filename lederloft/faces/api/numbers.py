"""How many, never who."""

from datetime import datetime

from ninja import Query, Router

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes.api import EditionState
from lederloft.faces.api.doing import Paging, Part, Shape, cut, reads
from lederloft.faces.api.shapes import SeatsShape, seats_shape
from lederloft.faces.api.who_acts import ApiRequest
from lederloft.foundation.errors.values import NotAllowed

router = Router(tags=["numbers"])


class EditionNumbersShape(Shape):
    """An edition in numbers."""

    edition_key: str
    edition_name: str
    module_name: str
    offer_name: str
    state: EditionState
    starts_at: datetime | None
    ends_at: datetime | None
    seats: SeatsShape
    gathering_count: int
    held_count: int
    completed_count: int
    minutes: int


class Numbers(Part[EditionNumbersShape]):
    """A part of the editions in numbers."""


@router.get("/numbers", response=Numbers, operation_id="numbers", url_name="numbers")
@reads
def numbers(request: ApiRequest, paging: Query[Paging]) -> Numbers:
    """Every edition that has been opened, in numbers, newest first, for those who may count."""
    if not participation.may_see_numbers(request.auth):
        raise NotAllowed
    rows = participation.list_edition_numbers(acting=request.auth)
    return Numbers(
        items=tuple(
            EditionNumbersShape(
                edition_key=row.edition_key,
                edition_name=row.edition_name,
                module_name=row.module_name,
                offer_name=row.offer_name,
                state=row.state,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                seats=seats_shape(row.seats),
                gathering_count=row.gatherings,
                held_count=row.held,
                completed_count=row.completed,
                minutes=row.minutes,
            )
            for row in cut(rows, paging)
        ),
        total=len(rows),
        limit=paging.limit,
        offset=paging.offset,
    )

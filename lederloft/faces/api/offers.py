"""What the municipality offers its leaders."""

from ninja import Query, Router

from lederloft.domain.strategy import api as strategy
from lederloft.domain.strategy.api import OfferState
from lederloft.faces.api.doing import Paging, Part, Shape, cut, reads
from lederloft.faces.api.who_acts import ApiRequest

router = Router(tags=["offers"])


class OfferShape(Shape):
    """An offer with the sentence it rests on."""

    key: str
    name: str
    short_description: str
    focus_area: str
    audience_levels: tuple[int, ...]
    rests_on_quote: str
    rests_on_source: str
    who_pays: str
    state: OfferState


class Offers(Part[OfferShape]):
    """A part of the offers."""


@router.get("/offers", response=Offers, operation_id="offers", url_name="offers")
@reads
def offers(request: ApiRequest, paging: Query[Paging]) -> Offers:
    """The offers she may see, by focus area and name."""
    rows = strategy.list_offers(acting=request.auth)
    return Offers(
        items=tuple(
            OfferShape(
                key=row.offer_key,
                name=row.details.name,
                short_description=row.details.short_description,
                focus_area=row.details.focus_area,
                audience_levels=row.details.audience_levels,
                rests_on_quote=row.details.rests_on_quote,
                rests_on_source=row.details.rests_on_source,
                who_pays=row.details.who_pays,
                state=row.state,
            )
            for row in cut(rows, paging)
        ),
        total=len(rows),
        limit=paging.limit,
        offset=paging.offset,
    )

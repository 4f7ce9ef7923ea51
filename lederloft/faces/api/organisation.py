"""Units as of today, and the people she may see."""

from ninja import Query, Router

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.api import UnitKind
from lederloft.faces.api.doing import Paging, Part, Shape, cut, reads
from lederloft.faces.api.who_acts import ApiRequest
from lederloft.foundation.clock import api as clock

router = Router(tags=["organisation"])


class UnitShape(Shape):
    """A unit in the tree."""

    key: str
    name: str
    parent_key: str | None
    kind: UnitKind
    depth: int


class Units(Part[UnitShape]):
    """A part of the tree."""


class PersonShape(Shape):
    """A person, by name."""

    key: str
    name: str


class People(Part[PersonShape]):
    """A part of the people."""


@router.get("/units", response=Units, operation_id="units", url_name="units")
@reads
def units(request: ApiRequest, paging: Query[Paging]) -> Units:
    """The tree as of today, each unit before those below it."""
    rows = organisation.list_units(on=clock.today())
    keys = {row.unit_id: row.public_key for row in rows}
    return Units(
        items=tuple(
            UnitShape(
                key=row.public_key,
                name=row.name,
                parent_key=keys.get(row.parent_id or 0),
                kind=row.kind,
                depth=row.depth,
            )
            for row in cut(rows, paging)
        ),
        total=len(rows),
        limit=paging.limit,
        offset=paging.offset,
    )


@router.get("/people", response=People, operation_id="people", url_name="people")
@reads
def people(request: ApiRequest, paging: Query[Paging]) -> People:
    """Those she may see by name, who haven't left: all, those in her units, or herself."""
    rows = organisation.list_people(acting=request.auth, on=clock.today())
    return People(
        items=tuple(PersonShape(key=row.public_key, name=row.name) for row in cut(rows, paging)),
        total=len(rows),
        limit=paging.limit,
        offset=paging.offset,
    )

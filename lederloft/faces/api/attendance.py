"""The attendance list of a gathering, and registering it."""

from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind
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
from lederloft.faces.api.problems import FieldInvalid, FieldUnknown
from lederloft.faces.api.who_acts import ApiRequest
from lederloft.processes.deliver_a_module import api as deliver_a_module

router = Router(tags=["attendance"])

MOST_ENTRIES = 500
_A_DAY = 24 * 60


class SheetRowShape(Shape):
    """One on a seat, with what is registered."""

    seat_key: str
    name: str
    kind: AttendanceKind | None
    minutes: int | None


class Sheet(Part[SheetRowShape]):
    """A part of the attendance list."""


class Entry(Asked):
    """What to register of one. Minutes with ``partial`` only."""

    seat_key: PublicKey
    kind: AttendanceKind
    minutes: Annotated[int, Field(strict=True, ge=0, le=_A_DAY)] | None = None


class Entries(Asked):
    """What to register. One who isn't named stays as she was."""

    entries: Annotated[tuple[Entry, ...], Field(min_length=1, max_length=MOST_ENTRIES)]


class Registered(Shape):
    """What came of it."""

    gathering_key: str
    changed: tuple[str, ...]
    completed: tuple[str, ...]


@router.get("/gatherings/{key}/attendance", response=Sheet, operation_id="attendance", url_name="attendance")
@reads
def attendance(request: ApiRequest, key: KeyInPath, paging: Query[Paging]) -> Sheet:
    """Everybody on a seat, for those who may register."""
    rows = participation.get_attendance_sheet(key, acting=request.auth).rows
    return Sheet(
        items=tuple(
            SheetRowShape(seat_key=row.seat_key, name=row.name, kind=row.kind, minutes=row.minutes)
            for row in cut(rows, paging)
        ),
        total=len(rows),
        limit=paging.limit,
        offset=paging.offset,
    )


@router.put("/gatherings/{key}/attendance", response=Registered, operation_id="register_attendance")
@writes
def register_attendance(request: ApiRequest, key: KeyInPath, body: Entries, client_key: ClientKey) -> Registered:
    """Register who was there: all of it is saved, or nothing. A later call corrects an earlier one."""
    acting = keyed(request.auth, client_key)
    with reading(acting):
        sheet = participation.get_attendance_sheet(key, acting=acting)
    seat_ids = {row.seat_key: row.seat_id for row in sheet.rows}
    entries: dict[str, AttendanceEntry] = {}
    for number, entry in enumerate(body.entries):
        name = f"entries.{number}.seat_key"
        if entry.seat_key not in seat_ids:
            raise FieldUnknown(at=name, name=name)
        if entry.seat_key in entries:
            raise FieldInvalid(at=name, name=name)
        entries[entry.seat_key] = AttendanceEntry(seat_ids[entry.seat_key], entry.kind, entry.minutes)
    saved = deliver_a_module.register_attendance(
        sheet.gathering.gathering_id, entries=tuple(entries.values()), acting=acting
    )
    keys = {seat_id: seat_key for seat_key, seat_id in seat_ids.items()}
    return Registered(
        gathering_key=key,
        changed=tuple(keys[seat_id] for seat_id in saved.changed_seat_ids),
        completed=tuple(keys[seat_id] for seat_id in saved.completed_seat_ids),
    )

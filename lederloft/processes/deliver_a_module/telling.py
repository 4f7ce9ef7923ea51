"""What people are told along the way: their calendars, and a mail when their place changes."""

from collections.abc import Iterable, Sequence

from lederloft.domain.participation.api import Place
from lederloft.domain.programmes.api import EditionShown, GatheringShown, GatheringState, find_edition, list_gatherings
from lederloft.domain.programmes.values import gathering_name
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.calendars.api import Details, Source
from lederloft.foundation.outbox.api import ToPerson, send_mails
from lederloft.foundation.tenancy.api import require_municipality

# The kinds of mail of this process. The ids of each: seat_id; of EDITION_CANCELLED: edition_id.
SEAT_RESERVED = "deliver_a_module.seat_reserved"
PLACE_IN_QUEUE_TAKEN = "deliver_a_module.place_in_queue_taken"
MOVED_UP = "deliver_a_module.moved_up"
SEAT_GIVEN_UP = "deliver_a_module.seat_given_up"
EDITION_CANCELLED = "deliver_a_module.edition_cancelled"
MESSAGE_KINDS = (SEAT_RESERVED, PLACE_IN_QUEUE_TAKEN, MOVED_UP, SEAT_GIVEN_UP, EDITION_CANCELLED)

GATHERING = "programmes.gathering"


def source_of(gathering_id: int) -> Source:
    """What the gathering is called in calendars."""
    return Source(GATHERING, gathering_id)


def details_of(edition: EditionShown, gathering: GatheringShown) -> Details:
    """What calendars show of the gathering. Nothing personal: the text stays in other people's calendars."""
    about = (gathering.practical_information, edition.practical_information)
    return Details(
        title=gathering_name(edition.module_name, gathering.number, gathering.title),
        starts_at=gathering.starts_at,
        ends_at=gathering.ends_at,
        location=gathering.place,
        link=gathering.digital_link,
        description="\n\n".join(text for text in about if text),
    )


def invite(edition_id: int, *, person_ids: Iterable[int], gathering_id: int | None = None) -> int:
    """Put the edition's planned gatherings, or one of them, into these people's calendars; how many were new there."""
    edition = find_edition(edition_id)
    to = {
        source_of(g.gathering_id): details_of(edition, g)
        for g in list_gatherings(edition_id)
        if g.state == GatheringState.PLANNED and gathering_id in {None, g.gathering_id}
    }
    return sum(calendars.invite(person_id, to=to) for person_id in person_ids) if to else 0


def withdraw(person_id: int, *, gatherings: Sequence[GatheringShown]) -> int:
    """Take the gatherings that haven't been held out of the person's calendar; how many were there."""
    sources = [source_of(g.gathering_id) for g in gatherings if g.state == GatheringState.PLANNED]
    return calendars.withdraw(person_id, sources=sources) if sources else 0


def tell(kind: str, *places: Place) -> None:
    """A mail to each who has a place, once for each of its turns."""
    letters = [ToPerson(place.person_id, {"seat_id": place.seat_id}, str(place.seat_id)) for place in places]
    send_mails(kind, letters=letters, municipality_id=require_municipality())


def welcome(edition_id: int, *, moved_up: Sequence[Place]) -> None:
    """Those who got a seat from the queue: calendar and mail."""
    if moved_up:
        invite(edition_id, person_ids=[place.person_id for place in moved_up])
        tell(MOVED_UP, *moved_up)

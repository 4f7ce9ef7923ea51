"""Keeping people's calendars true. Called inside a use case; what is written here is sent after its commit.

Each person has a sequence of her own: it rises by one with every text written for her, so calendars always take the
newest. One text makes one mail, whatever is repeated.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields
from functools import reduce
from operator import or_

from django.db.models import F, Q

from lederloft.foundation.calendars.errors import EventCancelled
from lederloft.foundation.calendars.models import CalendarEvent, EventState, Invitation
from lederloft.foundation.calendars.values import Details, Source
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.api import ToPerson, Unsent, send_mails, take_back
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import NobodyActs, current_binding

INVITED = "calendars.invited"
MOVED = "calendars.moved"  # time, place or link is another
CHANGED = "calendars.changed"  # only the words are
CANCELLED = "calendars.cancelled"
WITHDRAWN = "calendars.withdrawn"
MESSAGE_KINDS = (INVITED, MOVED, CHANGED, CANCELLED, WITHDRAWN)

_FIELDS = tuple(field.name for field in fields(Details))
_WHEN_AND_WHERE = ("starts_at", "ends_at", "location", "link")
_TOLD = ("told_version", "told_start")
_UNSURE = -1  # the version told by a letter that may have come, and may not


def invite(person_id: int, *, to: Mapping[Source, Details]) -> int:
    """Put the events into the person's calendar; those she has already are left as they are. How many were new.

    An event that nobody was invited to before begins here. Where the details are others than those told before,
    everybody invited is told. Raises EventCancelled, and NobodyActs outside a use case.
    """
    _require_act()
    events = _lock_or_make(to)
    for source, event in events.items():
        if event.state == EventState.CANCELLED:
            raise EventCancelled(title=event.title)
        _tell_if_changed(event, to[source])
    known = {i.event_id: i for i in Invitation.objects.filter(person_id=person_id, event__in=events.values())}
    new = [
        Invitation(event=event, person_id=person_id, sequence=event.sequence)
        for event in events.values()
        if event.pk not in known
    ]
    Invitation.objects.bulk_create(new)
    again = [invitation for invitation in known.values() if invitation.is_withdrawn]
    by_id = {event.pk: event for event in events.values()}
    for invitation in again:
        invitation.is_withdrawn = False
        invitation.sequence = max(invitation.sequence + 1, by_id[invitation.event_id].sequence)
    Invitation.objects.bulk_update(again, ["is_withdrawn", "sequence"])
    _write(INVITED, by_id, [i for i in (*new, *again) if not _is_over(by_id[i.event_id])])
    return len(new) + len(again)


def withdraw(person_id: int, *, sources: Collection[Source]) -> int:
    """Take the events out of the person's calendar; how many were in it. Raises NobodyActs outside a use case."""
    _require_act()
    events = _lock(sources)
    gone = list(
        Invitation.objects.filter(person_id=person_id, event__in=events.values(), is_withdrawn=False).select_related(
            "event"
        )
    )
    for invitation in gone:
        invitation.is_withdrawn = True
        # What is cancelled is out of her calendar already, or the letter that says so is on its way.
        invitation.sequence += invitation.event.state == EventState.PLANNED
    Invitation.objects.bulk_update(gone, ["is_withdrawn", "sequence"])
    by_id = {event.pk: event for event in events.values()}
    _write(WITHDRAWN, by_id, [i for i in gone if not _is_over(i.event) and i.event.state == EventState.PLANNED])
    return len(gone)


def change(source: Source, *, details: Details) -> None:
    """Tell everybody invited that it is moved or changed; nothing when the details are those told before.

    Nothing happens to an event that nobody was ever invited to. Raises EventCancelled, and NobodyActs outside a use
    case.
    """
    _require_act()
    event = _lock([source]).get(source)
    if event is None:
        return
    if event.state == EventState.CANCELLED:
        raise EventCancelled(title=event.title)
    _tell_if_changed(event, details)


def cancel(source: Source) -> None:
    """Tell everybody invited that it is cancelled, once. Raises NobodyActs outside a use case."""
    _require_act()
    event = _lock([source]).get(source)
    if event is None or event.state == EventState.CANCELLED:
        return
    event.state, event.sequence = EventState.CANCELLED, event.sequence + 1
    event.save(update_fields=["state", "sequence"])
    _tell_all(CANCELLED, event, is_worth_telling=not _is_over(event))


def _require_act() -> None:
    if current_binding() is None:
        raise NobodyActs


def _lock(sources: Iterable[Source]) -> dict[Source, CalendarEvent]:
    ids: dict[str, list[int]] = defaultdict(list)
    for source in sources:
        ids[source.label].append(source.id)
    wanted = (Q(source_label=label, source_id__in=several) for label, several in ids.items())
    found = (
        CalendarEvent.objects.filter(reduce(or_, wanted, Q(pk__in=[]))).order_by("id").select_for_update(no_key=True)
    )
    return {Source(event.source_label, event.source_id): event for event in found}


def _lock_or_make(wanted: Mapping[Source, Details]) -> dict[Source, CalendarEvent]:
    events = _lock(wanted)
    missing = [
        CalendarEvent(source_label=source.label, source_id=source.id, **asdict(details))
        for source, details in wanted.items()
        if source not in events
    ]
    if not missing:
        return events
    # Somebody else may make the same one at the same time; then hers stands and we take it.
    CalendarEvent.objects.bulk_create(missing, ignore_conflicts=True)
    return _lock(wanted)


def _tell_if_changed(event: CalendarEvent, details: Details) -> None:
    changed = [name for name in _FIELDS if getattr(event, name) != getattr(details, name)]
    if not changed:
        return
    was_over = _is_over(event)
    event.previous_starts_at = event.starts_at
    for name in changed:
        setattr(event, name, getattr(details, name))
    event.sequence += 1
    event.save(update_fields=[*changed, "previous_starts_at", "sequence"])
    kind = MOVED if set(changed) & set(_WHEN_AND_WHERE) else CHANGED
    _tell_all(kind, event, is_worth_telling=not (was_over and _is_over(event)))


def _tell_all(kind: str, event: CalendarEvent, *, is_worth_telling: bool) -> None:
    invited = Invitation.objects.filter(event=event, is_withdrawn=False)
    invited.update(sequence=F("sequence") + 1)
    if is_worth_telling:
        _write(kind, {event.pk: event}, invited.order_by("id"))


def _is_over(event: CalendarEvent) -> bool:
    return event.ends_at <= clock.now()


def _write(kind: str, event_of: Mapping[int, CalendarEvent], invitations: Iterable[Invitation]) -> None:
    """One mail to each with the newest word; what nobody has begun to send is taken back and counts as never told."""
    rows = list(invitations)
    unsent = take_back(
        MESSAGE_KINDS, about="invitation_id", ids={i.pk for i in rows}, person_ids={i.person_id for i in rows}
    )
    letters: dict[str, list[ToPerson]] = {}
    for row in rows:
        told = _told_before(kind, event_of[row.event_id], unsent.get(row.pk))
        news = _news(kind, event_of[row.event_id], told, unsent.get(row.pk))
        if news is not None:
            ids = {"invitation_id": row.pk, "sequence": row.sequence, **told}
            letters.setdefault(news, []).append(ToPerson(row.person_id, ids, f"{row.pk}-{row.sequence}"))
    for news, to in letters.items():
        send_mails(news, letters=to, municipality_id=require_municipality())


def _told_before(kind: str, event: CalendarEvent, unsent: Unsent | None) -> dict[str, int]:
    """What she has in her calendar before this letter: which version of the event, and when it begins. Empty: none."""
    if unsent is not None and not unsent.was_tried:
        return {name: unsent.ids[name] for name in _TOLD if name in unsent.ids}
    if unsent is None and kind == INVITED:
        return {}
    version = event.sequence if kind == WITHDRAWN else event.sequence - 1
    start = event.previous_starts_at if kind in {MOVED, CHANGED} and event.previous_starts_at else event.starts_at
    return {"told_version": version if unsent is None else _UNSURE, "told_start": int(start.timestamp())}


def _news(kind: str, event: CalendarEvent, told: Mapping[str, int], unsent: Unsent | None) -> str | None:
    """What the letter is called for one who knows that much; None when nothing is new to her."""
    if kind in {CANCELLED, WITHDRAWN}:
        return kind if told else None
    if not told or (kind == INVITED and told["told_version"] == _UNSURE):
        return INVITED
    if told["told_version"] == event.sequence:
        return None
    if unsent is not None and MOVED in {kind, unsent.kind}:
        return MOVED
    return CHANGED if kind == INVITED else kind

"""What a plan must be: times that exist and add up, texts that fit, numbers in range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from lederloft.domain.programmes.errors import (
    CapacityOutOfRange,
    CountedMinutesOutOfRange,
    EndsAsItStarts,
    EndsBeforeStart,
    EndsOnEarlierDay,
    GatheringCountOutOfRange,
    GatheringCutTooShort,
    GatheringsMissing,
    GatheringsOverlap,
    GatheringsTooMany,
    GatheringsTooShort,
    GatheringTooLong,
    LastGathering,
    LinkNotWeb,
    MovedIntoThePast,
    OfferNotOpen,
    RequiredMinutesOutOfRange,
    SignUpClosesAfterTheEnd,
    SignUpClosesBeforeItOpens,
)
from lederloft.domain.programmes.values import (
    EditionPlan,
    GatheringPlan,
    GatheringState,
    GatheringTerms,
    ModuleDetails,
    live_gatherings,
)
from lederloft.domain.strategy.values import OfferState
from lederloft.foundation.clock.values import as_moment, in_oslo, local, local_date, minutes_between
from lederloft.foundation.errors.values import N_
from lederloft.foundation.wording.values import clean_text

NAME_LIMIT = 120
PLACE_LIMIT = 200
LINK_LIMIT = 500
TEXT_LIMIT = 4000
MOST_SEATS = 5_000
MOST_MINUTES = 60_000  # a thousand hours
MOST_GATHERINGS = 60
MOST_DAYS = 14


def clean_module(details: ModuleDetails) -> ModuleDetails:
    """The module as it is stored; raises a refusal naming the field."""
    if not 1 <= details.required_minutes <= MOST_MINUTES:
        raise RequiredMinutesOutOfRange(least=timedelta(minutes=1), most=timedelta(minutes=MOST_MINUTES))
    if not 1 <= details.gathering_count <= MOST_GATHERINGS:
        raise GatheringCountOutOfRange(least=1, most=MOST_GATHERINGS)
    return ModuleDetails(
        name=clean_text(details.name, label=N_("Navn på modulen"), limit=NAME_LIMIT, is_required=True),
        description=clean_text(details.description, label=N_("Beskrivelse"), limit=TEXT_LIMIT, is_one_line=False),
        required_minutes=details.required_minutes,
        gathering_count=details.gathering_count,
    )


@dataclass(frozen=True)
class CleanGathering:
    """A gathering as it is stored."""

    title: str
    starts_at: datetime
    ends_at: datetime
    counted_minutes: int
    place: str
    digital_link: str
    practical_information: str


def clean_gathering(plan: GatheringPlan, *, number: int, expected_minutes: int) -> CleanGathering:
    """The gathering as it is stored. ``expected_minutes``: how long the module means a gathering to be.

    Raises a refusal naming the field and the remedy, also for times that Norwegian clocks skip or repeat.
    """
    starts_at, ends_at = gathering_times(plan, number=number, expected_minutes=expected_minutes)
    real = minutes_between(starts_at, ends_at)
    counted = real if plan.counted_minutes is None else plan.counted_minutes
    if not 1 <= counted <= real:
        raise CountedMinutesOutOfRange(limit=timedelta(minutes=real), number=number)
    return CleanGathering(
        title=clean_text(plan.title, label=N_("Navn på samlingen"), limit=NAME_LIMIT),
        starts_at=starts_at,
        ends_at=ends_at,
        counted_minutes=counted,
        place=clean_text(plan.place, label=N_("Sted"), limit=PLACE_LIMIT),
        digital_link=clean_link(plan.digital_link, number=number),
        practical_information=clean_text(
            plan.practical_information, label=N_("Praktisk informasjon"), limit=TEXT_LIMIT, is_one_line=False
        ),
    )


def gathering_times(plan: GatheringPlan, *, number: int, expected_minutes: int) -> tuple[datetime, datetime]:
    """When the gathering starts and ends, as moments."""
    ends_on = plan.ends_on or plan.on
    if ends_on < plan.on:
        raise EndsOnEarlierDay(ends_on=ends_on, on=plan.on, number=number)
    days = (ends_on - plan.on).days + 1
    if days > MOST_DAYS:
        raise GatheringTooLong(days=days, limit=MOST_DAYS, number=number)
    starts_at = local(plan.on, plan.starts, doubled=plan.doubled)
    ends_at = local(ends_on, plan.ends, doubled=plan.doubled)
    if starts_at < ends_at:
        return starts_at, ends_at
    proposed = in_oslo(starts_at + timedelta(minutes=expected_minutes))
    refusal = EndsAsItStarts if plan.starts == plan.ends else EndsBeforeStart
    raise refusal(
        starts=plan.starts,
        ends=plan.ends,
        length=timedelta(minutes=expected_minutes),
        proposed=proposed.time() if proposed.date() == plan.on else proposed,
        number=number,
    )


def clean_link(link: str, *, number: int) -> str:
    """A web address, or nothing. It is only ever shown; the server never opens it."""
    text = clean_text(link, label=N_("Digital lenke"), limit=LINK_LIMIT)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        raise LinkNotWeb(number=number) from None
    if parts.scheme.lower() not in {"https", "http"} or not parts.hostname or " " in text or parts.username:
        raise LinkNotWeb(number=number)
    return text


def require_capacity_in_range(capacity: int) -> None:
    """Raise CapacityOutOfRange."""
    if not 1 <= capacity <= MOST_SEATS:
        raise CapacityOutOfRange(least=1, most=MOST_SEATS)


def require_sign_up_window(opens_at: datetime, closes_at: datetime, last_ends_at: datetime) -> None:
    """Signing up opens before it closes, and closes at the latest on the last gathering's day."""
    opens_at, closes_at = as_moment(opens_at), as_moment(closes_at)
    if closes_at <= opens_at:
        raise SignUpClosesBeforeItOpens(opens_at=opens_at, closes_at=closes_at)
    # The end of a day is the start of the next one.
    if local_date(closes_at - timedelta(microseconds=1)) > local_date(last_ends_at):
        raise SignUpClosesAfterTheEnd(closes_at=closes_at, last_on=local_date(last_ends_at))


def clean_gatherings(plan: EditionPlan, *, module: ModuleDetails) -> list[CleanGathering]:
    """The gatherings in order of time; numbered from 1 in that order. Refusals count in the plan's own order."""
    expected = module.required_minutes // module.gathering_count
    gatherings = [
        clean_gathering(gathering, number=number, expected_minutes=expected)
        for number, gathering in enumerate(plan.gatherings, 1)
    ]
    require_no_overlap([(number, g.starts_at, g.ends_at) for number, g in enumerate(gatherings, 1)])
    return sorted(gatherings, key=lambda g: g.starts_at)


def clean_one_more(
    plan: GatheringPlan, *, there: Sequence[GatheringTerms], expected_minutes: int
) -> tuple[int, CleanGathering]:
    """A gathering beside those ``there`` are, cancelled ones too: its number, and itself as it is stored.

    Raises GatheringsTooMany, GatheringsOverlap, and what clean_gathering() raises.
    """
    number = max((g.number for g in there), default=0) + 1
    if number > MOST_GATHERINGS:
        raise GatheringsTooMany(limit=MOST_GATHERINGS)
    new = clean_gathering(plan, number=number, expected_minutes=expected_minutes)
    live = [(g.number, g.starts_at, g.ends_at) for g in there if g.state != GatheringState.CANCELLED]
    require_no_overlap([*live, (number, new.starts_at, new.ends_at)])
    return number, new


def require_no_overlap(times: Sequence[tuple[int, datetime, datetime]]) -> None:
    """``times`` holds (number, starts_at, ends_at); raises GatheringsOverlap."""
    in_order = sorted(times, key=lambda t: t[1])
    for (other, _, ends_at), (number, starts_at, _) in pairwise(in_order):
        if starts_at < ends_at:
            raise GatheringsOverlap(number=number, other=other, starts_at=starts_at)


def require_offered(state: OfferState, *, name: str) -> None:
    """Leaders see an edition from the moment it opens: its offer must be theirs to see. Raises OfferNotOpen."""
    if state != OfferState.OFFERED:
        raise OfferNotOpen(name=name)


def require_hours(gatherings: Sequence[GatheringTerms], *, required_minutes: int, gathering_count: int) -> None:
    """An edition that opens has its module's number of gatherings, and they give its hours."""
    if len(gatherings) != gathering_count:
        raise GatheringsMissing(found=len(gatherings), wanted=gathering_count)
    found = sum(g.counted_minutes for g in gatherings)
    if found < required_minutes:
        raise GatheringsTooShort(
            found=timedelta(minutes=found),
            wanted=timedelta(minutes=required_minutes),
            lacking=timedelta(minutes=required_minutes - found),
        )


def require_meaningful_move(
    before: GatheringTerms,
    after: CleanGathering,
    *,
    others: Sequence[GatheringTerms],
    required_minutes: int,
    now: datetime,
) -> None:
    """What is still to come stays ahead, and isn't cut so that the edition lacks hours it had.

    What has begun is corrected to the time it really had; put off, it is still to come again. Raises
    MovedIntoThePast, GatheringCutTooShort.
    """
    if before.starts_at <= now and after.starts_at <= now:
        return
    if after.ends_at <= now:
        raise MovedIntoThePast(ends_at=after.ends_at)
    rest = sum(g.counted_minutes for g in live_gatherings(others))
    found = rest + after.counted_minutes
    if found < required_minutes and after.counted_minutes < before.counted_minutes:
        raise GatheringCutTooShort(
            found=timedelta(minutes=found),
            wanted=timedelta(minutes=required_minutes),
            lacking=timedelta(minutes=min(required_minutes, rest + before.counted_minutes) - found),
        )


def require_another(gathering_id: int, *, gatherings: Iterable[GatheringTerms]) -> None:
    """Beside this one something is left to come to, or has been held. Raises LastGathering."""
    if all(g.gathering_id == gathering_id for g in live_gatherings(gatherings)):
        raise LastGathering

"""Refusals of the calendars."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class EventCancelled(DomainError):
    """A cancelled event is not changed, and nobody is invited to it."""

    code = "calendars.event_cancelled"
    message = N_("«{title}» er avlyst og kan ikke endres i kalenderen. Lag en ny samling i stedet.")
    kind = ErrorKind.CONFLICT

"""Refusals of the steps themselves; most come from the domain."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class OfferEnded(DomainError):
    """A module of an offer that is no longer given."""

    code = "deliver_a_module.offer_ended"
    message = N_("Tilbudet «{name}» er avsluttet. Åpne det igjen før du lager en modul i det.")
    kind = ErrorKind.CONFLICT


class PlaceIsAnother(DomainError):
    """She was shown a place in the queue and has a seat now, or the other way."""

    code = "deliver_a_module.place_is_another"
    message = N_("Plassen er endret siden du åpnet siden. Se hva som gjelder nå, før du trykker igjen.")
    kind = ErrorKind.CONFLICT

"""Refusals of the steps themselves; most come from the domain."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class OfferEnded(DomainError):
    """A module of an offer that is no longer given."""

    code = "deliver_a_module.offer_ended"
    message = N_("Tilbudet «{name}» er avsluttet. Åpne det igjen før du lager en modul i det.")
    kind = ErrorKind.CONFLICT

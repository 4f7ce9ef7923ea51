"""Refusals of the tenancy floor. They mean a fault in the program, except UnknownMunicipality."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class OutsideScope(DomainError):
    """Municipal data was touched outside a scope."""

    code = "tenancy.outside_scope"
    message = N_("Løsningen prøvde å lese eller skrive uten å vite hvilken kommune det gjelder.")
    kind = ErrorKind.UNAVAILABLE


class ForeignScope(DomainError):
    """A row of one municipality was saved, or a scope opened, inside the scope of another."""

    code = "tenancy.foreign_scope"
    message = N_("Løsningen prøvde å blande opplysninger fra to kommuner.")
    kind = ErrorKind.UNAVAILABLE


class UnknownMunicipality(DomainError):
    """No municipality has that short name."""

    code = "tenancy.unknown_municipality"
    message = N_("Vi finner ingen kommune med kortnavnet «{slug}». Sjekk skrivemåten.")
    kind = ErrorKind.NOT_FOUND


class NotPrepared(Exception):
    """A question that can't be filled in: an argument doesn't reach its SQL, or is of another kind than promised."""

"""Refusals of the use-case floor. All but KeyUsedForOther mean a fault in the program."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class FactMissing(DomainError):
    """Something was written and the trail was not told; rolled back."""

    code = "use_cases.fact_missing"
    message = N_("Løsningen prøvde å endre noe uten å skrive det i historikken. Ingenting er endret.")
    kind = ErrorKind.UNAVAILABLE


class CalledInsideScope(DomainError):
    """A use case was called while a reading scope was open."""

    code = "use_cases.called_inside_scope"
    message = N_("Løsningen prøvde å endre noe midt i en lesing. Ingenting er endret.")
    kind = ErrorKind.UNAVAILABLE


class KeyUsedForOther(DomainError):
    """The client key has been used for another act."""

    code = "use_cases.key_used_for_other"
    message = N_("Dette skjemaet er alt brukt til noe annet. Last siden på nytt og prøv igjen.")
    kind = ErrorKind.CONFLICT

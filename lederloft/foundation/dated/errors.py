"""Refusals about what is valid when."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class PeriodEndsBeforeStart(DomainError):
    """The last day comes before the first."""

    code = "dated.period_ends_before_start"
    message = N_("Sluttdatoen {valid_to} er før startdatoen {valid_from}. Velg en sluttdato som er lik eller senere.")
    field = "valid_to"


class PeriodsOverlap(DomainError):
    """Two values would be valid on the same day."""

    code = "dated.periods_overlap"
    message = N_(
        "To verdier ville gjelde samtidig fra {overlap_from}. Avslutt den første senest dagen før den neste begynner."
    )
    field = "valid_from"
    kind = ErrorKind.CONFLICT


class NothingValid(DomainError):
    """No value is valid on the day asked for."""

    code = "dated.nothing_valid"
    message = N_("Det mangler en verdi som gjelder {on}. Legg inn en som gjelder fra denne dagen eller før.")
    field = "valid_from"


class NotARuleSet(DomainError):
    """The text doesn't name a rule set."""

    code = "dated.not_a_rule_set"
    message = N_("«{written}» er ikke navnet på et regelsett. Skriv kode og dato, for eksempel ou-fond/2024-01-01.")

"""Refusals about roles and stand-ins."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class AccountNotHere(DomainError):
    """The account doesn't belong to the municipality."""

    code = "access.account_not_here"
    message = N_("Kontoen hører ikke til hos dere. Inviter personen først.")
    field = "account"
    kind = ErrorKind.NOT_FOUND


class RoleNotThatWide(DomainError):
    """The role can't have that reach."""

    code = "access.role_not_that_wide"
    message = N_("Rollen {role} kan ikke gjelde slik. Velg en annen rekkevidde for rollen.")
    field = "scope_kind"


class OwnRole(DomainError):
    """Nobody gives herself a role: two must agree on who sees what."""

    code = "access.own_role"
    message = N_(
        "Ingen kan gi seg selv en rolle. Be en annen administrator, eller den som driver serveren, om å gi deg den."
    )
    kind = ErrorKind.CONFLICT


class SelfNamed(DomainError):
    """Nobody makes herself the stand-in of another."""

    code = "access.self_named"
    message = N_(
        "Ingen kan velge seg selv som stedfortreder. Be den som er borte, eller en annen administrator, om å velge deg."
    )
    field = "stand_in"
    kind = ErrorKind.CONFLICT


class UnknownRoleGrant(DomainError):
    """No such grant here."""

    code = "access.unknown_role_grant"
    message = N_("Vi finner ikke rollen. Den kan være trukket tilbake. Last siden på nytt.")
    kind = ErrorKind.NOT_FOUND


class LastAdministrator(DomainError):
    """Somebody must be able to manage accounts."""

    code = "access.last_administrator"
    message = N_("Dette er den siste som kan styre kontoer hos dere. Gi rollen IT til en annen først.")
    kind = ErrorKind.CONFLICT


class OwnStandIn(DomainError):
    """Nobody stands in for herself."""

    code = "access.own_stand_in"
    message = N_("Ingen kan være stedfortreder for seg selv. Velg en annen person.")
    field = "stand_in"


class UnknownStandIn(DomainError):
    """No such stand-in here."""

    code = "access.unknown_stand_in"
    message = N_("Vi finner ikke stedfortrederen. Perioden kan være avsluttet. Last siden på nytt.")
    kind = ErrorKind.NOT_FOUND

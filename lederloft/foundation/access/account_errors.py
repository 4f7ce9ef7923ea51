"""Refusals of sign-in and of what administrators do with accounts."""

from typing import ClassVar

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class WrongPassword(DomainError):
    """No account opens with this address and password; which of them is wrong is not told."""

    code = "access.wrong_password"
    message = N_("E-postadressen eller passordet er feil. Prøv igjen, eller be om nytt passord.")
    field = "password"


class AddressWithCapitals(DomainError):
    """Addresses are stored in small letters and match only as stored."""

    code = "access.address_with_capitals"
    message = N_("Skriv e-postadressen med små bokstaver.")
    field = "email"


class TooManyAttempts(DomainError):
    """Somebody is guessing."""

    code = "access.too_many_attempts"
    message = N_("Det har vært for mange forsøk. Vent ti minutter, og prøv igjen.")
    kind = ErrorKind.TOO_MUCH
    status: ClassVar[int] = 429


class SignInNotStarted(DomainError):
    """A code was given, but no password before it, or too long ago."""

    code = "access.sign_in_not_started"
    message = N_("Det har gått for lang tid. Begynn innloggingen på nytt.")
    kind = ErrorKind.CONFLICT


class WrongCode(DomainError):
    """The code is wrong, too old or used already."""

    code = "access.wrong_code"
    message = N_("Koden er feil eller brukt. Skriv den seks siffer lange koden som står i appen nå.")
    field = "code"


class TicketExpired(DomainError):
    """The set-up page lay open too long, or belongs to another."""

    code = "access.ticket_expired"
    message = N_("Siden har ligget åpen for lenge. Last den på nytt, og skann bildet en gang til.")


class TwoStepIsDemanded(DomainError):
    """An administrator demands it."""

    code = "access.two_step_is_demanded"
    message = N_("Kommunen krever innlogging i to trinn for kontoen din. Den kan ikke skrus av.")
    kind = ErrorKind.CONFLICT


class TwoStepAlreadySetUp(DomainError):
    """One app at a time."""

    code = "access.two_step_already_set_up"
    message = N_("Innlogging i to trinn er alt skrudd på. Skru den av først hvis du skal bytte telefon.")
    kind = ErrorKind.CONFLICT


class NoTwoStep(DomainError):
    """There is nothing to remove."""

    code = "access.no_two_step"
    message = N_("Kontoen har ikke innlogging i to trinn.")
    kind = ErrorKind.CONFLICT


class ResetLinkInvalid(DomainError):
    """Used, too old or not ours."""

    code = "access.reset_link_invalid"
    message = N_("Lenken er brukt eller for gammel. Be om en ny, og bruk den innen en time.")
    kind = ErrorKind.CONFLICT


class PasswordTooWeak(DomainError):
    """The validators' own words, joined."""

    code = "access.password_too_weak"
    message = N_("{reasons}")
    field = "password"


class AccountDisabledHere(DomainError):
    """The password is right, but the account is shut."""

    code = "access.account_disabled_here"
    message = N_("Kontoen er stengt. Spør den som styrer tilgangene hos dere.")
    kind = ErrorKind.NOT_ALLOWED


class OidcFailed(DomainError):
    """The sign-in service gave no answer, or one that doesn't hold."""

    code = "access.oidc_failed"
    message = N_("Innloggingen hos tjenesten gikk ikke. Prøv igjen. Hjelper ikke det, spør den som styrer tilgangene.")
    kind = ErrorKind.NOT_ALLOWED


class OidcCancelled(DomainError):
    """She changed her mind at the sign-in service."""

    code = "access.oidc_cancelled"
    message = N_("Du avbrøt innloggingen. Prøv igjen når du vil.")
    kind = ErrorKind.CONFLICT


class NoOidc(DomainError):
    """No sign-in service is set up here."""

    code = "access.no_oidc"
    message = N_("Her er det ikke satt opp noen innloggingstjeneste. Logg inn med e-post og passord.")
    kind = ErrorKind.NOT_FOUND


class UnknownSubject(DomainError):
    """The sign-in service knows her, we don't."""

    code = "access.unknown_subject"
    message = N_("Vi kjenner ikke denne brukeren. Be den som styrer tilgangene om en invitasjon, og åpne lenken i den.")
    kind = ErrorKind.NOT_ALLOWED


class SubjectTaken(DomainError):
    """That user at the sign-in service opens another account already, or this account has another user."""

    code = "access.subject_taken"
    message = N_("Brukeren hos innloggingstjenesten er alt koblet til en konto. Logg inn med den kontoen.")
    kind = ErrorKind.CONFLICT


class LastWayIn(DomainError):
    """Without it nobody could open the account."""

    code = "access.last_way_in"
    message = N_("Lag et passord før du kobler fra, ellers kommer du ikke inn igjen.")
    kind = ErrorKind.CONFLICT


class InvitationInvalid(DomainError):
    """Used, withdrawn, too old or not ours: the same answer."""

    code = "access.invitation_invalid"
    message = N_("Invitasjonen er brukt, trukket tilbake eller for gammel. Be om en ny.")
    kind = ErrorKind.NOT_FOUND


class SignInFirst(DomainError):
    """The invited address has an account; its holder must show that it is hers."""

    code = "access.sign_in_first"
    message = N_("Du har alt en konto med denne adressen. Logg inn med den, og åpne lenken en gang til.")
    kind = ErrorKind.CONFLICT


class InvitationForAnother(DomainError):
    """Somebody is signed in with another address than the invited one."""

    code = "access.invitation_for_another"
    message = N_("Invitasjonen er til en annen adresse enn den på kontoen din. Be om en til adressen du bruker her.")
    kind = ErrorKind.CONFLICT


class AlreadyBelongs(DomainError):
    """The address has an open account here."""

    code = "access.already_belongs"
    message = N_("Adressen har alt en konto hos dere. Gi kontoen en rolle i stedet.")
    kind = ErrorKind.CONFLICT
    field = "email"


class PersonHasAWayIn(DomainError):
    """The person has an account here, or an open invitation to another address."""

    code = "access.person_has_a_way_in"
    message = N_(
        "Personen har alt en konto eller en åpen invitasjon med en annen adresse hos dere. "
        "Bruk kontoen, eller trekk tilbake invitasjonen først."
    )
    kind = ErrorKind.CONFLICT
    field = "email"


class NotAnAddress(DomainError):
    """It can't be mailed to."""

    code = "access.not_an_address"
    message = N_("Dette ser ikke ut som en e-postadresse. Skriv den slik: navn@kommune.no.")
    field = "email"


class AccountNotFound(DomainError):
    """No such account here, or it belongs elsewhere: the same answer."""

    code = "access.account_not_found"
    message = N_("Vi finner ikke kontoen. Den kan være slettet.")
    kind = ErrorKind.NOT_FOUND


class BelongsElsewhereToo(DomainError):
    """One municipality can't open another's door."""

    code = "access.belongs_elsewhere_too"
    message = N_(
        "Kontoen brukes i en annen kommune også, så dere kan ikke gjøre innloggingen svakere. "
        "Be personen logge inn med en reservekode, eller be den som drifter løsningen om hjelp."
    )
    kind = ErrorKind.CONFLICT


class InvitationNotFound(DomainError):
    """No such open invitation here."""

    code = "access.invitation_not_found"
    message = N_("Vi finner ikke invitasjonen. Den kan være brukt eller trukket tilbake.")
    kind = ErrorKind.NOT_FOUND


class TokenNotFound(DomainError):
    """No such token of hers."""

    code = "access.token_not_found"
    message = N_("Vi finner ikke nøkkelen. Den kan være slettet.")
    kind = ErrorKind.NOT_FOUND


class OwnAccount(DomainError):
    """The administrator would shut herself out."""

    code = "access.own_account"
    message = N_("Du kan ikke stenge din egen konto. Be en annen som styrer tilgangene gjøre det.")
    kind = ErrorKind.CONFLICT


class TokenPeriod(DomainError):
    """Keys live from tomorrow to a year."""

    code = "access.token_period"
    message = N_("Velg en dag fra i morgen til om ett år.")
    field = "expires_on"


class SetUpLinkInvalid(DomainError):
    """The link to the set-up guide has been used, is too old, was never ours, or the installation is set up."""

    code = "access.set_up_link_invalid"
    message = N_("Lenken til oppsettet virker ikke lenger. Kjør «lederloft set-up-link» på serveren, så får du en ny.")
    kind = ErrorKind.NOT_FOUND

"""Refusals of organisation."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class SlugNotAllowed(DomainError):
    """The short name can't stand in an address."""

    code = "organisation.slug_not_allowed"
    message = N_("Kortnavnet «{slug}» kan ikke stå i en adresse. Bruk små bokstaver a–z, tall og bindestrek.")
    field = "slug"


class SlugTaken(DomainError):
    """Another municipality on this installation has the short name."""

    code = "organisation.slug_taken"
    message = N_("En kommune med kortnavnet «{slug}» finnes alt. Velg et annet kortnavn.")
    field = "slug"
    kind = ErrorKind.CONFLICT


class MunicipalityMade(DomainError):
    """The first municipality is there already: from another window, or by another."""

    code = "organisation.municipality_made"
    message = N_(
        "En kommune er alt opprettet her, av deg i et annet vindu eller av en annen. Det du skrev nå, er ikke lagret. "
        "Gå tilbake for å se hvordan den står."
    )
    kind = ErrorKind.CONFLICT


class NumberNotFourDigits(DomainError):
    """A municipality's number has four digits."""

    code = "organisation.number_not_four_digits"
    message = N_("Kommunenummeret «{number}» har ikke fire sifre. Skriv det slik: 1103.")
    field = "number"


class OrganisationNumberWrong(DomainError):
    """Not nine digits with a right check digit."""

    code = "organisation.organisation_number_wrong"
    message = N_("Organisasjonsnummeret «{number}» er ikke gyldig. Det har ni sifre. Sjekk at alle er riktige.")
    field = "organisation_number"


class LevelsNotInOrder(DomainError):
    """Leader levels are numbered from 1 without a gap and bear different names."""

    code = "organisation.levels_not_in_order"
    message = N_("Ledernivåene må ha hvert sitt navn og være nummerert 1, 2, 3 uten hull, med øverste leder som 1.")
    field = "levels"


class UnknownUnit(DomainError):
    """No such unit here."""

    code = "organisation.unknown_unit"
    message = N_("Vi finner ikke enheten. Den kan være slått sammen med en annen. Velg en enhet fra oversikten.")
    kind = ErrorKind.NOT_FOUND


class UnitNotThere(DomainError):
    """The unit doesn't exist on that day, or not for the whole period."""

    code = "organisation.unit_not_there"
    message = N_("«{unit}» finnes ikke {on}. Velg en annen enhet eller en annen dato.")
    field = "unit"
    kind = ErrorKind.CONFLICT


class UnitUnderItself(DomainError):
    """The move would put a unit below itself."""

    code = "organisation.unit_under_itself"
    message = N_("«{unit}» ville ligge under seg selv fra {on}. Velg en overordnet enhet utenfor «{unit}».")
    field = "parent"
    kind = ErrorKind.CONFLICT


class SiblingHasName(DomainError):
    """Two units under the same parent would bear the same name on a day."""

    code = "organisation.sibling_has_name"
    message = N_("Det er alt en enhet som heter «{unit}» på samme sted {on}. Velg et annet navn.")
    field = "name"
    kind = ErrorKind.CONFLICT


class TopUnitStays(DomainError):
    """The top unit is the municipality itself."""

    code = "organisation.top_unit_stays"
    message = N_("Øverste enhet er kommunen selv. Den kan få nytt navn, men ikke flyttes eller avsluttes.")
    kind = ErrorKind.CONFLICT


class UnitHasUnitsBelow(DomainError):
    """The unit can't end while others lie under it."""

    code = "organisation.unit_has_units_below"
    message = N_("Enheter ligger fortsatt under «{unit}» etter {on}. Flytt eller avslutt dem først.")
    kind = ErrorKind.CONFLICT


class UnitHasPosts(DomainError):
    """The unit can't end while it has posts."""

    code = "organisation.unit_has_posts"
    message = N_("«{unit}» har fortsatt stillinger etter {on}. Avslutt dem først.")
    kind = ErrorKind.CONFLICT


class UnknownPost(DomainError):
    """No such post here."""

    code = "organisation.unknown_post"
    message = N_("Vi finner ikke stillingen. Velg en stilling fra oversikten.")
    kind = ErrorKind.NOT_FOUND


class UnknownLevel(DomainError):
    """No such leader level here."""

    code = "organisation.unknown_level"
    message = N_("Vi finner ikke ledernivået. Velg et av kommunens ledernivåer.")
    field = "level"


class HeadWithoutLevel(DomainError):
    """The one who heads a unit is a leader on some level."""

    code = "organisation.head_without_level"
    message = N_("Den som leder en enhet, må ha et ledernivå. Velg ledernivå for stillingen.")
    field = "level"


class UnitHasHead(DomainError):
    """The unit has another post that heads it in the period."""

    code = "organisation.unit_has_head"
    message = N_("Enheten har alt en lederstilling fra {valid_from}. Avslutt den før den nye begynner.")
    field = "is_unit_head"
    kind = ErrorKind.CONFLICT


class PostNotThere(DomainError):
    """The appointment would reach outside the post's own period."""

    code = "organisation.post_not_there"
    message = N_("Stillingen «{post}» finnes ikke hele tiden fra {valid_from}. Velg datoer innenfor dens periode.")
    field = "valid_from"
    kind = ErrorKind.CONFLICT


class PostStillHeld(DomainError):
    """The post can't end while somebody holds it."""

    code = "organisation.post_still_held"
    message = N_("Noen har stillingen «{post}» etter {on}. Avslutt det først.")
    kind = ErrorKind.CONFLICT


class PostAlreadyHeld(DomainError):
    """Somebody else holds the post in the same way in the period."""

    code = "organisation.post_already_held"
    message = N_("Stillingen er alt besatt fra {valid_from}. Avslutt det, velg en annen dato, eller velg konstituert.")
    field = "valid_from"
    kind = ErrorKind.CONFLICT


class PersonAlreadyThere(DomainError):
    """The person already holds the post in the period."""

    code = "organisation.person_already_there"
    message = N_("Personen har alt denne stillingen fra {valid_from}. Velg en annen dato eller en annen stilling.")
    field = "valid_from"
    kind = ErrorKind.CONFLICT


class LastDayAlreadySet(DomainError):
    """What has ended is not stretched."""

    code = "organisation.last_day_already_set"
    message = N_("Siste dag er alt satt til {valid_to}. Den kan settes tidligere, ikke senere.")
    field = "on"
    kind = ErrorKind.CONFLICT


class UnknownAppointment(DomainError):
    """No such appointment here."""

    code = "organisation.unknown_appointment"
    message = N_("Vi finner ikke ansettelsen i stillingen. Last siden på nytt.")
    kind = ErrorKind.NOT_FOUND


class UnknownPerson(DomainError):
    """No such person here, or not for the one who asks."""

    code = "organisation.unknown_person"
    message = N_("Vi finner ikke personen. Søk etter navnet.")
    kind = ErrorKind.NOT_FOUND


class PersonHasLeft(DomainError):
    """Nobody is appointed after her last day."""

    code = "organisation.person_has_left"
    message = N_("Personen sluttet {left_on}. Velg en tidligere dato, eller legg inn personen på nytt.")
    field = "person"
    kind = ErrorKind.CONFLICT


class EmailTaken(DomainError):
    """Another person here has the address."""

    code = "organisation.email_taken"
    message = N_("En annen person er alt lagt inn med e-postadressen «{email}». Søk etter personen.")
    field = "email"
    kind = ErrorKind.CONFLICT


class EmailWrong(DomainError):
    """The address can't be one."""

    code = "organisation.email_wrong"
    message = N_("E-postadressen «{email}» er ikke gyldig. Skriv den slik: navn@kommune.no.")
    field = "email"


class AddressWrong(DomainError):
    """The address of a page can't be one."""

    code = "organisation.address_wrong"
    message = N_("Adressen «{address}» er ikke gyldig. Den begynner med https://.")
    field = "accessibility_url"


class NotAnExample(DomainError):
    """Only example municipalities can be removed."""

    code = "organisation.not_an_example"
    message = N_("«{slug}» er ikke en eksempelkommune. Bare eksempelkommuner kan fjernes.")
    kind = ErrorKind.CONFLICT


class LogoNotAPicture(DomainError):
    """Only pictures that browsers draw without running anything."""

    code = "organisation.logo_not_a_picture"
    message = N_("Logoen må være et bilde av typen PNG eller JPG. Lagre den slik, og velg filen på nytt.")
    field = "logo"


class LogoTooLarge(DomainError):
    """A logo is small."""

    code = "organisation.logo_too_large"
    message = N_("Logoen er for stor. Lagre den mindre: høyst {limit_kb} kB og {limit_side} punkter i hver retning.")
    kind = ErrorKind.TOO_MUCH
    field = "logo"

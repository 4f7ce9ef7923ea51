"""Refusals of erasing."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class PersonNotFound(DomainError):
    """Nobody has that key or address here."""

    code = "erase_a_person.person_not_found"
    message = N_("Vi finner ingen med denne nøkkelen eller e-postadressen. Sjekk at den er riktig skrevet.")
    kind = ErrorKind.NOT_FOUND
    field = "person"


class SeveralMunicipalities(DomainError):
    """She is known in more than one, and each decides for itself."""

    code = "erase_a_person.several_municipalities"
    message = N_("Personen finnes i flere kommuner: {slugs}. Velg én av dem, og slett i én om gangen.")
    field = "municipality"


class ReceiptNotFound(DomainError):
    """No such receipt, or another municipality's."""

    code = "erase_a_person.receipt_not_found"
    message = N_("Vi finner ikke kvitteringen. Se i listen over slettinger.")
    kind = ErrorKind.NOT_FOUND

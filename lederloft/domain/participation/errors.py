"""Refusals about seats, queue and attendance."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class SignUpNotOpenYet(DomainError):
    """Signed up too early."""

    code = "participation.sign_up_not_open_yet"
    message = N_("Påmeldingen åpner {opens_at}. Prøv igjen da.")
    kind = ErrorKind.CONFLICT


class SignUpClosed(DomainError):
    """Signed up too late."""

    code = "participation.sign_up_closed"
    message = N_("Påmeldingen stengte {closed_at}. Spør kontaktpersonen om neste gjennomføring.")
    kind = ErrorKind.CONFLICT


class HoursOutOfReach(DomainError):
    """What is left of the edition no longer gives the hours."""

    code = "participation.hours_out_of_reach"
    message = N_(
        "Samlingene som er igjen, gir {left}, men modulen krever {wanted}. "
        "Spør kontaktpersonen om flere samlinger eller neste gjennomføring."
    )
    kind = ErrorKind.CONFLICT


class EditionNotOpen(DomainError):
    """The edition is under way, over, cancelled or not yet opened."""

    code = "participation.edition_not_open"
    message = N_("Gjennomføringen er {state}. Det er ikke mulig å melde seg på nå.")
    kind = ErrorKind.CONFLICT


class NoSeatToGiveUp(DomainError):
    """There is no seat any more, or the hours are done."""

    code = "participation.no_seat_to_give_up"
    message = N_("Plassen er «{state}» og kan ikke gis opp. Last siden på nytt for å se hva som gjelder.")
    kind = ErrorKind.CONFLICT


class NotInQueue(DomainError):
    """She has got a seat in the meantime, or left."""

    code = "participation.not_in_queue"
    message = N_("Plassen er «{state}», ikke i kø. Last siden på nytt for å se hva som gjelder.")
    kind = ErrorKind.CONFLICT


class CapacityBelowSeatsTaken(DomainError):
    """An edition can't have fewer seats than people on them."""

    code = "participation.capacity_below_seats_taken"
    message = N_("{taken} har plass. Antall plasser kan ikke være lavere enn det.")
    field = "capacity"


class MinutesOutOfRange(DomainError):
    """Somebody was there for no time, or longer than the gathering."""

    code = "participation.minutes_out_of_range"
    message = N_("Delvis oppmøte må være mellom 1 og {limit} minutter. Samlingen varte i {limit} minutter.")
    field = "minutes"


class MinutesMissing(DomainError):
    """Partial attendance without minutes."""

    code = "participation.minutes_missing"
    message = N_("Skriv hvor mange minutter deltakeren var til stede, mellom 1 og {limit}.")
    field = "minutes"


class NotAParticipant(DomainError):
    """Attendance for somebody without a seat in the edition."""

    code = "participation.not_a_participant"
    message = N_("Oppmøtet gjelder noen som ikke har plass lenger. Last siden på nytt for å se hvem som har plass.")
    kind = ErrorKind.CONFLICT


class GatheringHeldStill(DomainError):
    """All attendance is taken back from a gathering that has been held."""

    code = "participation.gathering_held_still"
    message = N_("Samlingen er holdt. Rett oppmøtet i stedet, eller rett først at samlingen ikke er holdt.")
    kind = ErrorKind.CONFLICT


class GatheringNotHeld(DomainError):
    """Attendance at a gathering that hasn't been held."""

    code = "participation.gathering_not_held"
    message = N_("Samlingen er {state}. Oppmøte kan bare registreres på en samling som er holdt.")
    kind = ErrorKind.CONFLICT

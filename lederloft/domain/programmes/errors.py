"""Refusals about modules, editions and gatherings. ``number`` says which gathering of the edition is meant."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class EndsBeforeStart(DomainError):
    """The gathering's end is earlier the same day than its start."""

    code = "programmes.ends_before_start"
    message = N_("Kl. {ends} er før kl. {starts}. Samlingen skal vare {length}, altså til {proposed}.")
    field = "ends"


class EndsAsItStarts(DomainError):
    """The gathering has no length."""

    code = "programmes.ends_as_it_starts"
    message = N_("Samlingen begynner og slutter kl. {starts}. Den skal vare {length}, altså til {proposed}.")
    field = "ends"


class EndsOnEarlierDay(DomainError):
    """The gathering's last day comes before its first."""

    code = "programmes.ends_on_earlier_day"
    message = N_("Samlingen slutter {ends_on}, men begynner {on}. Sett siste dag til {on} eller senere.")
    field = "ends_on"


class GatheringTooLong(DomainError):
    """The gathering lasts longer than anybody can mean."""

    code = "programmes.gathering_too_long"
    message = N_("Samlingen varer i {days} dager. Sett sluttdatoen høyst {limit} dager etter starten.")
    field = "ends_on"


class CountedMinutesOutOfRange(DomainError):
    """More minutes count than the gathering lasts, or none."""

    code = "programmes.counted_minutes_out_of_range"
    message = N_("Timene som teller, må være mer enn null og høyst {limit}, for så lenge varer samlingen.")
    field = "counted_minutes"


class GatheringsOverlap(DomainError):
    """Two gatherings of the edition are at the same time."""

    code = "programmes.gatherings_overlap"
    message = N_("Samling {number} begynner {starts_at}, før samling {other} er slutt. Velg et annet tidspunkt.")
    field = "starts"


class LinkNotWeb(DomainError):
    """The digital link is no web address."""

    code = "programmes.link_not_web"
    message = N_("Den digitale lenken må begynne med https:// og ikke ha mellomrom. Kopier den fra møteinnkallingen.")
    field = "digital_link"


class SignUpClosesBeforeItOpens(DomainError):
    """The time for signing up has no length."""

    code = "programmes.sign_up_closes_before_it_opens"
    message = N_("Påmeldingen stenger {closes_at}, men åpner {opens_at}. Sett stengetiden etter åpningen.")
    field = "sign_up_closes_at"


class SignUpClosesAfterTheEnd(DomainError):
    """Signing up would be possible when all is over."""

    code = "programmes.sign_up_closes_after_the_end"
    message = N_("Påmeldingen stenger {closes_at}, men siste samling er {last_on}. Sett stengetiden før det.")
    field = "sign_up_closes_at"


class CapacityOutOfRange(DomainError):
    """No edition has so few or so many seats."""

    code = "programmes.capacity_out_of_range"
    message = N_("Antall plasser må være mellom {least} og {most}.")
    field = "capacity"


class RequiredMinutesOutOfRange(DomainError):
    """No module takes so little or so much."""

    code = "programmes.required_minutes_out_of_range"
    message = N_("Modulen må kreve mellom {least} og {most}.")
    field = "required_minutes"


class GatheringCountOutOfRange(DomainError):
    """No module has so few or so many gatherings."""

    code = "programmes.gathering_count_out_of_range"
    message = N_("Antall samlinger må være mellom {least} og {most}.")
    field = "gathering_count"


class OfferNotOpen(DomainError):
    """An edition is opened before leaders may see its offer, or after the offer has ended."""

    code = "programmes.offer_not_open"
    message = N_("Tilbudet «{name}» er ikke åpent for lederne. Åpne tilbudet før du åpner gjennomføringen.")
    kind = ErrorKind.CONFLICT


class GatheringsMissing(DomainError):
    """The edition has fewer or more gatherings than its module."""

    code = "programmes.gatherings_missing"
    message = N_("Gjennomføringen har {found} samlinger, men modulen skal ha {wanted}. Rett antallet.")
    field = "gatherings"


class GatheringsTooMany(DomainError):
    """The edition has got as many gatherings as any can have, cancelled ones counted."""

    code = "programmes.gatherings_too_many"
    message = N_("Gjennomføringen har hatt {limit} samlinger, og flere kan den ikke få. Lag en ny gjennomføring.")
    kind = ErrorKind.CONFLICT


class GatheringsTooShort(DomainError):
    """The gatherings together don't give the hours that the module demands."""

    code = "programmes.gatherings_too_short"
    message = N_(
        "Samlingene gir til sammen {found}, men modulen krever {wanted}. Forleng dem med {lacking} til sammen."
    )
    field = "gatherings"


class MovedIntoThePast(DomainError):
    """A gathering that is still to come would be over already."""

    code = "programmes.moved_into_the_past"
    message = N_(
        "{ends_at} er passert, så samlingen ville vært over. Velg en tid som kommer. "
        "Er den alt holdt, legg den til som en ny samling, og avlys denne."
    )
    field = "on"


class GatheringCutTooShort(DomainError):
    """An edition that people have signed up for would no longer give its hours."""

    code = "programmes.gathering_cut_too_short"
    message = N_(
        "Da gir samlingene {found} til sammen, men modulen krever {wanted}. "
        "La samlingen vare {lacking} lenger, eller legg til en samling først."
    )
    field = "ends"


class LastGathering(DomainError):
    """An edition that people have signed up for would have no gathering left."""

    code = "programmes.last_gathering"
    message = N_("Dette er den siste samlingen. Avlys hele gjennomføringen, eller legg til en ny samling først.")
    kind = ErrorKind.CONFLICT


class GatheringFixed(DomainError):
    """The gathering is over or cancelled."""

    code = "programmes.gathering_fixed"
    message = N_("Samlingen er {state} og kan ikke endres.")
    kind = ErrorKind.CONFLICT


class GatheringNotOver(DomainError):
    """An edition is closed before its gatherings have been."""

    code = "programmes.gathering_not_over"
    message = N_("Samling {number} er ikke holdt. Registrer oppmøte på den eller avlys den først.")
    kind = ErrorKind.CONFLICT


class GatheringNotYet(DomainError):
    """A gathering is said to be held before it has begun."""

    code = "programmes.gathering_not_yet"
    message = N_("Samlingen begynner {starts_at}. Oppmøte kan registreres fra da.")
    kind = ErrorKind.CONFLICT


class EditionEnded(DomainError):
    """The edition is over or cancelled."""

    code = "programmes.edition_ended"
    message = N_("Gjennomføringen er {state} og kan ikke endres.")
    kind = ErrorKind.CONFLICT


class PersonUnknown(DomainError):
    """A contact person or facilitator isn't somebody the municipality knows."""

    code = "programmes.person_unknown"
    message = N_("Vi finner ikke personen. Velg noen fra lista.")
    field = "contact_person_id"


class HoursFixed(DomainError):
    """A module's hours are changed after somebody has signed up for them."""

    code = "programmes.hours_fixed"
    message = N_("Timekravet kan ikke endres når en gjennomføring er åpnet. Lag en ny modul med det nye kravet.")
    field = "required_minutes"

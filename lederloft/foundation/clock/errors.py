"""Refusals about times of day that Norwegian clocks skip or repeat."""

from lederloft.foundation.errors.values import N_, DomainError


class TimeDoesNotExist(DomainError):
    """The clocks jump over this time of day in spring."""

    code = "clock.time_does_not_exist"
    message = N_(
        "Kl. {asked} finnes ikke {on}: den natta stilles klokka fram fra kl. {gap_start} til kl. {gap_end}. "
        "Det nærmeste tidspunktet som finnes, er kl. {nearest}."
    )


class TimeHappensTwice(DomainError):
    """The clocks are put back in autumn and show this time of day twice; somebody must say which."""

    code = "clock.time_happens_twice"
    message = N_(
        "Kl. {asked} kommer to ganger {on}, fordi klokka stilles tilbake den natta. "
        "Velg om du mener den første gangen (sommertid) eller den andre (normaltid)."
    )


class MomentWithoutZone(DomainError):
    """A moment came without a zone: a fault in the program or in an integration's input."""

    code = "clock.moment_without_zone"
    message = N_("Tidspunktet {moment} mangler tidssone. Skriv det for eksempel som 2026-04-10T09:00:00+02:00.")


class YearOutOfRange(DomainError):
    """A year far off: a slip of the hand."""

    code = "clock.year_out_of_range"
    message = N_("Årstallet ser ikke riktig ut. Skriv et år mellom {first} og {last}.")

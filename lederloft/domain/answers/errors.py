"""Refusals about waves and answers. None of them tells whether somebody else has answered."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class WaveEndsBeforeStart(DomainError):
    """It would close before it opens."""

    code = "answers.wave_ends_before_start"
    message = N_("Målingen lukkes før den åpner. Velg et senere tidspunkt for siste svar.")
    field = "closes_at"


class MinimumTooLow(DomainError):
    """Fewer mixed together than the floor allows."""

    code = "answers.minimum_too_low"
    message = N_("Minst {floor} svar må blandes. Velg {floor} eller flere.")
    field = "minimum_batch"


class WaveIsClosed(DomainError):
    """Nobody can be invited to it any more."""

    code = "answers.wave_is_closed"
    message = N_("Målingen er lukket. Åpne en ny måling.")
    kind = ErrorKind.CONFLICT


class LinkInvalid(DomainError):
    """Unknown, used and handed on, or the wave is closed: one answer for all of them."""

    code = "answers.link_invalid"
    message = N_("Lenken virker ikke lenger. Svaret er levert videre, eller fristen er ute.")
    kind = ErrorKind.NOT_FOUND


class NotOpenNow(DomainError):
    """The link is good, the time isn't."""

    code = "answers.not_open_now"
    message = N_("Du kan svare fra {opens_at} til {closes_at}.")
    kind = ErrorKind.CONFLICT


class AlreadyAnswered(DomainError):
    """She has answered before, this or something else; her answer still waits in the buffer."""

    code = "answers.already_answered"
    message = N_("Du har svart. Vil du svare på nytt, må du trekke svaret først.")
    kind = ErrorKind.CONFLICT


class AnswersNotReadable(DomainError):
    """Not a row of whole numbers and gaps."""

    code = "answers.answers_not_readable"
    message = N_("Vi kunne ikke lese svarene. Gå tilbake, og velg et svar på hvert spørsmål.")
    field = "answers"

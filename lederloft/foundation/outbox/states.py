"""The states of a mail."""

from enum import StrEnum

from lederloft.foundation.errors.values import N_


class MailState(StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    SENDING = "sending"
    HELD = "held"  # waits for the recipient's daily summary
    SENT = "sent"
    DROPPED = "dropped"  # muted, no longer relevant, or nobody to send it to
    DEAD = "dead"  # could not be delivered; shown to IT, who may send it again

    @property
    def msgid(self) -> str:
        """The state's name on the screen."""
        return _NAMES[self]


_NAMES = {
    MailState.QUEUED: N_("venter"),
    MailState.SENDING: N_("sendes"),
    MailState.HELD: N_("venter på dagens oppsummering"),
    MailState.SENT: N_("sendt"),
    MailState.DROPPED: N_("ikke sendt, fordi den ikke trengs"),
    MailState.DEAD: N_("gitt opp"),
}

NOT_RELEVANT = "outbox.no_longer_relevant"  # why a mail was dropped

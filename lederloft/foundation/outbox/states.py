"""The states of a mail and the moves between them, as data."""

from enum import StrEnum

from lederloft.foundation.errors.values import N_
from lederloft.foundation.states.values import StateTable, Transition


class MailState(StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    SENDING = "sending"
    HELD = "held"  # waits for the recipient's daily summary
    SENT = "sent"
    DROPPED = "dropped"  # muted, no longer relevant, or nobody to send it to
    DEAD = "dead"  # could not be delivered; shown to IT, who may send it again


NOT_RELEVANT = "outbox.no_longer_relevant"  # why a mail was dropped

MAIL_STATES = StateTable(
    states=MailState,
    thing=N_("E-posten"),
    initial=MailState.QUEUED,
    final=(MailState.SENT, MailState.DROPPED),
    names={
        MailState.QUEUED: N_("venter"),
        MailState.SENDING: N_("sendes"),
        MailState.HELD: N_("venter på dagens oppsummering"),
        MailState.SENT: N_("sendt"),
        MailState.DROPPED: N_("ikke sendt, fordi den ikke trengs"),
        MailState.DEAD: N_("gitt opp"),
    },
    transitions=(
        Transition(MailState.QUEUED, MailState.SENDING, "claim"),
        Transition(MailState.QUEUED, MailState.DROPPED, "take_back"),
        Transition(MailState.SENDING, MailState.SENDING, "claim"),  # the worker was killed
        Transition(MailState.SENDING, MailState.SENT, "deliver"),
        Transition(MailState.SENDING, MailState.QUEUED, "postpone"),
        Transition(MailState.SENDING, MailState.HELD, "hold"),
        Transition(MailState.SENDING, MailState.DROPPED, "drop"),
        Transition(MailState.SENDING, MailState.DEAD, "give_up"),
        Transition(MailState.HELD, MailState.SENT, "deliver"),
        Transition(MailState.HELD, MailState.DROPPED, "drop"),
        Transition(MailState.HELD, MailState.QUEUED, "release"),
        Transition(MailState.DEAD, MailState.QUEUED, "send_again"),
    ),
)

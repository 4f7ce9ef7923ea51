"""The door to the outbox."""

from lederloft.foundation.outbox.choices import Choice, choose_notifications, list_notification_choices
from lederloft.foundation.outbox.delivering import deliver, deliver_due
from lederloft.foundation.outbox.digests import collect_digests
from lederloft.foundation.outbox.errors import (
    MailNotFound,
    NotIdsOnly,
    UnknownGroup,
    UnknownMessageKind,
    WrongRecipient,
)
from lederloft.foundation.outbox.keeping import MailStatus, get_outbox_health, list_mails, resend_mail
from lederloft.foundation.outbox.kinds import DIGEST, connect
from lederloft.foundation.outbox.own import OwnMail, choose_all_notifications, count_news, list_own_mails
from lederloft.foundation.outbox.states import MailState
from lederloft.foundation.outbox.trying import TRIAL, try_mail
from lederloft.foundation.outbox.values import (
    Attachment,
    CalendarPart,
    Group,
    How,
    Mail,
    MailRequest,
    MessageKind,
    Recipient,
)
from lederloft.foundation.outbox.writing import ToPerson, Unsent, send_mail, send_mails, take_back

__all__ = [
    "DIGEST",
    "TRIAL",
    "Attachment",
    "CalendarPart",
    "Choice",
    "Group",
    "How",
    "Mail",
    "MailNotFound",
    "MailRequest",
    "MailState",
    "MailStatus",
    "MessageKind",
    "NotIdsOnly",
    "OwnMail",
    "Recipient",
    "ToPerson",
    "UnknownGroup",
    "UnknownMessageKind",
    "Unsent",
    "WrongRecipient",
    "choose_all_notifications",
    "choose_notifications",
    "collect_digests",
    "connect",
    "count_news",
    "deliver",
    "deliver_due",
    "get_outbox_health",
    "list_mails",
    "list_notification_choices",
    "list_own_mails",
    "resend_mail",
    "send_mail",
    "send_mails",
    "take_back",
    "try_mail",
]

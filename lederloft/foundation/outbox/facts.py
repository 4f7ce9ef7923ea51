"""What the trail can say of messages."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact


@dataclass(frozen=True, kw_only=True)
class NotificationsChosen(Fact):
    """Somebody chose how to hear about a group of things."""

    group: str
    how: str

    sentence: ClassVar[str] = N_("{who} valgte hvordan varsler kommer")


@dataclass(frozen=True, kw_only=True)
class MailSentAgain(Fact):
    """IT sent a mail that had been given up once more."""

    mail_id: int
    mail_kind: str

    sentence: ClassVar[str] = N_("{who} sendte en e-post på nytt")
    about: ClassVar[dict[str, str]] = {"mail_id": "outbox.outgoingmail"}


@dataclass(frozen=True, kw_only=True)
class MailTried(Fact):
    """Somebody tried whether mail gets out."""

    mail_id: int

    sentence: ClassVar[str] = N_("{who} prøvde om e-post kommer fram")
    about: ClassVar[dict[str, str]] = {"mail_id": "outbox.outgoingmail"}

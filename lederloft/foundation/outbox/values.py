"""What a mail is made of, what is known about each kind, and how people want to hear. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How a person wants to hear about a group of things."""

    NOW = "now"
    DAILY = "daily"  # one summary a day
    CALENDAR = "calendar"  # only what goes into the calendar


@dataclass(frozen=True)
class Group:
    """Message kinds that people choose about together. ``title`` is a msgid."""

    title: str
    default: How = How.NOW


@dataclass(frozen=True)
class MessageKind:
    """One kind of message.

    ``renderer`` is the dotted name of ``render(request: MailRequest) -> Mail | None`` (None: no longer relevant, or
    she may no longer see it). Without a ``group`` it is always sent at once, as a password reset is; with
    ``is_invitation`` it is sent to those who only want their calendar too. What ``waits`` lies for MAIL_WAITS_SECONDS,
    so that a change of mind is one mail.
    """

    renderer: str
    group: str | None = None
    is_invitation: bool = False
    may_lack_municipality: bool = False
    waits: bool = False


@dataclass(frozen=True)
class Recipient:
    """Where a mail goes, found when it is sent and stored nowhere."""

    email: str
    language: str = ""  # "" when not chosen: the municipality's
    account_id: int | None = None


@dataclass(frozen=True)
class MailRequest:
    """What a renderer is given. It reads what it needs inside the scope that is open, in the language that is on."""

    kind: str
    ids: Mapping[str, int]
    municipality_id: int | None
    recipient_kind: str  # "account", "person" or a kind with a wired resolver
    recipient_id: int
    account_id: int | None
    language: str


@dataclass(frozen=True)
class CalendarPart:
    """An invitation or a cancellation that calendars understand."""

    content: str
    method: str = "REQUEST"  # or CANCEL, PUBLISH


@dataclass(frozen=True)
class Attachment:
    """A file that goes along."""

    file_name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A finished mail. ``html`` may be empty; ``text`` never is."""

    subject: str
    text: str
    html: str
    language: str
    calendar_part: CalendarPart | None = None
    attachments: tuple[Attachment, ...] = ()

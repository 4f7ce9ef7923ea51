"""Renderers, resolvers and a mail server that tests wire in."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.mail.backends.locmem import EmailBackend
from django.utils import translation

from lederloft.foundation.outbox.api import Attachment, CalendarPart, Mail, MailRequest, Recipient
from lederloft.foundation.tenancy.api import current_municipality

requests: list[tuple[MailRequest, int | None, str | None]] = []  # with the scope and the language that were on
texts: dict[str, Any] = {}


def render(request: MailRequest) -> Mail | None:
    requests.append((request, current_municipality(), translation.get_language()))
    if "fault" in texts:
        raise texts["fault"]
    if request.ids.get("gone"):
        return None
    return Mail(
        subject=texts.get("subject", "Samling 3"),
        text=texts.get("text", f"Samling {request.ids.get('gathering_id')}"),
        html=texts.get("html", "<p>Samling</p>"),
        language=request.language,
        calendar_part=texts.get("calendar"),
        attachments=texts.get("attachments", ()),
    )


def render_digest(request: MailRequest, parts: Sequence[Mail]) -> Mail:
    return Mail("I dag", "\n".join(part.text for part in parts), "", request.language)


def resolve_coach(recipient_id: int, municipality_id: int | None) -> Recipient | None:
    return Recipient(f"coach{recipient_id}@example.org") if current_municipality() == municipality_id else None


CALENDAR = CalendarPart("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
PDF = Attachment("program.pdf", "application/pdf", b"%PDF-1.7 test")


class Server(EmailBackend):
    """A mail server that can be away, cut the line or refuse."""

    calls: ClassVar[int] = 0
    away: ClassVar[Exception | None] = None
    cuts: ClassVar[dict[str, Exception]] = {}  # subject → fault

    def open(self) -> bool:
        type(self).calls += 1
        if self.away is not None:
            raise self.away
        return True

    def send_messages(self, messages: Sequence[Any]) -> int:
        for message in messages:
            if message.subject in self.cuts:
                raise self.cuts[message.subject]
        return super().send_messages(messages)


def municipality_language() -> str:
    return str(texts.get("language", ""))

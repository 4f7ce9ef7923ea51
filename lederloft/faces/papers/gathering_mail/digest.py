"""The daily summary: what happened since yesterday, in one mail."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from lederloft.faces.papers.letter import write_letter
from lederloft.foundation.outbox.api import Mail, MailRequest
from lederloft.foundation.wording import api as wording


def render_digest(request: MailRequest, parts: Sequence[Mail]) -> Mail | None:
    """One mail of several; None when nothing of it matters any more."""
    if not parts:
        return None
    count = len(parts)
    subject = ngettext("Én ting siden i går", "{count} ting siden i går", count).format(
        count=wording.capitalised(wording.number_word(count))
    )
    return write_letter(
        request,
        subject,
        before=[f"– {part.subject}" for part in parts],
        path="/",
        link_words=gettext("Se mer i Lederløft"),
        after=[gettext("Du får ett sammendrag om dagen fordi du har valgt det.")],
    )

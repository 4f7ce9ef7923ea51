"""How every mail looks: a greeting, short paragraphs, at most one link, and where to choose less mail."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from lederloft.foundation.outbox.api import CalendarPart, Mail, MailRequest


def write_letter(
    request: MailRequest,
    subject: str,
    *,
    before: Sequence[str],
    path: str = "",
    link_words: str = "",
    after: Sequence[str] = (),
    calendar_part: CalendarPart | None = None,
) -> Mail:
    """A mail in the reader's language. Everything said is text: nothing in it is read as a template or as HTML."""
    # A link of its own words, or the address itself where she is to see where it leads.
    url = f"{settings.SITE_URL}{path}" if path else ""
    greeting = gettext("Hei!")
    last = [*after, gettext("Hilsen Lederløft")]
    text = (
        "\n\n".join([greeting, *before, *([f"{link_words}: {url}" if link_words else url] if url else []), *last])
        + "\n"
    )
    html = format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title></head><body>{}{}{}</body></html>',
        request.language,
        subject,
        format_html_join("", "<p>{}</p>", ((sentence,) for sentence in (greeting, *before))),
        format_html('<p><a href="{}">{}</a></p>', url, link_words or url) if url else "",
        format_html_join("", "<p>{}</p>", ((sentence,) for sentence in last)),
    )
    return Mail(subject=subject, text=text, html=html, language=request.language, calendar_part=calendar_part)

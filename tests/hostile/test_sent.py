"""Hostile names in what leaves the site: mails, invitations, calendars, papers and lists."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default as modern
from html import unescape
from xml.etree import ElementTree

import pytest
from django.core.mail import EmailMessage
from icalendar import Calendar

from lederloft.faces.papers.documents import pdf
from lederloft.foundation.calendars import api as calendars
from tests.hostile import inert
from tests.hostile.events import happen
from tests.hostile.payloads import FORMULAS, LINES, TEMPLATES, XSS, turned
from tests.hostile.places import Visit, browser, crawl, plant
from tests.rights.places import Place

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

OFFICE = "utviklingskontoret"
KINDS_OF_MAIL = 7
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def parts(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """(content type, text) of every part, as a mail program reads it."""
    for part in message_from_bytes(message.message().as_bytes(), policy=modern).walk():
        if not part.is_multipart():
            content = part.get_content()
            yield part.get_content_type(), content if isinstance(content, str) else content.decode()


def test_eleven_scripts_are_text_in_every_mail(place: Place) -> None:
    mails, _somebody = happen(place, turned(XSS))
    assert len({message.subject[:12] for message in mails}) >= KINDS_OF_MAIL
    wrong, seen = [], 0
    for message in mails:
        for kind, text in parts(message):
            seen += "xss(" in text
            if kind == "text/html":
                wrong += inert.faults(text)
    assert wrong == []
    assert seen > len(mails)


def test_template_words_are_text_in_every_mail(place: Place) -> None:
    mails, _somebody = happen(place, turned(TEMPLATES))
    told = "\n".join(unescape(text) for message in mails for _kind, text in parts(message))
    assert not re.search(r"\b1337\b|<class |\$(argon2|md5)|only-for-tests", told)
    assert all(words in told.replace("\n ", "") for words in ("{{7*191}}", "{user.password}", "%(secret)s", "${7*7}"))


def test_no_name_adds_a_line_to_a_mail_or_a_property_to_an_invitation(place: Place) -> None:
    mails, somebody = happen(place, turned(LINES))
    invitations = 0
    for message in mails:
        read = message_from_bytes(message.message().as_bytes(), policy=modern)
        assert read["Bcc"] is None
        assert "\n" not in str(read["Subject"])
        for kind, text in parts(message):
            if kind == "text/calendar":
                invitations += 1
                _check_calendar(text, attendees=1)
    assert invitations > 3
    with place.town.reading():
        entries = calendars.list_entries(somebody.person_id)
        assert entries
    _check_calendar(calendars.feed_text(entries, name=LINES[2], written_at=entries[0].details.starts_at), attendees=0)


def _check_calendar(text: str, *, attendees: int) -> None:
    """Our components only, and who we invited only."""
    lines = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").split("\n")
    assert "\u2028" not in text
    read = Calendar.from_ical(text)
    events = read.walk("VEVENT")
    assert len(read.walk("VALARM")) == 0
    assert all(len(event.subcomponents) == 0 for event in events)
    assert sum(line.startswith("ATTENDEE") for line in lines) == attendees * len(events)
    assert "mailto:ond@x.test" not in [str(event.get("attendee")) for event in events]


def test_scripts_and_templates_are_text_in_pdf_and_docx(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    to_html = pdf.to_html

    def listening(content: object) -> str:
        written.append(to_html(content))
        return written[-1]

    monkeypatch.setattr(pdf, "to_html", listening)
    plant(place, turned((*XSS, *TEMPLATES)))
    office = browser(place, OFFICE)
    key = place.keys["development_office/gjennomforinger.key"]
    made = office.get(f"/utviklingskontoret/gjennomforinger/{key}/deltakerliste.pdf")
    assert made.headers["Content-Type"] == "application/pdf"
    assert "attachment" in made.headers["Content-Disposition"]
    assert len(written) == 1
    assert inert.faults(written[0]) == []
    assert "xss(" in written[0]
    assert "1337" not in unescape(written[0])
    assert not re.search(rb"/JavaScript|/JS |/Launch|/URI|/EmbeddedFile", made.content)
    docx = office.get(f"/utviklingskontoret/gjennomforinger/{key}/deltakerliste.docx")
    with zipfile.ZipFile(io.BytesIO(docx.content)) as archive:
        links = [archive.read(n) for n in archive.namelist() if n.endswith(".rels")]
        document = ElementTree.fromstring(archive.read("word/document.xml"))
    assert not any(b'TargetMode="External"' in text for text in links)
    text = "".join(document.itertext())
    assert "xss(" in text
    assert "1337" not in text


def lists(place: Place) -> list[Visit]:
    """Every list that can be taken home, as CSV and as XLSX."""
    found = [visit for visit in crawl(place, "?last-ned=csv") if visit.kind.startswith("text/csv")]
    return found + again(place, [(visit.path.replace("=csv", "=xlsx"), visit.who) for visit in found])


def again(place: Place, files: list[tuple[str, str | None]]) -> list[Visit]:
    """The lists found in the first round, once more."""
    return [Visit("", who, path, browser(place, who).get(path)) for path, who in files]


def cells(visit: Visit) -> list[str]:
    """Every text in the file, as the spreadsheet gets it."""
    if visit.kind.startswith("text/csv"):
        rows = csv.reader(io.StringIO(visit.text.removeprefix("\ufeff")), delimiter=";")
        return [cell for row in rows for cell in row]
    with zipfile.ZipFile(io.BytesIO(visit.body)) as archive:
        names = archive.namelist()
        sheets = [archive.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
        shared = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b"<sst/>"
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    inline = [node.text or "" for sheet in sheets for node in ElementTree.fromstring(sheet).iter() if node.text]
    return inline + [node.text or "" for node in ElementTree.fromstring(shared).iter() if node.text]


def test_thirteen_formulas_are_inert_in_every_list_taken_home(place: Place) -> None:
    assert len(FORMULAS) == 13
    found = lists(place)
    assert len(found) >= 8
    for visit in found:
        assert "attachment" in visit.answer.headers["Content-Disposition"]
        assert visit.answer.headers["X-Content-Type-Options"] == "nosniff"
    for formula in FORMULAS:
        plant(place, lambda _number, formula=formula: formula)
        neutral = 0
        for visit in again(place, [(visit.path, visit.who) for visit in found]):
            for cell in cells(visit):
                assert not cell.startswith(STARTS), (visit.path, cell)
                neutral += cell.startswith("'")
        assert neutral > 8, formula

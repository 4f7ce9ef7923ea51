"""The participant list: who gets it, what it says, in both languages."""

import io
from datetime import date, timedelta

import pytest
from docx import Document

from lederloft.faces.papers.documents.content import Table
from lederloft.faces.papers.documents.participant_list import participant_content
from lederloft.faces.papers.documents.pdf import make_pdf
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.documents import api as documents
from lederloft.foundation.documents.api import PaperForm
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import (
    Town,
    a_gathering,
    after,
    at_sign_up,
    edition_key,
    gathering_ids,
    make_edition,
    make_town,
)
from tests.faces.papers.documents.reading import Pdf, Read

pytestmark = pytest.mark.django_db


def _edition(town: Town, *names: str, **other: object) -> str:
    edition_id = make_edition(town, capacity=2, **other)
    with at_sign_up():
        for name in names:
            deliver_a_module.sign_up(edition_id, acting=town.person(name=name).acting)
    return edition_key(town, edition_id)


def test_the_office_gets_the_list_as_pdf_and_docx() -> None:
    town = make_town()
    key = _edition(town, "Ingrid Vik", "Jonas Eide", "Åse Ødegård")
    with clock.frozen_at(after(1)):
        pdf = documents.make_paper("participant_list", key, acting=town.office)
        docx = documents.make_paper("participant_list", key, acting=town.office, form=PaperForm.DOCX)
        read = Pdf(make_pdf(participant_content(key, acting=town.office), is_compressed=False)).read()
    assert (pdf.mime, pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert pdf.name.startswith("deltakerliste-teamledelse")
    assert pdf.name.endswith(".pdf")
    assert docx.name.endswith(".docx")
    texts = [piece.text for piece in read]
    assert [text for text in texts if text in {"Ingrid Vik", "Jonas Eide", "Åse Ødegård"}] == [
        "Ingrid Vik",
        "Jonas Eide",
        "Åse Ødegård",
    ]
    assert texts.index("Jonas Eide") < texts.index("Kø") < texts.index("Åse Ødegård")
    assert Read("TD", "2 av 2") in read
    assert f"/utviklingskontoret/gjennomforinger/{key}" in "".join(texts).replace(" ", "")
    cells = [
        cell.text for table in Document(io.BytesIO(docx.content)).tables for row in table.rows for cell in row.cells
    ]
    assert {"Ingrid Vik", "Jonas Eide", "Åse Ødegård"} <= set(cells)


def test_the_same_facts_on_the_same_day_give_the_same_bytes() -> None:
    town = make_town()
    key = _edition(town, "Ingrid Vik")
    with clock.frozen_at(after(1)):
        first = documents.make_paper("participant_list", key, acting=town.office)
    with clock.frozen_at(after(1) + timedelta(hours=1)):
        second = documents.make_paper("participant_list", key, acting=town.office)
    assert (first.name, hash(first.content)) == (second.name, hash(second.content))


def test_what_is_registered_stands_by_the_gathering() -> None:
    town = make_town()
    edition_id = make_edition(town)
    with at_sign_up():
        place = deliver_a_module.sign_up(edition_id, acting=town.person(name="Ingrid Vik").acting)
    from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind

    with clock.frozen_at(after(1)):
        entry = AttendanceEntry(place.seat_id, AttendanceKind.PARTIAL, 90)
        deliver_a_module.register_attendance(gathering_ids(town, edition_id)[0], entries=[entry], acting=town.office)
        content = participant_content(edition_key(town, edition_id), acting=town.office)
    people = [block for block in content.blocks if isinstance(block, Table)][1]
    assert tuple(people.rows[0]) == ("1", "Ingrid Vik", "", wording.duration(90), "", "")


def test_it_is_written_in_nynorsk_for_those_who_read_it() -> None:
    town = make_town()
    saturday = (a_gathering(date(2024, 2, 10)), a_gathering(date(2024, 3, 9)), a_gathering(date(2024, 4, 13)))
    key = _edition(town, "Ingrid Vik", gatherings=saturday)
    with clock.frozen_at(after(1)), wording.in_language("nn"):
        content = participant_content(key, acting=town.office)
        made = make_pdf(content, is_compressed=False)
    assert b"/Lang (nn-NO)" in made
    assert any("laurdag" in piece.text for piece in Pdf(made).read())


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DEVELOPMENT_OFFICE])
def test_nobody_else_gets_the_list(role: Role) -> None:
    town = make_town()
    key = _edition(town, "Ingrid Vik")
    with pytest.raises(NotAllowed):
        documents.make_paper("participant_list", key, acting=town.person(role).acting)


def test_another_municipality_s_edition_is_unknown() -> None:
    key = _edition(make_town(), "Ingrid Vik")
    with pytest.raises(NotFound):
        documents.make_paper("participant_list", key, acting=make_town().office)

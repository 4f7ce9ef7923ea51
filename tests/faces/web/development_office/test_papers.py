"""«Skriv ut deltakerlisten»: the file behind the link, and who gets it."""

import pytest

from lederloft.foundation.acting.values import Role
from lederloft.foundation.documents.api import MIME, FileType
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import at_sign_up, edition_key, make_edition, make_town
from tests.faces.web.browsing import browser_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("ending", "kind", "start"), [("pdf", FileType.PDF, b"%PDF-"), ("docx", FileType.DOCX, b"PK")])
def test_the_office_downloads_the_list_from_the_page(ending: str, kind: FileType, start: bytes) -> None:
    town = make_town()
    edition_id = make_edition(town)
    with at_sign_up():
        deliver_a_module.sign_up(edition_id, acting=town.person(name="Ingrid Vik").acting)
    key = edition_key(town, edition_id)
    page, path = (
        f"/utviklingskontoret/gjennomforinger/{key}",
        f"/utviklingskontoret/gjennomforinger/{key}/deltakerliste",
    )
    office = browser_of(town.person(Role.DEVELOPMENT_OFFICE))
    assert f'href="{path}.{ending}"' in office.get(page).content.decode()
    answer = office.get(f"{path}.{ending}")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, MIME[kind], "no-store")
    assert answer["Content-Disposition"].startswith('attachment; filename="deltakerliste-teamledelse')
    assert answer.content.startswith(start)
    assert browser_of(town.person(Role.LEADER)).get(f"{path}.{ending}").status_code == 403
    assert browser_of(make_town().person(Role.DEVELOPMENT_OFFICE)).get(f"{path}.{ending}").status_code == 404

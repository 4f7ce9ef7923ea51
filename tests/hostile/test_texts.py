"""Whatever somebody writes as a name or a text is text, on every page, in every confirmation and refusal, in JSON."""

import json
import re
from html import unescape

import pytest

from tests.hostile import inert
from tests.hostile.payloads import TEMPLATES, XSS, turned
from tests.hostile.places import browser, crawl, leave, plant, walk
from tests.rights.places import Place

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

CALCULATED = re.compile(r"\b1337\b|<class |\bargon2|md5\$|pbkdf2|SECRET_KEY")


@pytest.mark.parametrize("shift", [0, 4, 8])
def test_eleven_scripts_are_inert_on_every_page_and_in_every_file(place: Place, shift: int) -> None:
    """A field of a hundred letters holds three or four of them, so three rounds bring each of the eleven to each."""
    assert len(XSS) == 11
    assert plant(place, turned(XSS, shift)) > 25
    seen, wrong = 0, []
    for visit in crawl(place):
        assert visit.answer.status_code < 500, visit.path
        text = visit.text if "html" in visit.kind or "json" in visit.kind else ""
        seen += bool(re.search(r"xss\(\d+\)", unescape(text)))
        if "text/html" in visit.kind:
            wrong += [f"{visit.path}: {fault}" for fault in inert.faults(text)]
        elif "json" in visit.kind:
            json.loads(text)
            assert visit.answer.headers["X-Content-Type-Options"] == "nosniff"
        elif visit.answer.status_code == 200 and "calendar" not in visit.kind:
            assert "attachment" in visit.answer.headers["Content-Disposition"], visit.path
            assert visit.answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not wrong, "\n".join(wrong)
    assert seen > 40, "the walk hardly saw what was planted"


def test_what_others_wrote_is_inert_in_refusals_and_forms_that_come_back(place: Place) -> None:
    """An empty post: the confirmation, the form with its errors, the refusal."""
    plant(place, turned(XSS, 2))
    wrong = []
    for _row, path, who in walk(place, method="POST"):
        answer = browser(place, who).post(path, {"name": XSS[0], "title": XSS[1]}, headers={"accept": "text/html"})
        leave(place, who, path)
        assert answer.status_code < 500, path
        if "html" in answer.headers.get("Content-Type", ""):
            wrong += [f"{path}: {fault}" for fault in inert.faults(answer.content.decode())]
    assert not wrong, "\n".join(wrong)


def test_template_words_stay_words_on_every_page(place: Place) -> None:
    plant(place, turned(TEMPLATES, 0))
    seen = set()
    for visit in crawl(place):
        assert visit.answer.status_code < 500, visit.path
        if "html" in visit.kind:
            shown = unescape(visit.text)
            assert not CALCULATED.search(shown), visit.path
            seen |= {words for words in TEMPLATES if words in shown}
    assert seen == set(TEMPLATES)

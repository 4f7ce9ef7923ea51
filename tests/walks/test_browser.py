"""The browser harness itself can fail: axe finds, foreign requests are heard, script errors are heard."""

import pytest
from playwright.sync_api import Browser

from tests.browser import scrolls_sideways, violations, visit

pytestmark = pytest.mark.browser

ORIGIN = "http://127.0.0.1:9"
GOOD = """<!doctype html><html lang="nb"><head><title>God side</title></head>
<body><main><h1>God side</h1><p>Uten feil.</p></main></body></html>"""


def read(chromium: Browser, content: str) -> None:
    with visit(chromium, ORIGIN) as page:
        page.set_content(GOOD.replace("Uten feil.", content))
        page.wait_for_timeout(50)


def test_axe_is_silent_on_a_good_page_and_finds_a_bad_one(chromium: Browser) -> None:
    with visit(chromium, ORIGIN) as page:
        page.set_content(GOOD)
        assert violations(page) == []
        page.set_content(GOOD.replace(' lang="nb"', "").replace("Uten feil.", '<img src="data:,">'))
        found = "\n".join(violations(page))
        assert "html-has-lang" in found
        assert "image-alt" in found


def test_a_request_to_somebody_else_fails_the_visit(chromium: Browser) -> None:
    with pytest.raises(AssertionError, match="asked"):
        read(chromium, '<img alt="" src="http://127.0.0.2/x.png">')


def test_a_script_error_fails_the_visit(chromium: Browser) -> None:
    with pytest.raises(AssertionError, match="script"):
        read(chromium, "<script>nothing.here()</script>")


def test_a_page_that_is_too_wide_is_found(chromium: Browser) -> None:
    with visit(chromium, ORIGIN, width=320) as page:
        page.set_content(GOOD)
        assert not scrolls_sideways(page)
        page.set_content(GOOD.replace("<p>", '<p style="width: 700px">'))
        assert scrolls_sideways(page)

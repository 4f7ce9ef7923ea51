"""An outbox wired to the renderers of the tests, and the real wiring back afterwards."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from lederloft.config import wiring
from lederloft.foundation.outbox.api import Group, How, MessageKind, connect
from tests.foundation.outbox import papers

HERE = "tests.foundation.outbox.papers"
RENDER = f"{HERE}.render"
KINDS = {
    "test.reset": MessageKind(RENDER, may_lack_municipality=True),
    "test.reminder": MessageKind(RENDER, group="reminders"),
    "test.invitation": MessageKind(RENDER, group="reminders", is_invitation=True),
    "test.news": MessageKind(RENDER, group="news"),
}
GROUPS = {"reminders": Group("Påminnelser"), "news": Group("Nytt", How.DAILY)}


@pytest.fixture(autouse=True)
def wired(settings: Settings) -> Iterator[None]:
    settings.EMAIL_BACKEND = f"{HERE}.Server"
    settings.DEFAULT_FROM_EMAIL = "Lederløft <post@kommune.example>"
    connect(
        KINDS,
        groups=GROUPS,
        recipients={"coach": f"{HERE}.resolve_coach"},
        digest_renderer=f"{HERE}.render_digest",
    )
    papers.requests.clear()
    papers.texts.clear()
    papers.Server.calls, papers.Server.away, papers.Server.cuts = 0, None, {}
    yield
    papers.Server.away, papers.Server.cuts = None, {}
    wiring.connect()

"""An outbox wired to the renderers of the tests, and the real wiring back afterwards."""

from collections.abc import Iterator

import pytest
from django.core import mail as django_mail
from pytest_django.fixtures import Settings

from lederloft.config import wiring
from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.values import Role
from lederloft.foundation.outbox.api import Group, How, MessageKind, connect, send_mail
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.tenancy.api import Municipality
from tests.foundation.outbox import papers
from tests.makers import make_account, make_municipality

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
        language=f"{HERE}.municipality_language",
    )
    papers.requests.clear()
    papers.texts.clear()
    papers.Server.calls, papers.Server.away, papers.Server.cuts = 0, None, {}
    yield
    papers.Server.away, papers.Server.cuts = None, {}
    wiring.connect()


@pytest.fixture
def here() -> Municipality:
    return make_municipality()


@pytest.fixture
def kari(here: Municipality) -> Account:
    return make_account(here, Role.LEADER, person_id=71)


def sent() -> list[django_mail.EmailMultiAlternatives]:
    return django_mail.outbox


def remind(here: Municipality, account: Account, kind: str = "test.reminder", number: int = 3, **more: object) -> int:
    return send_mail(kind, ids={"gathering_id": number}, municipality_id=here.id, to_account_id=account.id, **more)


def row(mail_id: int) -> OutgoingMail:
    return OutgoingMail.objects.get(id=mail_id)

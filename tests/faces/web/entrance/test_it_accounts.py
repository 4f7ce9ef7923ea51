"""IT's pages for accounts and sign-in: what they show, what they do, and for whom."""

import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from lederloft.foundation.access.api import Account, has_two_step, invite_person
from lederloft.foundation.access.models import Invitation
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import JobState, run_due
from lederloft.foundation.jobs.claims import claim_next
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.outbox.api import MailState
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.tenancy.api import Municipality
from tests.faces.web.entrance.visits import give_two_step, hidden, sign_in, with_password
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Municipality:
    return make_municipality()


@pytest.fixture
def boss(client: Client, here: Municipality) -> Account:
    account = with_password(here, Role.IT)
    sign_in(client, account)
    return account


def press(client: Client, page: str, action: str) -> object:
    """Press the button on the page; it must be there."""
    shown = client.get(page)
    assert f'action="{action}"' in shown.content.decode()
    return client.post(action, {"client_key": hidden(shown, "client_key")})


def test_the_list_shows_everybody_here_and_nobody_else(client: Client, boss: Account, here: Municipality) -> None:
    leader = make_account(here, Role.LEADER)
    stranger = make_account(make_municipality(), Role.LEADER)
    page = client.get("/drift/kontoer").content.decode()
    assert leader.email in page
    assert boss.email in page
    assert stranger.email not in page
    for kind in ("csv", "xlsx"):
        assert client.get(f"/drift/kontoer?last-ned={kind}").status_code == 200


def test_somebody_is_invited_and_the_mail_leads_in(client: Client, boss: Account, here: Municipality) -> None:
    page = client.get("/drift/kontoer/inviter")
    told = {"email": "ny@example.org", "role": "utviklingskontoret", "client_key": hidden(page, "client_key")}
    for _ in range(2):  # a repeated press sends one
        assert client.post("/drift/kontoer/inviter", told)["Location"] == "/drift/kontoer"
    run_due()
    assert [m.to for m in mail.outbox] == [["ny@example.org"]]
    path = re.search(r"/invitasjon/\S+", mail.outbox[0].body).group()
    assert Client().get(path).status_code == 200
    assert "ny@example.org" in client.get("/drift/kontoer").content.decode()
    key = Invitation.objects.get().public_key
    press(client, "/drift/kontoer", f"/drift/invitasjoner/{key}/trekk")
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    "told", [{}, {"email": "nei"}, {"email": "A@example.org"}, {"email": "a@example.org", "role": "sjef"}]
)
def test_what_can_not_be_invited_is_told_in_the_form(client: Client, boss: Account, told: dict[str, str]) -> None:
    key = hidden(client.get("/drift/kontoer/inviter"), "client_key")
    answer = client.post("/drift/kontoer/inviter", {"role": "leder", "client_key": key, **told})
    assert answer.status_code == 422
    assert "ds-error-summary" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_account_is_shut_and_opened(client: Client, boss: Account, here: Municipality) -> None:
    leader = with_password(here, Role.LEADER)
    other = Client()
    sign_in(other, leader)
    page = f"/drift/kontoer/{leader.public_key}"
    assert press(client, page, f"{page}/steng")["Location"] == page
    assert other.get("/meg/innlogging")["Location"].startswith("/logg-inn")
    assert sign_in(other, leader).status_code == 403
    press(client, page, f"{page}/apne")
    assert sign_in(other, leader).status_code == 302


def test_the_code_is_demanded_and_a_lost_one_removed(client: Client, boss: Account, here: Municipality) -> None:
    leader = make_account(here, Role.LEADER)
    give_two_step(leader)
    page = f"/drift/kontoer/{leader.public_key}"
    press(client, page, f"{page}/krev-kode")
    leader.refresh_from_db()
    assert leader.two_step_demanded
    press(client, page, f"{page}/fjern-kode")
    assert not has_two_step(leader.id)
    press(client, page, f"{page}/ikke-krev-kode")
    leader.refresh_from_db()
    assert not leader.two_step_demanded


def test_nobody_shuts_herself_out_by_the_address(client: Client, boss: Account) -> None:
    page = f"/drift/kontoer/{boss.public_key}"
    assert "/steng" not in client.get(page).content.decode()
    key = hidden(client.get("/drift/kontoer/inviter"), "client_key")
    assert client.post(f"{page}/steng", {"client_key": key}).status_code == 409


PAGES = [
    "/drift/kontoer",
    "/drift/kontoer/inviter",
    "/drift/kontoer/{key}",
    "/drift/innlogging",
    "/drift/innlogging/feide",
]
ACTS = ["steng", "apne", "krev-kode", "ikke-krev-kode", "fjern-kode"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.IT}))
def test_other_roles_get_nowhere(client: Client, here: Municipality, role: Role) -> None:
    leader = make_account(here, Role.LEADER)
    sign_in(client, with_password(here, role))
    for page in PAGES:
        assert client.get(page.format(key=leader.public_key)).status_code == 403
    for act in ACTS:
        assert client.post(f"/drift/kontoer/{leader.public_key}/{act}").status_code == 403


def test_accounts_and_invitations_of_another_municipality_are_not_found(client: Client, boss: Account) -> None:
    there = make_municipality()
    stranger = make_account(there, Role.LEADER)
    invite_person("fremmed@example.org", role=Role.LEADER, acting=upkeep(municipality_id=there.id))
    invitation = Invitation.objects.get()
    key = hidden(client.get("/drift/kontoer/inviter"), "client_key")
    assert client.get(f"/drift/kontoer/{stranger.public_key}").status_code == 404
    assert client.get("/drift/kontoer/finnes-ikke").status_code == 404
    for act in ACTS:
        there_is = client.post(f"/drift/kontoer/{stranger.public_key}/{act}", {"client_key": key})
        there_is_not = client.post(f"/drift/kontoer/finnes-ikke/{act}", {"client_key": key})
        assert there_is.status_code == there_is_not.status_code == 404
    assert client.post(f"/drift/invitasjoner/{invitation.public_key}/trekk", {"client_key": key}).status_code == 404
    assert "fremmed@example.org" not in client.get("/drift/kontoer").content.decode()


def test_the_services_say_that_nobody_has_tried_them(client: Client, boss: Account, settings: Settings) -> None:
    settings.OIDC_CLIENT_SECRET = "kanarifugl-hemmelighet"
    settings.OIDC_CLIENT_ID = "klienten"
    settings.OIDC_DISCOVERY_URL = "https://id.example.org/.well-known/openid-configuration"
    page = client.get("/drift/innlogging").content.decode()
    assert page.count("Ikke prøvd mot leverandøren") == 3
    assert "klienten" in page
    assert "kanarifugl" not in page
    for slug in ("entra-id", "ansattporten", "feide"):
        page = client.get(f"/drift/innlogging/{slug}").content.decode()
        assert "Ikke prøvd mot leverandøren" in page
        assert f"{settings.SITE_URL}/logg-inn/tjeneste/svar" in page
    assert client.get("/drift/innlogging/google").status_code == 404


def test_a_job_that_waits_or_is_at_work_is_stopped_from_the_overview(client: Client, boss: Account) -> None:
    now = clock.now()
    first = QueuedJob.objects.create(kind="outbox.sweep", ids={}, created_at=now)
    later = QueuedJob.objects.create(kind="outbox.sweep", ids={}, created_at=now)
    claimed = claim_next()
    assert claimed is not None
    assert claimed.id == first.id
    assert client.get("/drift").content.decode().count(">Stopp</button>") == 2
    for job in (first, later):
        press(client, "/drift", f"/drift/jobber/{job.public_key}/stopp")
        job.refresh_from_db()
    assert (first.state, first.is_cancel_asked) == (JobState.RUNNING, True)
    assert later.state == JobState.CANCELLED
    page = client.get("/drift").content.decode()
    assert ">Stopper</span>" in page
    assert ">Stopp</button>" not in page


def test_the_overview_shows_what_has_stopped_and_starts_it_again(
    client: Client, boss: Account, here: Municipality
) -> None:
    page = client.get("/drift").content.decode()
    assert "Alt går som det skal." in page
    now = clock.now()
    QueuedJob.objects.create(
        kind="outbox.sweep", ids={}, state=JobState.DEAD, attempts=5, created_at=now, ended_at=now, failure="OSError"
    )
    OutgoingMail.objects.create(
        kind="access.invitation",
        ids={},
        municipality_id=here.id,
        recipient_kind="invitation",
        recipient_id=1,
        state=MailState.DEAD,
        created_at=now,
        ended_at=now,
    )
    page = client.get("/drift").content.decode()
    assert "Én e-post kom ikke fram og én jobb har stoppet." in page
    press(client, "/drift", f"/drift/jobber/{QueuedJob.objects.get(kind='outbox.sweep').public_key}/start")
    press(client, "/drift", f"/drift/e-post/{OutgoingMail.objects.get().public_key}/send")
    assert "Alt går som det skal." in client.get("/drift").content.decode()

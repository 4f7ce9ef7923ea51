"""The officer's room, and what everybody may ask about herself."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lederloft.domain.organisation.models import Person
from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.values import Role
from lederloft.foundation.privacy.api import list_receipts
from lederloft.foundation.tenancy.api import scope
from tests.canaries import Woman, fill_everything, make_woman
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def woman() -> Woman:
    return make_woman()


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def officer(woman: Woman) -> Client:
    return browser(make_account(woman.municipality, Role.DATA_PROTECTION))


def key() -> dict[str, str]:
    return {"client_key": str(new_client_key())}


PAGES = ["/personvern", "/personvern/protokoll", "/personvern/erklaeringer", "/personvern/slett"]


@pytest.mark.parametrize("path", PAGES)
def test_the_room_is_the_officers_only(path: str, woman: Woman) -> None:
    assert officer(woman).get(path).status_code == 200
    for role in set(Role) - {Role.DATA_PROTECTION}:
        assert browser(make_account(woman.municipality, role)).get(path).status_code == 403
    assert Client().get(path)["Location"].startswith("/logg-inn")


def test_an_erasure_from_finding_to_receipt(woman: Woman, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "lederloft")
    caplog.set_level("INFO", "django")
    fill_everything(woman)
    here = officer(woman)
    answer = here.post("/personvern/slett", {"person": woman.account.email, **key()})
    assert (answer.status_code, answer["Location"]) == (303, f"/personvern/slett/{woman.person.public_key}")
    shown = here.get(answer["Location"]).content.decode()
    assert woman.person.name in shown
    assert "Kontoer" in shown
    assert here.post(answer["Location"], key()).status_code == 422
    assert list_receipts() == []
    for wrong in ("", "Noen Andre", woman.person.name[:-1]):
        assert here.post(answer["Location"], {"is_sure": "on", "whom": wrong, **key()}).status_code == 422
    assert list_receipts() == []
    done = here.post(answer["Location"], {"is_sure": "on", "whom": f" {woman.person.name.lower()} ", **key()})
    receipt = list_receipts()[0]
    assert (done.status_code, done["Location"]) == (303, f"/personvern/kvitteringer/{receipt.key}")
    page = here.get(done["Location"]).content.decode()
    assert "Sikkerhetskopier" in page
    assert not [word for word in woman.canaries if word in page]
    assert receipt.key in here.get("/personvern").content.decode()
    assert not [where for word, where in woman.canaries.items() if word in caplog.text]
    with scope(woman.municipality.id):
        assert Person.objects.get(pk=woman.person.pk).name == ""


@pytest.mark.parametrize("is_key_of_account", [False, True], ids=["a person", "an account"])
def test_the_same_press_twice_leads_to_the_same_receipt(woman: Woman, is_key_of_account: bool) -> None:
    here = officer(woman)
    path = f"/personvern/slett/{(woman.account if is_key_of_account else woman.person).public_key}"
    press = {"is_sure": "on", "whom": woman.person.name, **key()}
    answers = [here.post(path, press) for _ in range(2)]
    (receipt,) = list_receipts()
    assert [(one.status_code, one.headers.get("Location")) for one in answers] == [
        (303, f"/personvern/kvitteringer/{receipt.key}")
    ] * 2
    # Another press, or another officer's, is none of it.
    other = officer(woman)
    assert here.post(path, {**press, **key()}).status_code in {404, 422}
    assert other.post(path, press).status_code in {404, 422}
    assert [one.key for one in list_receipts()] == [receipt.key]


def test_another_municipalitys_people_and_receipts_are_not_found(woman: Woman) -> None:
    here = officer(woman)
    here.post(f"/personvern/slett/{woman.person.public_key}", {"is_sure": "on", "whom": woman.person.name, **key()})
    stranger = make_woman()
    assert here.get(f"/personvern/slett/{stranger.person.public_key}").status_code == 404
    free, foreign = (
        here.post("/personvern/slett", {"person": address, **key()})
        for address in ("ingen@example.org", stranger.account.email)
    )
    assert free.status_code == foreign.status_code == 422
    there = browser(make_account(make_municipality(), Role.DATA_PROTECTION))
    receipt = list_receipts()[0]
    assert there.get(f"/personvern/kvitteringer/{receipt.key}").status_code == 404
    assert receipt.key not in there.get("/personvern").content.decode()


def test_the_record_of_processing_is_a_file_too(woman: Woman) -> None:
    here = officer(woman)
    assert "Plasser og køplasser" in here.get("/personvern/protokoll").content.decode()
    sheet = here.get("/personvern/protokoll?last-ned=csv").content.decode()
    assert "Plasser og køplasser" in sheet
    assert "Overføring ut av EØS" in sheet
    assert here.get("/personvern/protokoll?last-ned=xlsx").status_code == 200


@pytest.mark.parametrize("role", Role)
def test_each_role_has_a_statement(role: Role, woman: Woman) -> None:
    page = officer(woman).get(f"/personvern/erklaeringer?rolle={role.value}").content.decode()
    assert f'href="?rolle={role.value}" aria-current="true"' in page
    assert "E-postadresser til innlogging" in page


def test_everybody_sees_what_is_stored_about_herself(woman: Woman) -> None:
    fill_everything(woman)
    page = browser(woman.account).get("/hva-vi-lagrer")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Kladder som ikke er sendt" in text
    assert "1 opplysning" in text
    assert "Blir slettet 1 måned etter at det sist ble lagret." in text


def test_nobody_signed_in_is_told_in_general(woman: Woman) -> None:
    fill_everything(woman)
    page = Client().get("/hva-vi-lagrer")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Kontoer" in text
    assert not [word for word in woman.canaries if word in text]


def test_her_own_data_as_a_file_holds_all_that_is_hers_and_nobody_elses(woman: Woman) -> None:
    fill_everything(woman)
    colleague = make_woman(woman.municipality)
    answer = browser(woman.account).get("/hva-vi-lagrer/alt-om-meg.json")
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode()
    document = json.loads(text)
    missing = {where for word, where in woman.canaries.items() if word not in text}
    assert missing <= SECRETS | OF_NOBODY
    assert not [word for word in colleague.canaries if word in text]
    assert {record["table"] for record in document["records"] if "table" in record} >= {
        "access.account",
        "organisation.person",
        "participation.seat",
        "drafts.draft",
    }
    assert Client().get("/hva-vi-lagrer/alt-om-meg.json").status_code == 302


# Not handed out: what opens doors.
SECRETS = {
    "access.account.password",
    "account.emailconfirmation.key",
    "answers.bufferedanswer.pair_key",
    "mfa.authenticator.data",
}
# The contact on a page is a text, not a key to a person.
OF_NOBODY = {"organisation.profile.contact_phone", "organisation.profile.contact_name"}


@pytest.mark.parametrize("path", ["/personvern", "/hva-vi-lagrer", "/personvern/protokoll"])
def test_the_number_of_queries_does_not_follow_the_number_of_tables(
    path: str, woman: Woman, django_assert_max_num_queries: Any
) -> None:
    fill_everything(woman)
    here = officer(woman)
    here.get(path)
    with django_assert_max_num_queries(10):
        assert here.get(path).status_code == 200

"""The set-up guide: from nothing to a municipality whose administrator signs in, and what stops it."""

import re
import struct
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lederloft.domain.organisation.api import LevelModel, get_logo_key, get_profile, list_levels, list_people
from lederloft.domain.organisation.rules import picture_size
from lederloft.domain.organisation.values import TitleKind
from lederloft.faces.web.entrance.set_up_forms import read_person
from lederloft.faces.web.entrance.set_up_steps import slug_for
from lederloft.foundation.access.api import get_set_up, new_set_up_path
from lederloft.foundation.access.models import Invitation
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import run_due
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.faces.web.entrance.guiding import ADMIN, KOMMUNEN, TITLER, enter, made, send, text_of
from tests.faces.web.entrance.visits import PASSWORD, hidden
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db


def a_png(width: int = 200, height: int = 80) -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x10" * width for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


@pytest.fixture
def inside(client: Client) -> Client:
    return enter(client)


def test_home_of_an_empty_installation_leads_to_the_guide_and_says_how_to_get_in(client: Client) -> None:
    assert client.get("/")["Location"] == "/oppsett"
    page = client.get("/oppsett")
    assert page.status_code == 200
    assert "lederloft set-up-link" in text_of(page)


def test_from_nothing_to_an_administrator_who_signs_in(inside: Client) -> None:
    municipality = made(inside)
    page = text_of(inside.get("/oppsett/administrator"))
    assert "http://testserver/invitasjon/" in page
    run_due()
    assert [m.to for m in mail.outbox] == [["kari@example.org"]]

    assert send(inside, "e-post", {})["Location"] == "/oppsett/e-post"
    assert "Venter" in text_of(inside.get("/oppsett/e-post"))
    run_due()
    assert mail.outbox[-1].subject == "E-posten virker"
    assert "E-postserveren tok imot prøven" in text_of(inside.get("/oppsett/e-post"))

    logo = SimpleUploadedFile("våpen.png", a_png(), content_type="image/png")
    told = {"logo": logo, "contact_name": "HR-kontoret", "contact_phone": "72 41 94 00", "contact_email": ""}
    assert send(inside, "logo", told)["Location"] == "/oppsett/inviter"

    people = "Ola Hansen ola@example.org\n\nberit@example.org\nAnne Lode <anne@example.org>\n"
    assert send(inside, "inviter", {"people": people, "role": "leder"}).status_code == 303
    assert "Tre invitasjoner er på vei." in text_of(inside.get("/oppsett/inviter"))

    with scope(municipality.id):
        profile = get_profile(on=clock.today())
        assert profile is not None
        assert (profile.details.name, profile.details.level_model) == ("Røros kommune", LevelModel.TWO)
        assert profile.details.organisation_number == "940898862"
        assert profile.details.contact_name == "HR-kontoret"
        assert profile.titles[TitleKind.TOP_LEADER] == "Rådmann"
        assert [level.name for level in list_levels()] == ["Rådmann", "Kommunalsjef", "Virksomhetsleder"]
        logo_key = get_logo_key()
        people_here = list_people(acting=upkeep(municipality_id=municipality.id), on=clock.today())
        assert {p.name for p in people_here} == {"Kari Nordmann", "Ola Hansen", "berit", "Anne Lode"}
    assert municipality.slug == "roros"
    shown = inside.get("/logo/roros")
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/png", "public, max-age=86400")
    assert picture_size(shown.content) == picture_size(a_png())
    assert not municipality.is_example

    done = inside.get("/oppsett/ferdig")
    assert "Røros kommune er klar" in text_of(done)
    path = re.search(r'href="(/invitasjon/[^"]+)"', done.content.decode()).group(1)
    key = hidden(inside.get(path), "client_key")
    assert inside.post(path, {"password": PASSWORD, "client_key": key}).status_code == 303
    assert inside.post("/logg-inn", {"email": ADMIN["email"], "password": PASSWORD})["Location"] == "/"
    assert inside.get("/")["Location"] == "/drift"
    assert f'src="/logo/roros?v={logo_key}"' in inside.get("/drift").content.decode()
    # The guide is shut for good, also for the browser that held the key.
    for address in ("/oppsett", "/oppsett/kommunen", "/oppsett/ferdig", new_set_up_path()):
        assert inside.get(address).status_code == 404, address


def test_nothing_is_made_before_the_third_step_and_all_of_it_there(inside: Client) -> None:
    send(inside, "kommunen", KOMMUNEN)
    send(inside, "titler", TITLER)
    assert not Municipality.objects.exists()
    wrong = send(inside, "administrator", {"name": "Kari", "email": "kari"})
    assert wrong.status_code == 422
    assert "navn@kommune.no" in text_of(wrong)
    assert not Municipality.objects.exists()
    send(inside, "administrator", ADMIN)
    assert Municipality.objects.count() == Invitation.objects.count() == 1


def test_what_is_made_can_be_changed_in_the_guide(inside: Client) -> None:
    municipality = made(inside)
    page = text_of(inside.get("/oppsett/kommunen"))
    assert "level_model" not in page
    assert "tonivåmodell" in page
    told = {**KOMMUNEN, "name": "Rørosen kommune", "organisation_number": "958 935 420"}
    assert send(inside, "kommunen", told)["Location"] == "/oppsett/titler"
    assert send(inside, "titler", {**TITLER, "top_leader": "Kommunedirektør"})["Location"] == "/oppsett/administrator"
    with scope(municipality.id):
        profile = get_profile(on=clock.today())
    assert profile is not None
    assert profile.details.name == "Rørosen kommune"
    assert profile.details.level_model == LevelModel.TWO
    assert profile.titles[TitleKind.TOP_LEADER] == "Kommunedirektør"


def test_a_wrong_administrator_is_withdrawn_and_another_invited(inside: Client) -> None:
    made(inside)
    page = inside.get("/oppsett/administrator")
    link = re.search(r"testserver(/invitasjon/[^<]+)<", page.content.decode()).group(1)
    action = re.search(r'action="(/oppsett/administrator/[^"]+/trekk)"', page.content.decode()).group(1)
    assert inside.post(action, {"client_key": hidden(page, "client_key")})["Location"] == "/oppsett/administrator"
    assert Client().get(link).status_code == 404
    assert "Ingen kan logge inn ennå" in text_of(inside.get("/oppsett/ferdig"))
    assert send(inside, "administrator", {"name": "Ola", "email": "ola@example.org"}).status_code == 303
    assert "ola@example.org" in text_of(inside.get("/oppsett/administrator"))


STEPS = ["kommunen", "titler", "administrator", "e-post", "logo", "inviter", "ferdig"]


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_reachable_without_the_link(client: Client, step: str) -> None:
    for answer in (client.get(f"/oppsett/{step}"), client.post(f"/oppsett/{step}", {**KOMMUNEN, **ADMIN})):
        assert answer.status_code == 303
        assert answer["Location"] == "/oppsett"
    assert not Municipality.objects.exists()


@pytest.mark.parametrize("step", STEPS[1:])
def test_steps_are_taken_in_order(inside: Client, step: str) -> None:
    assert inside.get(f"/oppsett/{step}")["Location"] == "/oppsett"
    assert inside.get("/oppsett/finnes-ikke").status_code == 404


def test_the_link_works_once_and_for_a_day(client: Client) -> None:
    path = new_set_up_path()
    key = hidden(client.get(path), "client_key")
    assert client.get(path).status_code == 200  # looking uses nothing up
    assert client.post(path, {"client_key": key}).status_code == 303
    for other in (Client(), client):
        assert other.get(path).status_code == 404
        assert other.post(path, {"client_key": str(uuid4())}).status_code == 404
    assert Client().get("/oppsett/kommunen").status_code == 303


def test_a_forged_or_old_link_does_not_open(client: Client) -> None:
    path = new_set_up_path()
    for forged in (path[:-1] + ("A" if path[-1] != "A" else "B"), "/oppsett/lenke/x", "/oppsett/lenke/a:b:c"):
        assert client.get(forged).status_code == 404, forged
    import time_machine

    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25)):
        answer = client.get(path)
    assert answer.status_code == 404
    assert "lederloft set-up-link" in text_of(answer)


def test_beside_examples_the_guide_works_and_home_leads_to_the_door(client: Client) -> None:
    example = make_municipality()
    Municipality.objects.filter(pk=example.pk).update(is_example=True)
    make_account(example, Role.IT)
    assert client.get("/")["Location"] == "/logg-inn"
    assert get_set_up().is_open
    assert client.get(new_set_up_path()).status_code == 200


def test_where_somebody_can_sign_in_there_is_no_guide(client: Client) -> None:
    make_account(make_municipality(), Role.LEADER)
    assert client.get("/oppsett").status_code == 404
    assert client.get(new_set_up_path()).status_code == 404
    assert client.get("/")["Location"] == "/logg-inn"


HOSTILE = ["<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "‮omvendt", "\x00null", "a" * 5000]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_as_words_or_refused_in_the_form(inside: Client, text: str) -> None:
    answer = send(inside, "kommunen", {**KOMMUNEN, "name": text})
    assert answer.status_code in {303, 422}
    page = inside.get("/oppsett/kommunen").content.decode()
    assert "<script>alert" not in page + answer.content.decode()
    if answer.status_code == 303:
        send(inside, "titler", {**TITLER, "top_leader": text})
        send(inside, "titler", TITLER)
        assert send(inside, "administrator", {"name": text, "email": ADMIN["email"]}).status_code in {303, 422}
        assert "<script>alert" not in inside.get("/oppsett/administrator").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "Skriv navnet på kommunen"),
        ("number", "50", "ikke fire sifre"),
        ("organisation_number", "940898861", "ikke gyldig"),
        ("organisation_number", "", "Enhetsregisteret"),
        ("language_form", "", "Velg ett av svarene"),
        ("level_model", "four", "level_model"),
        ("client_key", "", "for gammelt"),
    ],
)
def test_a_fault_stands_by_its_field_with_the_remedy(inside: Client, field: str, value: str, said: str) -> None:
    key = hidden(inside.get("/oppsett/kommunen"), "client_key")
    answer = inside.post("/oppsett/kommunen", {**KOMMUNEN, "client_key": key, field: value})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "ds-error-summary" in page
    assert said in page
    assert 'value="940 898 862"' in page or field == "organisation_number"
    if field in {"number", "organisation_number", "name"}:
        assert f'id="id_{field}_error"' in page


def test_two_wrong_numbers_are_told_together(inside: Client) -> None:
    answer = send(inside, "kommunen", {**KOMMUNEN, "number": "12", "organisation_number": "123"})
    assert "Rett to ting" in text_of(answer)


FILES = [
    ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "typen PNG eller JPG"),
    ("logo.png", b"<html><script>alert(1)</script></html>", "skadet"),
    ("logo.png", b"\x89PNG\r\n\x1a\n" + b"<script>" * 10, "PNG eller JPG"),
    ("logo.pdf", b"%PDF-1.7\n", "PNG eller JPG"),
    ("logo.png", b"", "tom"),
    ("logo.png", a_png() + b"\0" * 600_000, "for stort"),
    ("logo.png", a_png(5000, 20), "for stor"),
]


@pytest.mark.parametrize(("name", "content", "said"), FILES)
def test_a_file_that_is_no_logo_is_refused_and_nothing_is_written(
    inside: Client, name: str, content: bytes, said: str
) -> None:
    municipality = made(inside)
    told = {"logo": SimpleUploadedFile(name, content), "contact_name": "HR-kontoret"}
    answer = send(inside, "logo", told)
    assert answer.status_code in {413, 422}
    assert said in text_of(answer)
    assert 'id="id_logo_error"' in text_of(answer)
    with scope(municipality.id):
        profile = get_profile(on=clock.today())
        assert profile is not None
        assert profile.details.contact_name == ""
        assert not get_logo_key()


def test_one_bad_line_and_nobody_is_invited(inside: Client) -> None:
    made(inside)
    answer = send(inside, "inviter", {"people": "Ola ola@example.org\nKari Nordmann\nx@y@z", "role": "leder"})
    assert answer.status_code == 422
    assert "Linje 2, «Kari Nordmann»" in text_of(answer)
    assert "Linje 3" in text_of(answer)
    assert Invitation.objects.count() == 1
    assert send(inside, "inviter", {"people": "\n".join(f"p{n}@example.org" for n in range(51)), "role": "leder"})
    assert Invitation.objects.count() == 1
    assert send(inside, "inviter", {"people": "ola@example.org", "role": "sjef"}).status_code == 422


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("Kari Nordmann kari@kommune.no", "Kari Nordmann", "kari@kommune.no"),
        ("Kari Nordmann <Kari@Kommune.no>", "Kari Nordmann", "kari@kommune.no"),
        ("kari@kommune.no; Kari Nordmann", "Kari Nordmann", "kari@kommune.no"),
        ("kari@kommune.no,", "", "kari@kommune.no"),
    ],
)
def test_people_are_read_as_they_are_written(line: str, name: str, email: str) -> None:
    person = read_person(line)
    assert person is not None
    assert (person.name, person.email) == (name, email)


def test_addresses_are_made_of_the_name() -> None:
    assert slug_for("Røros kommune", number="5025") == "roros"
    assert slug_for("Sør-Varanger kommune", number="5605") == "sor-varanger"
    assert slug_for("Kommune", number="0001") == "kommune-0001"
    assert slug_for("漢字", number="0001") == "kommune-0001"
    example = make_municipality("roros")
    assert slug_for("Røros kommune", number="5025") == "roros"  # the same press again
    Municipality.objects.filter(pk=example.pk).update(is_example=True)
    assert slug_for("Røros kommune", number="5025") == "roros-5025"


def test_the_pages_ask_the_database_little(
    inside: Client, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    made(inside)
    send(inside, "inviter", {"people": "\n".join(f"p{n}@example.org" for n in range(40)), "role": "leder"})
    inside.get("/oppsett/inviter")
    for step in STEPS:
        with django_assert_max_num_queries(12):
            assert inside.get(f"/oppsett/{step}").status_code == 200

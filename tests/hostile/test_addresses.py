"""The server opens no address that somebody wrote; it goes to the sign-in service alone, inside a fence."""

import socket
from typing import Any

import pytest
import requests
from pytest_django import Settings
from requests.adapters import HTTPAdapter

from lederloft.foundation.access import fence
from tests.hostile.events import happen
from tests.hostile.payloads import ADDRESSES, turned
from tests.hostile.places import OFFICE, browser, crawl, plant
from tests.rights.places import Place

PAGES = pytest.mark.django_db(databases=["default", "answers", "buffer"])


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that anybody in this process tries to reach; none is reached."""
    tried: list[str] = []

    def refuse(*told: Any, **_more: Any) -> Any:
        tried.append(str(told))
        raise OSError("no way out")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    return tried


@PAGES
def test_no_page_paper_mail_or_list_opens_an_address_that_somebody_wrote(place: Place, reached: list[str]) -> None:
    words = turned((*ADDRESSES, "<img src=https://ond.example/x>", "@import url(https://ond.example/x)"))
    plant(place, words)
    for visit in crawl(place):
        assert visit.answer.status_code < 500, visit.path
    key = place.keys["development_office/gjennomforinger.key"]
    for ending in ("pdf", "docx"):
        paper = browser(place, OFFICE).get(f"/utviklingskontoret/gjennomforinger/{key}/deltakerliste.{ending}")
        assert paper.status_code == 200
    for name in ("?last-ned=csv", "?last-ned=xlsx"):
        assert browser(place, OFFICE).get(f"/utviklingskontoret/organisasjon/personer{name}").status_code == 200
    mails, _somebody = happen(place, words)
    assert mails
    assert reached == []


@PAGES
def test_the_guard_sees_who_tries(reached: list[str]) -> None:
    with pytest.raises(requests.ConnectionError):
        requests.get("https://ond.example/x", timeout=1)
    assert reached


@PAGES
@pytest.mark.parametrize(
    "link", ["javascript:xss(1)", "file:///etc/passwd", "ftp://x.test/", "//x.test/", "data:text/html,x", "https://a b"]
)
def test_a_link_that_is_no_web_address_is_refused_with_its_field(place: Place, link: str) -> None:
    path = f"/utviklingskontoret/samlinger/{place.keys['development_office/samlinger.key']}/flytt"
    page = browser(place, OFFICE).get(path)
    assert page.status_code == 200
    told = {"on": "7. februar 2024", "starts": "9.00", "ends": "12.00", "place": "Rom 1", "digital_link": link}
    answer = browser(place, OFFICE).post(path, {**told, "client_key": _key(page.content.decode())})
    assert answer.status_code == 422
    assert 'href="#id_digital_link"' in answer.content.decode()


def _key(page: str) -> str:
    return page.split('name="client_key" value="')[1].split('"')[0]


CLOSED = (
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "2002:7f00:1::",
    "ff02::1",
)


def leads_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def resolve(_host: str, port: int, **_more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize("address", CLOSED)
def test_a_name_that_leads_inwards_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    leads_to(monkeypatch, "93.184.215.14", address)
    with pytest.raises(fence.AddressRefused):
        fence.check_address("https://innlogging.example/")


def test_a_name_on_the_open_net_is_let_by(monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    fence.check_address("https://innlogging.example/.well-known/openid-configuration")
    leads_to(monkeypatch)
    with pytest.raises(fence.AddressRefused):
        fence.check_address("https://innlogging.example/")


def test_the_own_net_is_let_by_when_the_setting_says_so(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.OIDC_PRIVATE_ADDRESSES = True
    leads_to(monkeypatch, "10.0.0.1")
    fence.check_address("https://innlogging.vik.kommune.no/")
    with pytest.raises(fence.AddressRefused):
        fence.check_address("http://innlogging.vik.kommune.no/")


@pytest.mark.parametrize(
    "url",
    [
        "http://innlogging.example/",
        "http://127.0.0.1/",
        "http://localhost/",
        "https://user:pass@innlogging.example/",
        "https://user@innlogging.example/",
        "https:///x",
        "https://[::1",
        "https://x:99999/",
        "file:///etc/passwd",
        "ftp://x.test/",
        "gopher://x.test/",
        "javascript:1",
        "//x.test/",
        "",
    ],
)
def test_another_form_of_address_is_refused(url: str) -> None:
    with pytest.raises(fence.AddressRefused):
        fence.check_address(url)


def test_each_step_of_a_redirect_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, "93.184.215.14")
    sent: list[str] = []

    def answer(_self: HTTPAdapter, request: requests.PreparedRequest, **_more: Any) -> requests.Response:
        sent.append(str(request.url))
        leads_to(monkeypatch, "169.254.169.254")
        made = requests.Response()
        made.status_code, made.url, made.request = 302, str(request.url), request
        made.headers["Location"] = "https://metadata.example/latest"
        made.raw = None
        made._content = b""
        return made

    monkeypatch.setattr(HTTPAdapter, "send", answer)
    with pytest.raises(fence.AddressRefused), fence.fenced_session() as session:
        session.get("https://innlogging.example/")
    assert sent == ["https://innlogging.example/"]


def test_nothing_of_ours_goes_out_by_another_way() -> None:
    """Whoever opens an address does it through the fence."""
    from house import files

    ways = ("requests.get(", "requests.post(", "requests.Session(", "urlopen(", "httpx", "http.client", "aiohttp")
    found = [
        f"{name}: {way}"
        for name in files.committed()
        if name.startswith("lederloft/") and name.endswith(".py") and not name.endswith("access/fence.py")
        for way in ways
        if way in files.text_of(name)
    ]
    assert found == []

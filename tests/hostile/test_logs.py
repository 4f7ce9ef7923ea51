"""What is logged: one line each, with time and zone, nobody's words, every refusal and every failed sign-in."""

import io
import logging
import re
from collections.abc import Iterator
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import resolve, reverse

from lederloft.config.log_lines import LineFormatter, printable
from lederloft.faces.web.development_office import people
from lederloft.foundation.acting.values import Role
from lederloft.foundation.jobs.api import run_due
from tests.canaries import Woman, fill_everything, make_woman
from tests.faces.api.calling import make_key
from tests.faces.web.entrance.visits import give_two_step, sign_in, with_password
from tests.hostile.places import OFFICE, browser, crawl, leave, walk
from tests.makers import make_account
from tests.rights.places import Place, routes, words_of

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d (DEBUG|INFO|WARNING|ERROR|CRITICAL) [\w.]+ .+")
HEADS = ("user-agent", "referer", "x-forwarded-for", "accept-language", "x-request-id")
FORGED = (
    "\r\n2026-11-28T09:00:00.000+01:00 INFO lederloft.sign_in signed in: account=1",
    "\n\n",
    "\x1b[2J\x1b[31m",
    "\x00",
    "\u2028\u2029",
    "\u202eko",
    "\x85\x0b\x0c",
    "\ud800",
    "\x7f\x08\x08",
)


# Those that open something for whoever knows them.
SECRET_ADDRESSES = {
    route: pattern for route, pattern in routes() if re.search(r"<str:(token|secret)>", pattern) and "/<" in pattern
}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the log would say, in its real form, from the lowest level our settings let by."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield told
    logging.getLogger().removeHandler(handler)


def check(told: io.StringIO) -> list[str]:
    """Every line has the one form and holds nothing that isn't printed."""
    found = told.getvalue().split("\n")[:-1]
    for line in found:
        assert LINE.fullmatch(line), repr(line)
        assert line.isprintable(), repr(line)
    return found


@pytest.mark.parametrize("forged", FORGED)
def test_no_word_ends_a_line_or_moves_the_cursor(
    lines: io.StringIO, forged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What pytest records for its report goes from process to process, which a lone surrogate doesn't bear.
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [one for one in root.handlers if isinstance(one.formatter, LineFormatter)])
    log = logging.getLogger("lederloft.proof")
    log.warning("somebody wrote %s", forged)
    log.warning(f"x{forged}y")  # noqa: G004 — as a careless writer would
    try:
        raise ValueError(forged)
    except ValueError:
        log.exception("a fault %s", forged)
    assert len(check(lines)) == 3
    assert len(printable(forged * 10_000)) < 5_000


def test_hostile_requests_leave_no_line_of_their_own(place: Place, lines: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    for forged in FORGED:
        word = forged.encode("utf-8", "surrogatepass")
        told = word.decode("utf-8", "replace")
        path = "/" + "".join(f"%{byte:02x}" for byte in word) + "/x"
        client.get(path, headers=dict.fromkeys(HEADS, word.decode("latin-1")))
        client.get("/logg-inn", headers={"cookie": f"sessionid={word.decode('latin-1')}"}, query_params={"next": told})
        client.post("/logg-inn", {"email": f"a{told}@x.test", "password": "x"})
        client.get("/", headers={"host": f"ond{word.decode('latin-1')}.example"})
        browser(place, OFFICE).post(f"/utviklingskontoret{path}", {"x": "y"})
    found = check(lines)
    assert len(found) > 2 * len(FORGED)
    assert not [line for line in found if "signed in: account=1" in line and not line.startswith("20")]
    assert not [line for line in found if "ond" in line or "2J" in line]


def test_a_hundred_marked_values_are_in_no_line(
    place: Place, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows about her in every table, her words in every parameter, form and head, over all routes, and faults."""
    women = [make_woman() for _number in range(6)]
    for one in women:
        fill_everything(one)
    woman = women[0]
    secret, _key = make_key(place.town.office)
    words = sorted(word for one in women for word in one.canaries)
    marked = {*words, secret, woman.account.email}
    assert len(marked) >= 100
    heads = {
        "accept": "text/html",
        "user-agent": words[0],
        "referer": f"https://x.test/{words[1]}",
        "x-request-id": words[2],
    }
    for number, visit in enumerate(crawl(place, f"?q={words[3]}&finn={words[4]}&filter={words[5]}")):
        word = words[number % len(words)]
        browser(place, visit.who).get(visit.path + word, headers=heads)
        leave(place, visit.who, visit.path)
    for number, (_row, path, who) in enumerate(walk(place, method="POST")):
        told = {name: words[(number + at) % len(words)] for at, name in enumerate(("name", "email", "title", "people"))}
        browser(place, who).post(path, told, headers=heads)
        leave(place, who, path)
    hers = Client(raise_request_exception=False)
    hers.force_login(make_account(woman.municipality, *Role))
    for _name, pattern in routes():
        if "<" not in pattern:
            hers.get(f"/{pattern}", headers=heads)
    for route, pattern in SECRET_ADDRESSES.items():
        path = reverse(route, kwargs=dict.fromkeys(words_of(pattern), words[6]))
        assert resolve(path).view_name == route
        Client().get(path, headers=heads)
    Client().get("/api/v1/me", headers={"authorization": f"Bearer {secret}x"})
    Client().post("/logg-inn", {"email": woman.account.email, "password": words[7]})
    _fail(woman, words, monkeypatch, place)
    found = check(lines)
    assert len(found) > 100
    assert [line for line in found if "ERROR" in line]
    assert not [(line, word) for line in found for word in marked if word in line]
    assert not [line for line in found if re.search(r"[\w.]+@[\w.]+|Bearer|sessionid", line)]


def _fail(woman: Woman, words: list[str], monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    """A page that breaks with her name in the fault, and a mail server that says her address."""

    def breaks(*_told: object, **_more: object) -> None:
        raise ValueError(f"duplicate key ({words[8]})") from KeyError(words[9])

    def refuses(*_told: object) -> None:
        raise SMTPRecipientsRefused({woman.account.email: (550, words[10].encode())})

    monkeypatch.setattr(people.People, "read", breaks)
    client = Client(raise_request_exception=False)
    client.force_login(place.people[OFFICE])
    assert client.get(reverse("development_office:people")).status_code == 500
    monkeypatch.setattr(EmailBackend, "send_messages", refuses)
    run_due()


def test_every_refusal_leaves_a_line(place: Place, lines: io.StringIO) -> None:
    refused = 0
    for visit in crawl(place):
        refused += visit.answer.status_code >= 400
    for row, path, who in walk(place, method="POST"):
        other = "politiker" if "politiker" not in row.who and row.who != {"in"} else who
        refused += browser(place, other).post(path, headers={"accept": "text/html"}).status_code >= 400
        leave(place, other, path)
    told = [line for line in check(lines) if " lederloft.refusals " in line]
    assert refused > 60
    assert len(told) == refused
    assert all(re.search(r" \d{3} (GET|POST) \S+ account=(\d+|-) from=\S+$", line) for line in told)


def test_every_failed_sign_in_leaves_a_line(place: Place, lines: io.StringIO) -> None:
    account = with_password(place.town.municipality, email="kari@example.org")
    client = Client()
    sign_in(client, account, "feil passord")
    client.post("/logg-inn", {"email": "ukjent@example.org", "password": "feil"})
    give_two_step(account)
    sign_in(client, account)
    client.post("/logg-inn/kode", {"code": "000000"})
    Client().get("/api/v1/me", headers={"authorization": "Bearer feil"})
    told = "\n".join(check(lines))
    assert f"lederloft.sign_in sign-in refused: account={account.id} from=" in told
    assert "lederloft.sign_in sign-in refused: account=unknown from=" in told
    assert f"lederloft.sign_in code refused: account={account.id} from=" in told
    assert re.search(r"lederloft\.refusals 401 GET api:me ", told)
    assert "example.org" not in told


def test_the_time_is_that_of_the_zone() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 1, "y", None, None)
    for moment, zone in ((1_782_900_000.25, "+02:00"), (1_795_860_000.25, "+01:00")):
        record.created = moment
        assert re.match(rf"2026-\d\d-\d\dT\d\d:\d\d:00\.250{re.escape(zone)} INFO x y", LineFormatter().format(record))

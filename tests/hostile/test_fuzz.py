"""R4: whatever is sent to a form or written in an address gets an answer of ours, soon, with nothing of the inside."""

import os
import random
import re
from functools import partial
from html import unescape

import pytest

from lederloft.faces.web.kit.client_keys import new_client_key
from tests.hostile import inert
from tests.hostile.fuzzing import LIST_WORDS, LONGEST, ORM_WORDS, SEED, SQL, Tally, ask_lists, post_forms, timed
from tests.hostile.places import OFFICE, browser, crawl, walk
from tests.rights.places import Place

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

MANY = 100_000
# Their forms stand where this place has none: empty installation, a sign-in under way, something made or ended first.
WITHOUT_A_FORM = {
    "attendance:sheet",
    "choose_municipality",
    "connect_oidc",
    "disconnect_oidc",
    "drop_draft",
    "drop_view",
    "enable_account",
    "keep_draft",
    "let_two_step_be",
    "mfa_authenticate",
    "my_development:give_up",
    "my_unit:end_stand_in",
    "new_password",
    "openid_connect_login",
    "remove_calendar",
    "remove_lost_two_step",
    "revoke_token",
    "saved_views",
    "set_up_link",
    "set_up_step",
    "take_invitation",
    "withdraw_administrator",
}


def resident() -> int:
    """Bytes of memory this process holds."""
    with open("/proc/self/statm", encoding="ascii") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_no_form_and_no_list_breaks_under_generated_input(place: Place) -> None:
    source, tally = random.Random(SEED), Tally()
    post_forms(place, tally, source, each=4)
    ask_lists(place, tally, source, each=1)
    assert not tally.faults, "\n".join(tally.faults[:20])
    assert tally.slowest < LONGEST
    assert tally.inputs > 900
    assert tally.keys > 60
    bare = {name for name in tally.empty if not name.startswith("api:")}
    assert bare <= WITHOUT_A_FORM, " ".join(sorted(bare - WITHOUT_A_FORM))
    # Not everything stopped at a door: forms came back to be mended, and some input was good.
    assert tally.statuses.get(422, 0) > 50
    assert tally.statuses.get(200, 0) > 50


@pytest.mark.prove
def test_a_hundred_thousand_generated_inputs_break_nothing(place: Place) -> None:
    source, tally = random.Random(SEED + 1), Tally()
    post_forms(place, tally, source, each=2)
    ask_lists(place, tally, source, each=1)  # everything loaded once, before memory is measured
    before = resident()
    while tally.inputs < MANY:
        post_forms(place, tally, source, each=25)
        ask_lists(place, tally, source, each=25)
        assert not tally.faults, "\n".join(tally.faults[:20])
    print(f"{tally.inputs} inputs in {tally.requests} requests, slowest {tally.slowest:.2f} s, {tally.statuses}")
    assert tally.slowest < LONGEST
    assert resident() - before < 100 * 1024 * 1024


NORWEGIAN = re.compile(r"[Ss]kriv|[Kk]ort|[Vv]elg|må |kan |har |[Ss]lett|[Bb]ruk|[Ff]yll|[Ss]ørg")
ENGLISH = re.compile(r"\b(invalid|null characters|enter a|ensure this)\b", re.IGNORECASE)
SPOILED = {
    "development_office/gjennomforinger": (
        ("capacity", ("1e999999", "NaN", "Infinity", "9" * 400, "-1", "0", "1.5", "\x00")),
        ("opens_on", ("9999-12-31", "0001-01-01", "31.02.2024", "2024-13-01", "\x00", "x" * 10_000)),
        ("opens_at", ("24:00", "25.61", "-1:00", "\x00", "x" * 10_000)),
        ("name", ("", "x" * 10_000, "a\x00b", "\x1b[31m", " ")),
    )
}


def test_a_refused_value_is_told_in_norwegian_with_its_field_and_the_rest_is_kept(place: Place) -> None:
    """Numbers, days, times and texts that nothing can be made of, in the form that has them all."""
    (key, spoiled), *_none = SPOILED.items()
    path = f"/utviklingskontoret/gjennomforinger/{place.keys[key + '.key']}/endre"
    office = browser(place, OFFICE)
    good = {
        "name": "Våren på Åsen",
        "capacity": "18",
        "opens_on": "15. januar 2024",
        "opens_at": "8.00",
        "closes_on": "1. februar 2024",
        "closes_at": "12.00",
        "practical_information": "Ta med matpakke",
    }
    for name, values in spoiled:
        for value in values:
            answer = office.post(path, {**good, name: value, "client_key": new_client_key()})
            page = unescape(answer.content.decode())
            assert answer.status_code == 422, (name, value[:20], answer.status_code)
            told = re.search(rf'<a[^>]*href="#id_{name}"[^>]*>([^<]+)</a>', page)
            assert told, (name, value[:20])
            assert NORWEGIAN.search(told[1]), told[1]
            assert not ENGLISH.search(" ".join(inert.read(page).text))
            kept = [good[other] for other in ("name", "practical_information") if other != name]
            assert all(words in page for words in kept)


BODIES = (
    b'{"person": "\\ud800", "key": "\\u0000", "entries": [{"seat": "\\udfff", "minutes": 1}]}',
    b'{"minutes": 1e999999, "entries": [{"minutes": 1e999999}]}',
    b'{"minutes": NaN, "entries": [{"minutes": -Infinity}]}',
    b'{"entries": [{"minutes": ' + b"9" * 5_000 + b"}]}",
    b'{"entries": [{"seat": "' + b"a" * 10_000 + b'", "attendance": "full"}]}',
    b'{"entries": {"a": 1}, "entries": []}',
    b"[" * 50_000,
    b'{"a":' * 20_000,
    b"null",
    b"[]",
    b'""',
    b"\xff\xfe{",
    b"\x00",
    b"",
)


def test_no_body_breaks_an_operation_of_the_api(place: Place) -> None:
    tried = 0
    for method in ("POST", "PUT"):
        for row, path, who in walk(place, method=method):
            if not row.name.startswith("api:"):
                continue
            for body in BODIES:
                keyed = {"idempotency-key": new_client_key()}
                send = partial(browser(place, who).generic, method, path, body, content_type="application/json")
                answer, took = timed(partial(send, headers=keyed))
                assert took < LONGEST, (path, body[:60])
                assert answer.status_code < 500, (path, body[:60], answer.content[:300])
                if answer.status_code >= 400:
                    assert set(answer.json()) == {"code", "message", "field"}
                tried += 1
    assert tried >= 40


def rows_of(page: str) -> int:
    """How many rows stand in the tables of a page."""
    return page.count("<tr")


def test_no_parameter_of_a_list_reaches_the_database_as_more_than_a_value(place: Place) -> None:
    """Neither a piece of SQL nor a lookup of the ORM shows a row more than words nobody wrote."""
    wrong, lists = [], 0
    for visit in crawl(place):
        if "<table" not in visit.text or visit.answer.status_code != 200:
            continue
        client, plain = browser(place, visit.who), visit.path
        every, none = rows_of(visit.text), rows_of(client.get(plain, {"finn": "zzqqzz"}).content.decode())
        lists += none < every
        for words in SQL:
            found = client.get(plain, {"finn": words})
            if found.status_code >= 500 or (none < every and rows_of(found.content.decode()) > none):
                wrong.append(f"{plain} finn={words}: {rows_of(found.content.decode())} rows, {none} expected")
        for word in (*ORM_WORDS, *LIST_WORDS[:1]):
            found = client.get(plain, {word: "1"})
            if found.status_code >= 500 or rows_of(found.content.decode()) != every:
                wrong.append(f"{plain} {word}=1: {rows_of(found.content.decode())} rows, {every} expected")
    assert not wrong, "\n".join(wrong[:20])
    assert lists >= 4


def test_the_fuzz_finds_a_planted_fault(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from lederloft.faces.web.kit import table

    def fails(*_told: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(table, "read_state", fails)
    tally = Tally()
    ask_lists(place, tally, random.Random(SEED), each=1)
    assert tally.faults

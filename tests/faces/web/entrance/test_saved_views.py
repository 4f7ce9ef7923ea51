"""A list as it stands can be kept under a name, found again beside the list, and forgotten."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse

from lederloft.faces.web.entrance.saved_views import kept_query
from lederloft.foundation.acting.values import Role
from tests.domain.makers import make_town
from tests.faces.web.browsing import browser_of, with_key

pytestmark = pytest.mark.django_db
LIST = "/utviklingskontoret/organisasjon/personer"


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


def link_of(page: str, words: str) -> str:
    """Where the link with these words leads."""
    before = page.split(f">{words}</a>")[0]
    return before.rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")


def test_a_view_is_kept_used_and_forgotten() -> None:
    town = make_town()
    town.person(name="Ingrid Vik")
    office = browser_of(town.person(Role.DEVELOPMENT_OFFICE))
    assert "Lagre visningen" not in text_of(office.get(LIST))
    address = link_of(office.get(f"{LIST}?finn=Ingrid&sorter=-navn&side=1").content.decode(), "Lagre visningen")
    assert parse_qs(urlsplit(address).query)["visning"] == ["finn=Ingrid&sorter=-navn"]
    assert "Hva skal visningen hete?" in text_of(office.get(address))
    nameless = office.post(address, with_key(label=""))
    assert nameless.status_code == 422
    assert "Hva skal visningen hete?" in text_of(nameless)
    kept = office.post(address, with_key(label="Bare Ingrid"))
    assert (kept.status_code, kept["Location"]) == (303, f"{LIST}?finn=Ingrid&sorter=-navn")
    page = office.get(LIST).content.decode()
    assert link_of(page, "Bare Ingrid") == "?finn=Ingrid&sorter=-navn"
    mine = office.get(link_of(page, "Visningene dine")).content.decode()
    drop = mine.split('action="')[-1]
    drop = next(part.split('"')[0] for part in mine.split('action="')[1:] if "/slett" in part.split('"')[0])
    assert office.post(drop.replace("&amp;", "&"), with_key())["Location"] == LIST
    assert "Bare Ingrid" not in office.get(LIST).content.decode().split("ll-table-bar")[1].split("</ul>")[0]


def test_a_view_is_seen_and_forgotten_by_its_owner_only() -> None:
    town = make_town()
    first, second = (browser_of(town.person(Role.DEVELOPMENT_OFFICE)) for _ in range(2))
    address = f"/visninger?av=personer&side={LIST}&visning=finn%3Da"
    first.post(address, with_key(label="Min egen"))
    assert "Min egen" not in text_of(second.get(LIST))
    page = first.get(address).content.decode()
    drop = next(part.split('"')[0] for part in page.split('action="')[1:] if "/slett" in part.split('"')[0])
    assert second.post(drop.replace("&amp;", "&"), with_key()).status_code == 404
    assert "Min egen" in text_of(first.get(LIST))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("filter=ko&finn=a+b&sorter=-navn", "filter=ko&finn=a+b&sorter=-navn"),
        ("side=4&last-ned=csv&filter=ko", "filter=ko"),
        ("next=//ond.example&<script>=1", ""),
        ("", ""),
        ("finn=" + "x" * 3000, "finn=" + "x" * 495),
    ],
)
def test_a_view_keeps_filter_search_and_sorting_and_nothing_else(told: str, kept: str) -> None:
    assert kept_query(told) == kept


@pytest.mark.parametrize("back", ["//ond.example", "https://ond.example/", "/\\ond.example", "javascript:alert(1)", ""])
def test_the_way_back_stays_on_this_site(back: str) -> None:
    office = browser_of(make_town().person(Role.DEVELOPMENT_OFFICE))
    answer = office.post("/visninger", with_key(label="x"), QUERY_STRING=f"av=personer&side={back}")
    assert answer["Location"] == "/meg"


@pytest.mark.parametrize("table", ["", "../x", "a" * 41, "Personer"])
def test_what_is_no_table_has_no_views(table: str) -> None:
    office = browser_of(make_town().person(Role.DEVELOPMENT_OFFICE))
    assert office.get("/visninger", {"av": table}).status_code == 404

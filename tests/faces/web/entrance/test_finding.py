"""Search says what it found and when, the newest first, as much as she asks for; her room's bar stands there too."""

import re
from datetime import timedelta

import pytest

from lederloft.domain.programmes.models import Gathering
from lederloft.faces.web.entrance import finding
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from tests.domain.makers import SIGN_UP_TIME, at_sign_up, make_edition, make_town
from tests.faces.web.browsing import browser_of

pytestmark = pytest.mark.django_db


def hits(page: str) -> list[str]:
    return re.findall(r'<p class="ll-row-title"><a href="[^"]+">([^<]*)</a>', page.replace("\xa0", " "))


def test_a_hit_has_a_title_and_a_date_and_the_newest_is_first() -> None:
    town = make_town()
    edition_id = make_edition(town)
    with town.reading():
        Gathering.objects.filter(edition_id=edition_id).update(title="")
    with at_sign_up():
        page = browser_of(town.person()).get("/sok", {"q": "teamled"}).content.decode().replace("\xa0", " ")
    assert hits(page) == ["Teamledelse, våren 2024", "Teamledelse 3", "Teamledelse 2", "Teamledelse 1"]
    assert "7. februar 2024" in page


def test_more_hits_come_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "PER_PAGE", 2)
    town = make_town()
    make_edition(town)
    browser = browser_of(town.person())
    with at_sign_up():
        first = browser.get("/sok", {"q": "teamled"}).content.decode()
        assert hits(first) == ["Teamledelse, våren 2024", "Teamledelse 3", "Teamledelse 2"]
        assert 'href="?q=teamled&amp;side=2"' in first
        second = browser.get("/sok", {"q": "teamled", "side": "2"}).content.decode()
        assert len(hits(second)) == 4
        assert "side=3" not in second
        for spoiled in ("0", "-1", "x", "²", "9" * 40, "9" * 4400):
            assert browser.get("/sok", {"q": "teamled", "side": spoiled}).status_code == 200


@pytest.mark.parametrize("path", ["/sok", "/varsler", "/meg", "/hva-vi-lagrer", "/meg/varsler"])
def test_pages_in_no_room_show_the_bar_of_hers(path: str) -> None:
    town = make_town()
    leader = town.person()
    page = browser_of(leader).get(path).content.decode()
    bar = page.partition('<div class="ll-room">')[2].partition("</header>")[0]
    assert "Min utvikling" in bar
    assert 'href="/min-utvikling/samlinger"' in bar
    assert "aria-current" not in bar


def test_the_bar_is_of_the_room_she_came_from_when_it_is_hers() -> None:
    town = make_town()
    both = town.person(Role.LEADER, Role.UNIT_HEAD)
    browser = browser_of(both)

    def bar(came_from: str, *, site: str = "http://testserver") -> str:
        answer = browser.get("/varsler", HTTP_REFERER=f"{site}{came_from}")
        assert answer.status_code == 200, came_from
        page = answer.content.decode()
        return page.partition('<nav class="ll-places"')[2].partition("</nav>")[0]

    assert 'href="/min-enhet/stedfortreder' in bar("/min-enhet")
    assert 'href="/min-utvikling/tilbud' in bar("/min-utvikling/samlinger")
    assert 'href="/min-utvikling/tilbud' in bar("/utviklingskontoret")
    for spoiled in ("http://[", "http://[::1/min-enhet", "http://x]/min-enhet", "//[v]"):
        assert 'href="/min-utvikling/tilbud' in bar("", site=spoiled)


@pytest.mark.parametrize(
    ("role", "path"), [(Role.UNIT_HEAD, "/min-enhet"), (Role.REPRESENTATIVE, "/tillitsvalgte"), (None, "/resultater/")]
)
def test_figures_say_how_they_are_counted(role: Role | None, path: str) -> None:
    town = make_town()
    make_edition(town)
    who = town.person(role or Role.POLITICIAN)
    with clock.frozen_at(SIGN_UP_TIME + timedelta(days=1)):
        page = browser_of(who).get(path if role else f"{path}{town.municipality.slug}").content.decode()
    assert "Vis meg hvorfor: slik er tallene talt" in page
    for column in re.findall(r'<th scope="col" class="ll-number">([^<]+)</th>', page):
        assert f"<dt>{column}</dt>" in page

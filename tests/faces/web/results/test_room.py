"""The results room: figures for everybody, without names."""

import pytest
from django.test import Client

from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import at_sign_up, make_edition, make_town
from tests.faces.web.browsing import browser_of

pytestmark = pytest.mark.django_db


def test_results_are_open_and_hold_no_name() -> None:
    town = make_town()
    leader = town.person(name="Ingrid Vik")
    with at_sign_up():
        deliver_a_module.sign_up(make_edition(town), acting=leader.acting)
    answer = Client().get(f"/resultater/{town.municipality.slug}")
    assert answer.status_code == 200
    assert "1 av 18" in answer.content.decode()
    assert "Ingrid" not in answer.content.decode()
    other = make_town()
    assert browser_of(other.person()).get(f"/resultater/{town.municipality.slug}").status_code == 200
    assert Client().get("/resultater/finnes-ikke").status_code == 404

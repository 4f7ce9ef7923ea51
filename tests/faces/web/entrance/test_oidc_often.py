"""Anybody can begin to sign in at the service: many who do cost it one question."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from requests import PreparedRequest, Response

from lederloft.foundation.access import fence
from tests.faces.web.entrance.oidc import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses the server has gone to."""
    gone: list[str] = []
    send = fence._Fence.send

    def told(self: fence._Fence, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        gone.append(request.url or "")
        return send(self, request, *args, **kwargs)

    monkeypatch.setattr(fence._Fence, "send", told)
    return gone


def test_many_who_begin_to_sign_in_cost_the_service_one_question(browser: Browser, asked: list[str]) -> None:
    for _ in range(5):
        Browser(Client(), browser.provider).leave()
    assert len(asked) == 1


def test_a_service_that_is_away_is_not_asked_by_each(browser: Browser, settings: Settings, asked: list[str]) -> None:
    settings.OIDC_DISCOVERY_URL = "http://127.0.0.1:9/.well-known/openid-configuration"
    assert {Client().get("/logg-inn/tjeneste").status_code for _ in range(5)} == {403}
    assert len(asked) == 1


def test_another_service_in_the_settings_is_asked_at_once(browser: Browser, settings: Settings) -> None:
    browser.leave()
    settings.OIDC_DISCOVERY_URL = "http://127.0.0.1:9/.well-known/openid-configuration"
    assert Client().get("/logg-inn/tjeneste").status_code == 403

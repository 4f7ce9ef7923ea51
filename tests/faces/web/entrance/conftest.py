"""Somebody's browser, and the sign-in service it goes to: one that runs as long as the tests of a file."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from tests.faces.web.entrance.oidc import Browser, Provider


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    provider = Provider(tmp_path_factory.mktemp("provider"))
    yield provider
    provider.stop()


@pytest.fixture
def browser(client: Client, service: Provider, settings: Settings) -> Browser:
    service.use(settings)
    return Browser(client, service)

"""A municipality with one of everything, whose every text can be made hostile, and a walk over all its pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.http import HttpResponseBase
from django.test import Client

from lederloft.foundation.acting.values import Role
from lederloft.foundation.tenancy.api import Municipal, scope
from tests.rights.places import Place, Row, read_matrix, routes

OFFICE = Role.DEVELOPMENT_OFFICE.value
# Words of the machine, which nobody writes. A new text field is hostile until it stands here.
MACHINE_FIELDS = {
    "public_key",
    "key",
    "claim",
    "failure",
    "token_hash",
    "secret_hash",
    "stored_as",
    "sha256",
    "owner_label",
    "source_label",
    "recipient_kind",
    "kind",
    "use_case",
    "fingerprint",
    "form",
    "group",
}
NUMBER_FIELDS = {"organisation.profile.number", "organisation.profile.organisation_number"}
APPEND_ONLY = {"trail"}
Words = Callable[[int], str]


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a table in which somebody's words stand."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.EmailField | models.URLField)
        and not field.choices
        and field.name not in MACHINE_FIELDS
        and f"{model._meta.label_lower}.{field.name}" not in NUMBER_FIELDS
    ]


def plant(place: Place, words: Words) -> int:
    """Write hostile words in every text of the municipality, past every form. Returns how many places."""
    number = 0
    with scope(place.town.municipality.id):
        for model in apps.get_models():
            if not issubclass(model, Municipal) or model._meta.app_label in APPEND_ONLY:
                continue
            for row in model.objects.all():
                told = {}
                for field in text_fields(model):
                    number += 1
                    before = "https://ond.example/" if field.name in {"digital_link", "link"} else ""
                    told[field.name] = (before + words(number))[: field.max_length or 4_000]
                if told:
                    model.objects.filter(pk=row.pk).update(**told)
    return number


@dataclass
class Visit:
    """One page as somebody sees it."""

    name: str
    who: str | None
    path: str
    answer: HttpResponseBase

    @property
    def kind(self) -> str:
        return str(self.answer.headers.get("Content-Type", ""))

    @property
    def body(self) -> bytes:
        if self.answer.streaming:
            return b"".join(self.answer.streaming_content)
        return bytes(self.answer.content)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def player(row: Row) -> str | None:
    """Who visits: the office where it may, since it sees most; nobody on open pages."""
    if row.who == {"open"}:
        return None
    return OFFICE if row.who == {"in"} or OFFICE in row.who else min(row.who)


def browser(place: Place, who: str | None) -> Client:
    """Somebody's browser, signed in anew when the last visit signed her out."""
    client = place.clients.get(who)
    if client is None:
        client = place.clients[who] = Client(raise_request_exception=False)
        if who is not None:
            client.force_login(place.people[who])
    return client


def leave(place: Place, who: str | None, path: str) -> None:
    """After pages that may have changed who is signed in."""
    if path.startswith(("/logg-", "/bytt-", "/invitasjon", "/nytt-passord", "/oppsett")):
        place.clients.pop(who, None)


def walk(place: Place, *, method: str = "GET") -> Iterator[tuple[Row, str, str | None]]:
    """(row, path, who) of every route that takes the method."""
    paths = dict(routes())
    for name, row in read_matrix().items():
        if method in row.methods:
            yield row, place.path(name, paths[name]), player(row)


def crawl(place: Place, query: str = "") -> Iterator[Visit]:
    """Every page, as the one who sees most of it."""
    for row, path, who in walk(place):
        answer = browser(place, who).get(path + query, headers={"accept": "text/html"})
        leave(place, who, path)
        yield Visit(row.name, who, path + query, answer)

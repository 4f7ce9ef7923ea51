"""What the marks say of recipients is true: nobody but they, and herself, is shown what a personal field holds.

A canary stands in every field of the municipality. As each role every page, file and link is looked at; each canary
that shows is in a field whose mark names the role, or in a row about the one who looks.
"""

import json
from collections import defaultdict

import pytest
from django.apps import apps
from django.test import Client

from lederloft.domain.programmes.models import Edition
from lederloft.faces.papers.documents.pdf import make_pdf
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.privacy.api import Personal, Subject, export_about
from tests.rights.crawling import SEARCH, Crawl, addresses
from tests.rights.places import Place, make_place
from tests.rights.planting import plant

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "answers", "buffer"])


def recipients_of(where: str) -> frozenset[str] | None:
    """The roles a field's mark names; None when the field is about nobody."""
    label, _dot, name = where.rpartition(".")
    try:
        marks = getattr(apps.get_model(label), "privacy", None)
    except (LookupError, ValueError):  # the content of a document is nobody's field
        return None
    mark = marks.fields.get(name) if marks else None
    return frozenset(mark.recipients) if isinstance(mark, Personal) else None


def own_words(place: Place, role: str) -> str:
    """All that is kept about the one who looks."""
    somebody = place.somebody[role]
    subject = Subject(frozenset({somebody.person_id}), frozenset({place.people[role].pk}))
    with place.town.reading():
        told = export_about(subject, municipality_id=place.town.municipality.id)
    return json.dumps(told, ensure_ascii=False, default=str)


@pytest.mark.parametrize("roles", [[role.value for role in Role][n::3] for n in range(3)], ids=lambda r: r[0])
def test_only_those_the_marks_name_are_shown_what_is_about_others(
    sign_up_day: clock.StoppedClock, roles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(make_pdf.__kwdefaults__, "is_compressed", False)  # so that our reader can look inside
    place = make_place()
    with place.town.reading():  # somebody to ask stands on the page of every edition
        Edition.objects.update(contact_person_id=place.somebody["enhetsleder"].person_id)
    planted = plant(place)
    untold: dict[tuple[str, str], list[str]] = defaultdict(list)
    for role in roles:
        crawl, client, mine = Crawl(), Client(raise_request_exception=False), own_words(place, role)
        client.force_login(place.people[role])
        crawl.follow(client, role, [*addresses(place, who=role), SEARCH])
        for leak in crawl.leaks:
            word = leak.rpartition(": ")[2]
            where = next((at for canary, at in planted.canaries.items() if word in canary), "")
            named = recipients_of(where)
            if named is not None and role not in named and word not in mine:
                untold[role, where].append(leak)
    assert not untold, "\n".join(f"{role} sees {where}: {leaks[:2]}" for (role, where), leaks in sorted(untold.items()))

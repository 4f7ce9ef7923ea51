"""One test per keep rule: fill, move the clock, run the job, find nothing. A day earlier everything still stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from lederloft.domain.organisation.models import Person
from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.values import Acting, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.documents.api import Audience, store_document
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.privacy.api import (
    Keep,
    KeepBy,
    Personal,
    Then,
    count_due,
    read_atlas,
    stands_until_replaced,
)
from lederloft.foundation.privacy.connections import wired
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.erase_a_person.api import carry_out_portion
from tests.canaries import Woman, fill, fill_everything, make_woman
from tests.makers import acting_for

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

START = clock.start_of_day(date(2024, 1, 31))

# What a row must be for its rule to begin to count, beside the moment itself.
ENDED: dict[str, dict[str, Any]] = {
    "access.account": {"is_active": False},
    "jobs.queuedjob": {"state": "done"},
    "outbox.outgoingmail": {"state": "sent"},
}


@dataclass(frozen=True)
class Rule:
    label: str
    keep: Keep
    fields: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.label}-{self.keep.then}-{self.keep.months}-{'-'.join(self.fields)}"


def rules() -> list[Rule]:
    found: dict[tuple[str, Keep], list[str]] = {}
    for model, marks in read_atlas().marks.items():
        for name, mark in marks.fields.items():
            if isinstance(mark, Personal) and isinstance(mark.keep, Keep):
                found.setdefault((model._meta.label_lower, mark.keep), []).append(name)
    return [Rule(label, keep, tuple(names)) for (label, keep), names in sorted(found.items(), key=str)]


def tidy(woman: Woman) -> int:
    changed = 0
    for municipality_id in (woman.municipality.id, None):
        while portion := carry_out_portion(acting=upkeep(municipality_id=municipality_id)):
            changed += portion
    return changed


def manager(model: type[models.Model]) -> Any:
    return model._base_manager


@pytest.mark.parametrize("rule", rules(), ids=str)
def test_a_rule_is_carried_out(rule: Rule) -> None:
    model = apps.get_model(rule.label)
    with clock.frozen_at(START) as stopped:
        woman = make_woman()
        with scope(woman.municipality.id):
            row = fill(woman, model)
            after = model._meta.get_field(rule.keep.after)
            began = clock.now() + timedelta(minutes=1) if isinstance(after, models.DateTimeField) else clock.today()
            ended = {rule.keep.after: began, **ENDED.get(rule.label, {})}
            manager(model).filter(pk=row.pk).update(**ended)
        last_day = add_months(START.date(), rule.keep.months)
        stopped.move_to(clock.start_of_day(last_day))
        tidy(woman)
        with scope(woman.municipality.id):
            kept = manager(model).filter(pk=row.pk).values(*rule.fields).get()
            assert any(kept.values())
        stopped.forward(timedelta(days=3))
        assert tidy(woman) > 0
        with scope(woman.municipality.id):
            left = list(manager(model).filter(pk=row.pk).values(*rule.fields))
            if rule.keep.then == Then.DELETE_ROW:
                assert left == []
            else:
                assert all(value in (None, "", {}) for value in left[0].values())
        assert tidy(woman) == 0


def add_months(day: date, months: int) -> date:
    """By hand, apart from the code under test."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    while True:
        try:
            return date(year, month, day.day)
        except ValueError:
            day -= timedelta(days=1)


# A named source and a row of which its time is up on the day.
SOURCES: dict[str, tuple[str, dict[str, Any], date]] = {
    "calendars.invitations": ("calendars.invitation", {}, date(2025, 2, 3)),
}


def test_every_named_source_has_a_test() -> None:
    named = {
        mark.keep.source
        for marks in read_atlas().marks.values()
        for mark in marks.fields.values()
        if isinstance(mark, Personal) and isinstance(mark.keep, KeepBy)
    }
    standing = {source for source in named if wired.retention[source] is stands_until_replaced}
    assert named - standing == SOURCES.keys()


@pytest.mark.parametrize("source", SOURCES)
def test_a_named_source_is_carried_out(source: str) -> None:
    label, given, day = SOURCES[source]
    model = apps.get_model(label)
    with clock.frozen_at(START) as stopped:
        woman = make_woman()
        with scope(woman.municipality.id):
            row = fill(woman, model, **given)
        stopped.forward(timedelta(days=30))
        tidy(woman)
        with scope(woman.municipality.id):
            assert manager(model).filter(pk=row.pk).exists()
        stopped.move_to(clock.start_of_day(day))
        assert tidy(woman) > 0
        with scope(woman.municipality.id):
            assert not manager(model).filter(pk=row.pk).exists()


def test_what_lives_with_an_account_goes_with_it() -> None:
    with clock.frozen_at(START) as stopped:
        woman = make_woman()
        made = fill_everything(woman)
        Account.objects.filter(pk=woman.account.pk).update(is_active=False, disabled_at=clock.now())
        stopped.forward(timedelta(days=200))
        tidy(woman)
        assert not Account.objects.filter(pk=woman.account.pk).exists()
        atlas = read_atlas()
        hanging = [
            row
            for row in made.values()
            for key, root in atlas.keys(type(row))
            if root == "account" and atlas.goes_with(type(row), key)
        ]
        assert len(hanging) > 5
        with scope(woman.municipality.id):
            assert [row for row in hanging if manager(type(row)).filter(pk=row.pk).exists()] == []
        assert tidy(woman) == 0


def test_a_document_whose_time_is_up_takes_its_file_along(
    django_capture_on_commit_callbacks: Any, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with clock.frozen_at(START) as stopped:
        woman = make_woman()
        _store(woman)
        assert [path for path in tmp_path.rglob("*") if path.is_file()]
        stopped.forward(timedelta(days=2))
        with django_capture_on_commit_callbacks(execute=True):
            tidy(woman)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@use_case(may=lambda acting, _subject: acting.is_upkeep)
def _store_document(*, acting: Acting) -> int:
    return store_document(
        title="Deltakerliste",
        name="liste.txt",
        content=b"Eksempel",
        audience=Audience.MUNICIPALITY,
        keep_until=clock.today(),
    ).pk


def _store(woman: Woman) -> int:
    return _store_document(acting=upkeep(municipality_id=woman.municipality.id))


def test_another_municipality_is_left_alone() -> None:
    with clock.frozen_at(START) as stopped:
        hers, other = make_woman(), make_woman()
        for woman in (hers, other):
            with scope(woman.municipality.id):
                Person.objects.filter(pk=woman.person.pk).update(left_on=clock.today())
        stopped.forward(timedelta(days=400))
        while carry_out_portion(acting=upkeep(municipality_id=hers.municipality.id)):
            pass
        with scope(hers.municipality.id):
            assert Person.objects.get(pk=hers.person.pk).email == ""
        with scope(other.municipality.id):
            assert Person.objects.get(pk=other.person.pk).email != ""


def test_only_the_installation_tidies() -> None:
    woman = make_woman()
    with pytest.raises(NotAllowed):
        carry_out_portion(acting=acting_for(woman.municipality, woman.account))


def test_what_waits_is_counted() -> None:
    with clock.frozen_at(START) as stopped:
        woman = make_woman()
        with scope(woman.municipality.id):
            fill(woman, apps.get_model("drafts.draft"))
            assert count_due() == {}
            stopped.forward(timedelta(days=40))
            assert count_due() == {"Kladder som ikke er sendt": 1}

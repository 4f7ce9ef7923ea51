"""The inspector: what the models may not do."""

from collections.abc import Iterator
from typing import ClassVar

import pytest
from django.apps import AppConfig, apps
from django.db import models
from django.test.utils import isolate_apps

import lederloft.foundation.tenancy
from house import models as rules
from lederloft.foundation.privacy.api import Impersonal, Marks
from tests.house.order import assert_in_order

STACK = rules.Stack()
OURS = rules.ours(apps.get_models(include_auto_created=True))


def test_there_are_models() -> None:
    assert len(OURS) > 5


def test_every_app_says_its_label() -> None:
    assert_in_order(rules.implicit_labels(apps.get_app_configs()))


def test_keys_point_down_the_stack() -> None:
    assert_in_order(line for model in OURS for line in rules.keys_out_of_order(model, STACK))


def test_every_model_is_marked() -> None:
    assert_in_order(line for model in OURS for line in rules.without_marks(model))


def test_every_table_has_its_place_in_tenancy() -> None:
    assert_in_order(line for model in OURS for line in rules.outside_tenancy(model))


def test_global_tables_exist() -> None:
    assert set(rules.GLOBAL_TABLES) - {model._meta.label for model in OURS} == set()


def test_constraints_bear_their_app_s_name() -> None:
    assert_in_order(line for model in OURS for line in rules.foreign_names(model))


def test_every_domain_module_with_tables_has_a_readme() -> None:
    homes = [config for config in apps.get_app_configs() if config.name.startswith("lederloft.domain.")]
    assert_in_order(config.name for config in homes if not (config.path and _has_readme(config)))


def _has_readme(config: AppConfig) -> bool:
    from pathlib import Path

    return (Path(config.path) / "README.md").exists()


# --- planted offences


@pytest.fixture
def offender() -> Iterator[type[models.Model]]:
    with isolate_apps("lederloft.foundation.tenancy", "lederloft.foundation.documents"):

        class Upper(models.Model):
            class Meta:
                app_label = "documents"

            __module__ = "lederloft.foundation.documents.models"

        class Offender(models.Model):
            up = models.ForeignKey(Upper, on_delete=models.CASCADE)
            many = models.ManyToManyField(Upper, related_name="+")
            text = models.TextField()
            privacy: ClassVar[Marks] = Marks(what="x", fields={"gone": Impersonal("not there any more")})

            class Meta:
                app_label = "tenancy"
                indexes: ClassVar[list[models.Index]] = [models.Index(fields=["text"], name="by_text")]

            __module__ = "lederloft.foundation.tenancy.models"

        yield Offender


def test_a_key_up_the_stack_is_found(offender: type[models.Model]) -> None:
    found = list(rules.keys_out_of_order(offender, STACK))
    assert [line.partition(": ")[2] for line in found] == [
        "points up to lederloft.foundation.documents",
        "not PROTECT across modules",
        "related_name is not '+' across modules",
        "a table between that no scope limits; write it as a model",
    ]


def test_missing_and_wrong_marks_are_found(offender: type[models.Model]) -> None:
    found = list(rules.without_marks(offender))
    assert any("text: not marked" in line for line in found)
    assert any("gone: marked, but no such field" in line for line in found)


def test_a_model_without_marks_is_found(offender: type[models.Model]) -> None:
    delattr(offender, "privacy")
    assert list(rules.without_marks(offender))


def test_an_unlisted_global_table_is_found(offender: type[models.Model]) -> None:
    assert list(rules.outside_tenancy(offender))


def test_a_name_without_its_app_is_found(offender: type[models.Model]) -> None:
    assert list(rules.foreign_names(offender)) == ["tenancy.Offender: by_text should start with tenancy_"]


def test_an_implicit_label_is_found() -> None:
    class Silent(AppConfig):
        name = "lederloft.foundation.tenancy"

    assert list(rules.implicit_labels([Silent("lederloft.foundation.tenancy", lederloft.foundation.tenancy)]))


def test_siblings_may_not_point_to_each_other() -> None:
    assert STACK.stands_above("lederloft.domain.participation", "lederloft.domain.programmes")
    assert STACK.stands_above("lederloft.domain.organisation", "lederloft.foundation.backups")
    assert not STACK.stands_above("lederloft.domain.programmes", "lederloft.domain.platform")
    assert not STACK.stands_above("lederloft.foundation.trail", "lederloft.foundation.access")

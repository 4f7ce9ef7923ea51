"""The abstract models keep their order, their source and their constraint names."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from lederloft.foundation.dated.api import DatedQuerySet, Sourced, valid_between, valid_on


@pytest.fixture
def rates(may_create_tables: None) -> Iterator[Any]:
    with isolate_apps("lederloft.foundation.tenancy"):

        class Rate(Sourced):
            percent = models.IntegerField()
            objects = DatedQuerySet.as_manager()

            class Meta(Sourced.Meta):
                app_label = "tenancy"
                abstract = False

        with connection.schema_editor() as editor:
            editor.create_model(Rate)
        yield Rate
        with connection.schema_editor() as editor:
            editor.delete_model(Rate)


def add(rates: Any, percent: int, valid_from: date, valid_to: date | None, source: str = "lov") -> Any:
    return rates.objects.create(
        percent=percent, valid_from=valid_from, valid_to=valid_to, source=source, last_checked_on=date(2024, 1, 1)
    )


def test_rows_on_a_day_and_between_days(rates: Any) -> None:
    add(rates, 24, date(2005, 1, 1), date(2012, 12, 31))
    add(rates, 25, date(2013, 1, 1), None)
    assert rates.objects.on(date(2012, 12, 31)).get().percent == 24
    assert rates.objects.on(date(2013, 1, 1)).get().percent == 25
    assert not rates.objects.filter(valid_on(date(2004, 12, 31))).exists()

    def between(first: date, last: date | None) -> list[int]:
        return list(
            rates.objects.filter(valid_between(first, last)).order_by("percent").values_list("percent", flat=True)
        )

    assert between(date(2012, 12, 31), date(2013, 1, 1)) == [24, 25]
    assert between(date(2004, 1, 1), date(2004, 12, 31)) == []
    assert between(date(2013, 1, 1), None) == [25]


def test_the_database_refuses_a_turned_period_and_a_missing_source(rates: Any) -> None:
    names = {constraint.name for constraint in rates._meta.constraints}
    assert names == {"tenancy_rate_valid_order", "tenancy_rate_source_named"}
    with pytest.raises(IntegrityError, match="tenancy_rate_valid_order"), transaction.atomic():
        add(rates, 1, date(2024, 1, 2), date(2024, 1, 1))
    with pytest.raises(IntegrityError, match="tenancy_rate_source_named"), transaction.atomic():
        add(rates, 1, date(2024, 1, 1), None, source="")
    assert add(rates, 1, date(2024, 1, 1), date(2024, 1, 1)).pk

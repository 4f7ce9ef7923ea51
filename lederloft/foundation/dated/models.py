"""Abstract models for values that are valid for a time. The tables belong to the modules that use them."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

M = TypeVar("M", bound=models.Model)


def valid_on(on: date, *, through: str = "") -> Q:
    """Condition for rows valid on the day; ``through`` is a lookup path to them, such as "post__"."""
    return Q(**{f"{through}valid_from__lte": on}) & (
        Q(**{f"{through}valid_to__isnull": True}) | Q(**{f"{through}valid_to__gte": on})
    )


def valid_between(first: date, last: date | None, *, through: str = "") -> Q:
    """Condition for rows valid on at least one day from ``first`` to ``last`` (None: onwards)."""
    begun = Q() if last is None else Q(**{f"{through}valid_from__lte": last})
    return begun & (Q(**{f"{through}valid_to__isnull": True}) | Q(**{f"{through}valid_to__gte": first}))


class DatedQuerySet(models.QuerySet[M]):
    """For global tables: ``objects = DatedQuerySet.as_manager()``. Municipal ones filter by ``valid_on``."""

    def on(self, on: date) -> Self:
        """Rows valid on the day."""
        return self.filter(valid_on(on))


class Dated(models.Model):
    """Valid from a day, to the last day or until further notice.

    It brings no manager, so that it can't push a municipal table's scoped one aside. A subclass with a Meta of its
    own inherits from ``Dated.Meta`` and adds to ``Dated.Meta.constraints``.
    """

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_valid_order",
            ),
        ]


class Sourced(Dated):
    """A dated value that somebody outside decides: where it stands, and when we last looked."""

    source = models.CharField(max_length=500)
    last_checked_on = models.DateField()

    class Meta(Dated.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(source=""), name="%(app_label)s_%(class)s_source_named"),
        ]

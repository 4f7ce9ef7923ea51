"""Municipality, and the base of everything that belongs to one."""

import secrets
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models

from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import Impersonal, Marks
from lederloft.foundation.tenancy.errors import ForeignScope
from lederloft.foundation.tenancy.scopes import require_municipality

if TYPE_CHECKING:
    _TextField = models.CharField[str, str]
    _KeyField = models.ForeignKey[Any, Any]
else:
    _TextField = models.CharField
    _KeyField = models.ForeignKey


def new_public_key() -> str:
    """A random key for URLs: 22 characters, tells nothing; begins with none that a command line takes for an option."""
    while (key := secrets.token_urlsafe(16)).startswith(("-", "_")):
        continue
    return key


class PublicKeyField(_TextField):
    """The key a row bears in URLs. Inside the house rows are known by their bigint id."""

    def __init__(self, **options: Any) -> None:
        options.update(max_length=22, unique=True, editable=False, default=new_public_key)
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, _args, _options = super().deconstruct()
        return name or "", "lederloft.foundation.tenancy.api.PublicKeyField", [], {}


class Municipality(models.Model):
    """A municipality as a tenant: its profile is organisation's. Global: needed to know whose scope to open."""

    slug = models.SlugField(max_length=50, unique=True)
    public_key = PublicKeyField()
    is_example = models.BooleanField(default=False)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Kommuner som bruker løsningen"), fields={"slug": Impersonal("the municipality's own short name")}
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="tenancy_municipality_slug_not_empty"),
        ]

    def __str__(self) -> str:
        return self.slug


class MunicipalityField(_KeyField):
    """Filled from the scope on save; refuses to save outside a scope or into another municipality."""

    def __init__(self, **options: Any) -> None:
        options.update(to="tenancy.Municipality", on_delete=models.PROTECT, related_name="+", editable=False)
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, _args, _options = super().deconstruct()
        return name or "", "lederloft.foundation.tenancy.api.MunicipalityField", [], {}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The id to store; called by save() and bulk_create() alike."""
        here = require_municipality()
        stored = getattr(model_instance, self.attname)
        if stored is None and add:
            setattr(model_instance, self.attname, here)
        elif stored != here:
            raise ForeignScope
        return here


M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """Rows of the municipality in scope."""

    def update(self, **values: Any) -> int:
        """As Django's, but a row never changes municipality."""
        if "municipality" in values or "municipality_id" in values:
            raise ForeignScope
        return super().update(**values)

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None) -> int:
        """As Django's, but a row never changes municipality."""
        if {"municipality", "municipality_id"} & set(fields):
            raise ForeignScope
        return super().bulk_update(objs, fields, batch_size)


class ScopedManager(models.Manager[M]):
    """The only way to municipal rows: filters on the scope and raises OutsideScope without one."""

    def get_queryset(self) -> ScopedQuerySet[M]:
        """Rows of the municipality in scope."""
        unlimited: ScopedQuerySet[M] = ScopedQuerySet(model=self.model, using=self._db)
        return unlimited.filter(municipality_id=require_municipality())

    def none(self) -> models.QuerySet[M]:
        """An empty queryset, allowed anywhere."""
        return ScopedQuerySet(model=self.model, using=self._db).none()


class Municipal(models.Model):
    """Base of every table that belongs to a municipality."""

    municipality = MunicipalityField()
    public_key = PublicKeyField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

"""Who may do what with the organisation, and whom each may see. Units and posts are open to all who act here."""

from collections.abc import Collection
from datetime import date

from lederloft.domain.organisation.models import Appointment, Person, UnitPeriod
from lederloft.domain.organisation.rules import unit_ids_below
from lederloft.foundation.acting.values import Acting, Grant, Permission, Role, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.dated.api import valid_on
from lederloft.foundation.tenancy.api import ScopedQuerySet

_SEE_ALL = frozenset({Role.DEVELOPMENT_OFFICE, Role.IT, Role.DATA_PROTECTION})
_SEE_UNIT = frozenset({Role.UNIT_HEAD, Role.BUDGET_HOLDER})


def _over_all(acting: Acting, roles: Collection[Role]) -> Grant | None:
    """A grant of one of the roles for the whole municipality, her own before a lent one."""
    held = [g for g in acting.grants if g.role in roles and g.scope_kind == ScopeKind.MUNICIPALITY]
    return min(held, key=lambda g: g.lent_by_account_id is not None, default=None)


def may_create_municipality(acting: Acting, subject: object) -> Permission:
    """The installation itself: the command line, or the set-up guide behind its one-time link."""
    return acting.is_upkeep and acting.municipality_id is None


def may_administer(acting: Acting, subject: object) -> Permission:
    """IT and the development office write the organisation, for all of it; so do imports and examples."""
    return acting.is_upkeep or _over_all(acting, (Role.IT, Role.DEVELOPMENT_OFFICE))


def unit_ids_reached(acting: Acting, *, on: date | None = None) -> frozenset[int]:
    """The units on which she answers for people that day: those she is given, and all below them. In one query."""
    given = {g.scope_id for g in acting.grants if g.role in _SEE_UNIT and g.scope_kind == ScopeKind.UNIT and g.scope_id}
    over_all = _over_all(acting, _SEE_UNIT)
    if not given and not over_all:
        return frozenset()
    rows = UnitPeriod.objects.filter(valid_on(on or clock.today()))
    parents = dict(rows.values_list("unit_id", "parent_id"))
    return frozenset(parents) if over_all else unit_ids_below(parents, given)


def visible_to(acting: Acting, *, on: date | None = None) -> ScopedQuerySet[Person]:
    """The people she may see by name as of the day (default today): all, those in her units, or only herself."""
    people = Person.objects.get_queryset()
    if acting.is_upkeep or _over_all(acting, _SEE_ALL):
        return people
    units = unit_ids_reached(acting, on=on)
    herself = people.filter(id=acting.person_id) if acting.person_id else people.filter(id__in=[])
    if not units:
        return herself
    there = Appointment.objects.filter(valid_on(on or clock.today()), post__unit_id__in=units)
    return herself | people.filter(id__in=there.values("person_id"))

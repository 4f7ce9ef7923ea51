"""Who of those who lead may still see the edition: what is sent to them follows that."""

from collections.abc import Collection

from lederloft.domain.programmes import api as programmes
from lederloft.foundation.access.api import account_ids_of, get_acting
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import Via


def list_seeing(edition_id: int, *, person_ids: Collection[int]) -> list[int]:
    """Those who may see the edition today, and those without an account: they had no role to lose."""
    account_ids = account_ids_of(person_ids)
    return [one for one in person_ids if one not in account_ids or _sees(account_ids[one], edition_id)]


def _sees(account_id: int, edition_id: int) -> bool:
    try:
        acting = get_acting(account_id, require_municipality(), via=Via.JOB)
    except NotAllowed:  # shut out here
        return False
    return programmes.visible_to(acting).filter(pk=edition_id).exists()

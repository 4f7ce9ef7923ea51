"""Remove an example municipality."""

from pathlib import Path

from django.db import transaction

from lederloft.domain.organisation.errors import NotAnExample
from lederloft.domain.organisation.facts import MunicipalityRemoved
from lederloft.domain.organisation.policies import may_create_municipality
from lederloft.foundation.access.api import delete_placeless_accounts, list_member_account_ids
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.documents.api import DocumentVersion, files_of
from lederloft.foundation.tenancy.api import delete_municipality, get_municipality, scope
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_create_municipality)
def remove_example(slug: str, *, acting: Acting) -> int:
    """Delete it with everything in it, its history and its people's accounts; returns how many rows went.

    What remains is one fact of the installation. On PostgreSQL it takes the owner's login, as ``migrate`` does.
    Raises UnknownMunicipality, NotAnExample.
    """
    municipality = get_municipality(slug)
    if not municipality.is_example:
        raise NotAnExample(slug=slug)
    accounts = list_member_account_ids(municipality.pk)
    with scope(municipality.pk):
        files = list(files_of(list(DocumentVersion.objects.values_list("id", flat=True))))
    count = delete_municipality(municipality.pk)
    with scope(municipality.pk):
        count += delete_placeless_accounts(accounts)
    record(MunicipalityRemoved(municipality_id=municipality.pk))
    transaction.on_commit(lambda: _delete_files(files))
    return count


def _delete_files(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)

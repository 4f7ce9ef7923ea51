"""Who may open a document."""

from collections.abc import Callable, Mapping

from django.db.models import Q
from django.utils.module_loading import import_string

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.documents.models import Document
from lederloft.foundation.documents.values import Audience
from lederloft.foundation.tenancy.api import ScopedQuerySet

OwnerPolicy = Callable[[Acting, int], bool]

_owner_policies: dict[str, OwnerPolicy] = {}


def connect(owner_policies: Mapping[str, str]) -> None:
    """Replace the table of model label → dotted name of ``may_see(acting, owner_id)``; ImportError at start."""
    _owner_policies.clear()
    _owner_policies.update({label: import_string(name) for label, name in owner_policies.items()})


def visible_to(acting: Acting) -> ScopedQuerySet[Document]:
    """Documents she may open without asking their owners."""
    mine = Q(audience=Audience.MAKER, maker_account_id=acting.account_id) if acting.account_id else Q(pk__in=[])
    return Document.objects.get_queryset().filter(mine | Q(audience=Audience.MUNICIPALITY))


def may_open(acting: Acting, document: Document) -> bool:
    """Whether she may open this one; an owner that nobody answers for is closed."""
    if document.audience == Audience.MAKER:
        return acting.account_id is not None and document.maker_account_id == acting.account_id
    if document.audience == Audience.MUNICIPALITY:
        return acting.municipality_id == document.municipality_id
    ask = _owner_policies.get(document.owner_label)
    return ask is not None and document.owner_id is not None and ask(acting, document.owner_id)

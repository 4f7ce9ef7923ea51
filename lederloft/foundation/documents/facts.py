"""What the trail can say of documents."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import Fact


@dataclass(frozen=True, kw_only=True)
class DocumentStored(Fact):
    """A version of a document was fixed."""

    document_id: int
    number: int
    about: ClassVar[dict[str, str]] = {"document_id": "documents.document"}
    sentence: ClassVar[str] = N_("{who} lagret versjon {number} av dokumentet")


@dataclass(frozen=True, kw_only=True)
class DocumentDeleted(Fact):
    """A document and its files are gone."""

    document_id: int
    about: ClassVar[dict[str, str]] = {"document_id": "documents.document"}
    sentence: ClassVar[str] = N_("{who} slettet dokumentet")

"""Papers made when asked for: a room asks by kind, wiring knows who makes it."""

from collections.abc import Mapping
from typing import Protocol

from django.utils.module_loading import import_string

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.documents.values import Paper, PaperForm


class PaperMaker(Protocol):
    """Makes one kind of paper about the thing with that public key; it asks who may, and opens its own scope."""

    def __call__(self, key: str, /, *, acting: Acting, form: PaperForm) -> Paper:
        """Raises NotAllowed, NotFound."""
        ...


_makers: dict[str, PaperMaker] = {}


def connect_makers(makers: Mapping[str, str]) -> None:
    """Replace the table of kind → dotted name of its maker; raises ImportError at start."""
    _makers.clear()
    _makers.update({kind: import_string(name) for kind, name in makers.items()})


def make_paper(kind: str, key: str, *, acting: Acting, form: PaperForm = PaperForm.PDF) -> Paper:
    """The paper about the thing with that public key, in the active language. Raises NotAllowed, NotFound."""
    return _makers[kind](key, acting=acting, form=form)

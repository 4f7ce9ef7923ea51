"""A canary in every text, e-mail address and JSON field of every table of a municipality, and in its documents.

The words are made of two parts found nowhere else, so that a piece of one is recognised too. Every one is preceded
by a word that they share, for searches and filters whose page repeats what was asked for.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.documents.models import DocumentVersion
from lederloft.foundation.privacy.api import read_atlas
from lederloft.foundation.tenancy.api import Municipal, Municipality, scope
from lederloft.foundation.trail.models import TrailEntry, TrailReason
from tests.canaries import Woman, fill
from tests.rights.places import Place, keep_document

SHARED = "dalstrok"  # stands in front of every canary
PARTS = ("kanari", "qzxj")
# The short one stands alone: in the middle of a random token it is chance, seen once in a thousand pages.
CANARY = re.compile(r"kanari\d*(?:qzxj)?|(?<![\w-])\d*qzxj\d*(?![\w-])")

# Tables of no municipality and no account. A new table is filled the day it is made.
OF_NOBODY = {
    "access.attempt": "hashes that lapse",
    "account.emailconfirmation": "the library's; confirmations are never sent",
    "auth.group": "the library's; not used",
    "auth.permission": "the library's; not used",
    "contenttypes.contenttype": "names of tables",
    "sessions.session": "written by signing in, which the crawl does",
    "socialaccount.socialapp": "settings of the installation",
    "socialaccount.socialtoken": "the library's; tokens are never kept",
}
# What the machine reads: keys, hashes, names in the code. Rows of a true story keep them, rows of no story don't.
MACHINE = {
    "calendars.calendarevent": {"source_label"},
    "documents.document": {"owner_label"},
    "documents.documentversion": {"stored_as", "sha256"},
    "documents.passage": {"sha256"},
    "outbox.notificationchoice": {"group"},
    "mfa.authenticator": {"data"},
    "organisation.profile": {"number", "organisation_number"},
    "strategy.offer": {"audience_levels"},
}
NUMBERS = {"documents.passage": {"start": 1}}  # in a span that isn't empty
HASHES = {"password", "token_hash", "secret_hash", "claim", "session_data", "fingerprint", "public_key"}
TEXTS = (models.CharField, models.TextField, models.JSONField)


@dataclass
class Planted(Woman):
    """The one rows are about, and where each canary was put."""

    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def word(self, where: str) -> str:
        canary = f"kanari{next(self.numbers):04d}qzxj"
        self.canaries[canary] = where
        return f"{SHARED} {canary}"

    def value(self, one: Any) -> Any:
        """What is put into a field."""
        where = f"{one.model._meta.label_lower}.{one.name}"
        word = self.word(where)
        if isinstance(one, models.JSONField):
            return {"felt": word}
        if isinstance(one, models.EmailField):
            return f"{word.replace(' ', '.')}@example.org"
        if isinstance(one, models.URLField):
            return f"https://example.org/{word.replace(' ', '/')}"
        if one.max_length is not None and one.max_length < len(word):
            return f"qzxj{next(self.numbers):04d}"[: one.max_length]
        return word


def plant(place: Place) -> Planted:
    """Canaries everywhere in the place: in rows of no story in every table, and over the texts of the story's rows."""
    municipality = place.town.municipality
    leader = place.somebody["leder"]
    with place.town.reading():
        person = read_atlas().roots["person"].objects.get(pk=leader.person_id)
    planted = Planted(municipality, person, place.people["leder"])
    _plant_documents(place, planted)
    _plant_reasons(planted)
    _fill_every_table(planted)
    _write_over(planted)
    return planted


def texts(model: type[models.Model]) -> Iterator[Any]:
    """The fields of a table that hold what somebody wrote, or could."""
    for one in model._meta.local_concrete_fields:
        if isinstance(one, TEXTS) and not one.choices and one.name not in HASHES:
            yield one


def tables() -> list[type[models.Model]]:
    """Every table that belongs to a municipality or an account."""
    return [one for one in apps.get_models() if one._meta.label_lower not in OF_NOBODY]


def _fill_every_table(planted: Planted) -> None:
    known = {"tenancy.municipality", "access.account", "access.membership", "organisation.person"}
    # One for each municipality or account; the story has it.
    once = {"organisation.profile", "organisation.unitperiod", "account.emailaddress"}
    with scope(planted.municipality.id):
        for model in tables():
            label = model._meta.label_lower
            if label in known or (label in once and model._default_manager.exists()):
                continue
            given = {one.name: planted.value(one) for one in texts(model) if one.name not in MACHINE.get(label, ())}
            fill(planted, model, **given, **NUMBERS.get(label, {}))


def _write_over(planted: Planted) -> None:
    """Over every text of every row there is; what is append-only holds no text, and its new rows hold canaries."""
    here = planted.municipality
    with scope(here.id):
        for model in tables():
            machine = MACHINE.get(model._meta.label_lower, set()) | ({"key"} if model is not Municipality else set())
            fields = [one for one in texts(model) if one.name not in machine | {"kind", "ids", "recipient_kind"}]
            if getattr(model, "append_only", False) or not fields:
                continue
            for row in _rows_of(model, here):
                for one in fields:
                    setattr(row, one.attname, planted.value(one))
                row.save(update_fields=[one.attname for one in fields])


def _rows_of(model: type[models.Model], here: Municipality) -> list[Any]:
    everything = model._default_manager
    if model is Municipality:
        return []
    if issubclass(model, Municipal):
        return list(everything.all())
    mine = Membership.objects.filter(municipality=here).values("account_id")
    elsewhere = Membership.objects.exclude(municipality=here).values("account_id")
    only_here = set(Account.objects.filter(pk__in=mine).exclude(pk__in=elsewhere).values_list("pk", flat=True))
    if model is Account:
        return list(everything.filter(pk__in=only_here))
    names = {one.name for one in model._meta.local_concrete_fields}
    if "municipality" in names:
        return list(everything.filter(municipality=here))
    owner = next((name for name in ("account", "user") if name in names), None)
    return list(everything.filter(**{f"{owner}__in": only_here})) if owner else []


def _plant_documents(place: Place, planted: Planted) -> None:
    """Plain text, and a workbook's zip: canaries in the content and in the names."""
    for ending in ("txt", "docx"):
        word = planted.word(f"documents: content of .{ending}")
        name = planted.word(f"documents: name of .{ending}").replace(" ", "-")
        content = word.encode() if ending == "txt" else _a_docx(word)
        keep_document(content, name=f"{name}.{ending}", acting=place.town.office)
    with place.town.reading():
        assert DocumentVersion.objects.filter(file_name__contains="kanari").count() == 2


def _plant_reasons(planted: Planted) -> None:
    """Somebody's own words for everything that has been done."""
    with scope(planted.municipality.id):
        for entry in TrailEntry.objects.filter(reason__isnull=True):
            word = planted.word("trail.trailreason.text")
            TrailReason.objects.create(entry=entry, text=word, written_at=entry.at)


def _a_docx(word: str) -> bytes:
    from docx import Document

    made, out = Document(), io.BytesIO()
    made.add_paragraph(word)
    made.save(out)
    assert zipfile.is_zipfile(out)
    return out.getvalue()

"""What somebody has begun to write in a form and not sent."""

from typing import ClassVar

from django.db import models

from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import (
    Category,
    Impersonal,
    Keep,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
    Then,
)
from lederloft.foundation.tenancy.api import Municipal

_OWN = Personal(
    Category.FREE_TEXT, Purpose.PARTICIPATION, LegalBasis.PUBLIC_TASK, (), Keep("saved_at", 1, Then.DELETE_ROW)
)


def clean(text: str) -> str:
    """Without the one character that PostgreSQL can't keep."""
    return text.replace("\0", "")


class Draft(Municipal):
    """A form as it stood when it was last saved by itself; seen by nobody but its writer."""

    account_id = models.BigIntegerField()
    form = models.CharField(max_length=160)  # the address of the page the form stands on
    data = models.JSONField()
    saved_at = models.DateTimeField()

    privacy: ClassVar[Marks] = Marks(
        what=N_("Kladder som ikke er sendt"),
        subject="account_id",
        fields={
            "account_id": _OWN,
            "data": _OWN,
            "form": Impersonal("the address of a page"),
            "saved_at": Impersonal("for the retention rule"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "account_id", "form"], name="drafts_draft_once"),
        ]

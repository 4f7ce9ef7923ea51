"""The views people keep."""

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
    Category.FREE_TEXT, Purpose.PARTICIPATION, LegalBasis.PUBLIC_TASK, (), Keep("saved_at", 24, Then.DELETE_ROW)
)


class SavedView(Municipal):
    """A table's state under a name; seen by nobody but its owner."""

    account_id = models.BigIntegerField()
    table = models.CharField(max_length=40)  # the table's name, the same wherever it stands
    label = models.CharField(max_length=60)
    query = models.CharField(max_length=500)  # the part after «?»; may hold what was searched for
    saved_at = models.DateTimeField()

    privacy: ClassVar[Marks] = Marks(
        what=N_("Visninger av lister som noen har lagret for seg selv"),
        subject="account_id",
        fields={
            "account_id": _OWN,
            "label": _OWN,
            "query": _OWN,
            "table": Impersonal("the name of a table in the code"),
            "saved_at": Impersonal("for the retention rule"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account_id", "table", "label"], name="saved_views_savedview_once"
            ),
            models.CheckConstraint(condition=~models.Q(label=""), name="saved_views_savedview_label_given"),
        ]

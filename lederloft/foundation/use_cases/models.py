"""The client keys that make a repeated write harmless."""

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


class ClientKey(models.Model):
    """One write already done, with its answer. Global, since set-up has no municipality yet; holds ids only."""

    account_id = models.BigIntegerField()  # 0: nobody signed in
    key = models.CharField(max_length=64)
    use_case = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    done_at = models.DateTimeField()

    privacy: ClassVar[Marks] = Marks(
        what=N_("Kvitteringer som hindrer at noe blir gjort to ganger"),
        subject="account_id",
        fields={
            "account_id": Personal(
                Category.ACTIVITY, Purpose.OPERATION, LegalBasis.PUBLIC_TASK, (), Keep("done_at", 1, Then.DELETE_ROW)
            ),
            "key": Impersonal("random"),
            "use_case": Impersonal("a name in the code"),
            "fingerprint": Impersonal("a hash of the arguments, deleted after a month"),
            "answer": Impersonal("ids and codes only, deleted after a month"),
            "done_at": Impersonal("the moment of a write"),
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account_id", "key"], name="use_cases_client_key_once"),
        ]

    def __str__(self) -> str:
        return self.key

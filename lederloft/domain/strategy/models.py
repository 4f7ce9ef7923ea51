"""The offer's table."""

from typing import ClassVar

from django.db import models

from lederloft.domain.strategy.rules import LONG_LIMIT, NAME_LIMIT, SHORT_LIMIT
from lederloft.domain.strategy.states import OfferState
from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import Impersonal, Marks
from lederloft.foundation.tenancy.api import Municipal

_PUBLISHED = Impersonal("text about an offer, published to all leaders")


class Offer(Municipal):
    """Something leaders can be offered, and why."""

    name = models.CharField(max_length=NAME_LIMIT)
    short_description = models.TextField(max_length=LONG_LIMIT, blank=True)
    focus_area = models.CharField(max_length=NAME_LIMIT, blank=True)
    audience_levels = models.JSONField(default=list, blank=True)
    rests_on_quote = models.TextField(max_length=LONG_LIMIT, blank=True)
    rests_on_source = models.CharField(max_length=SHORT_LIMIT, blank=True)
    who_pays = models.CharField(max_length=SHORT_LIMIT, blank=True)
    state = models.CharField(
        max_length=10, default=OfferState.DRAFT.value, choices=[(s.value, s.msgid) for s in OfferState]
    )

    privacy: ClassVar[Marks] = Marks(
        what=N_("Tilbud om lederutvikling"),
        fields={
            "name": _PUBLISHED,
            "short_description": _PUBLISHED,
            "focus_area": _PUBLISHED,
            "audience_levels": Impersonal("ranks of leader levels"),
            "rests_on_quote": _PUBLISHED,
            "rests_on_source": _PUBLISHED,
            "who_pays": _PUBLISHED,
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(name=""), name="strategy_offer_has_name"),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in OfferState]), name="strategy_offer_state_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "state", "name"], name="strategy_offer_by_state"),
        ]

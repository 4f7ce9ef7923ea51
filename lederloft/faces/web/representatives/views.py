"""Tillitsvalgte: what is registered on leaders and why, and how much is offered; never anything on a person."""

from collections.abc import Mapping

from django.utils.translation import gettext

from lederloft.domain.participation import api as participation
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import Page
from lederloft.foundation.acting.values import Role
from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import Personal, marked_models


class Overview(Page):
    """What is registered and why, read off the same marks that erasure and retention obey."""

    roles = frozenset({Role.REPRESENTATIVE})
    room = N_("Tillitsvalgte")
    template_name = "representatives/overview.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """One query; the rest is the models' own marks."""
        registered = []
        for _model, marks in marked_models():
            personal = [mark for mark in marks.fields.values() if isinstance(mark, Personal)]
            if personal:
                purposes = sorted({gettext(mark.purpose.value) for mark in personal})
                registered.append((gettext(marks.what), purposes))
        return {
            "head": Head(
                gettext("Hva som blir registrert"),
                gettext(
                    "Om ledere står det hvem som er påmeldt hva, og hvor lenge de var med. "
                    "Hvorfor noen ikke kom, blir verken spurt om eller lagret."
                ),
            ),
            "registered": sorted(registered),
            "stages": participation.by_stage(participation.list_edition_numbers(acting=self.acting)),
        }

"""What an offer's texts may be."""

from lederloft.domain.strategy.values import OfferDetails
from lederloft.foundation.errors.values import N_
from lederloft.foundation.wording.values import clean_text

NAME_LIMIT = 120
SHORT_LIMIT = 300
LONG_LIMIT = 2000


def clean_details(details: OfferDetails) -> OfferDetails:
    """The details as they are stored; raises TextMissing, TextTooLong, TextNotReadable."""
    return OfferDetails(
        name=clean_text(details.name, label=N_("Navn på tilbudet"), limit=NAME_LIMIT, is_required=True),
        short_description=clean_text(
            details.short_description, label=N_("Kort beskrivelse"), limit=LONG_LIMIT, is_one_line=False
        ),
        focus_area=clean_text(details.focus_area, label=N_("Satsingsområde"), limit=NAME_LIMIT),
        audience_levels=tuple(sorted(set(details.audience_levels))),
        rests_on_quote=clean_text(
            details.rests_on_quote, label=N_("Setningen tilbudet bygger på"), limit=LONG_LIMIT, is_one_line=False
        ),
        rests_on_source=clean_text(details.rests_on_source, label=N_("Hvor setningen står"), limit=SHORT_LIMIT),
        who_pays=clean_text(details.who_pays, label=N_("Hvem som betaler"), limit=SHORT_LIMIT),
    )

"""Give the municipality several of its own words at once."""

from collections.abc import Mapping
from datetime import date

from lederloft.domain.organisation.commands.set_title import set_title
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.values import TitleKind
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_administer)
def set_titles(titles: Mapping[TitleKind, str], *, on: date, acting: Acting) -> None:
    """Use the words from the day on, all or none. Raises what set_title raises."""
    for kind, text in titles.items():
        set_title(kind, text=text, on=on, acting=acting)

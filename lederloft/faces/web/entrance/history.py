"""History on every object: who did what and when, in sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.strategy import api as strategy
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import SIGNED_IN, Page
from lederloft.foundation.acting.api import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.api import NotFound
from lederloft.foundation.trail.api import Happened, fact_from, list_history
from lederloft.foundation.wording import api as wording


@dataclass(frozen=True)
class Thing:
    """What the history is of."""

    label: str
    object_id: int
    name: str


def _offer(key: str, acting: Acting) -> Thing:
    offer = strategy.get_offer(key, acting=acting)
    return Thing("strategy.offer", offer.offer_id, offer.details.name)


def _edition(key: str, acting: Acting) -> Thing:
    if not programmes.may_plan(acting, None):
        raise NotFound
    edition = programmes.get_edition(key, acting=acting)
    return Thing("programmes.edition", edition.edition_id, edition.name)


def _seat(key: str, acting: Acting) -> Thing:
    place = participation.get_place(key, acting=acting)
    return Thing("participation.seat", place.seat_id, gettext("Plassen din"))


def _unit(key: str, acting: Acting) -> Thing:
    if not organisation.may_administer(acting, None):
        raise NotFound
    unit = organisation.get_unit(key, on=clock.today())
    return Thing("organisation.unit", unit.unit_id, unit.name)


def _municipality(key: str, acting: Acting) -> Thing:
    profile = organisation.get_profile(on=clock.today()) if organisation.may_administer(acting, None) else None
    if profile is None or profile.public_key != key:
        raise NotFound
    return Thing("organisation.profile", profile.id, profile.details.name)


# What can be asked for, by the word in the address. Each raises NotFound for those who may not see the thing.
THINGS: dict[str, Callable[[str, Acting], Thing]] = {
    "tilbud": _offer,
    "modul": _edition,
    "plass": _seat,
    "enhet": _unit,
    "kommunen": _municipality,
}


@dataclass(frozen=True)
class Line:
    """One line of history."""

    at: datetime
    words: str
    because: str


def lines_of(happened: list[Happened]) -> list[Line]:
    """Sentences with names in place of numbers; a person that is erased is «noen»."""
    ids = {h.account_id for h in happened if h.account_id} | {
        h.on_behalf_of_account_id for h in happened if h.on_behalf_of_account_id
    }
    names = organisation.account_names(ids)
    found = []
    for h in happened:
        who = names.get(h.account_id or 0, gettext("Noen")) if h.account_id else gettext("Løsningen")
        words = wording.capitalised(wording.sentence_for(fact_from(h.kind, h.data), who=who))
        if h.on_behalf_of_account_id:
            absent = names.get(h.on_behalf_of_account_id, gettext("noen"))
            words = gettext("{words}, på vegne av {name}").format(words=words, name=absent)
        found.append(Line(h.at, words, h.because))
    return found


class History(Page):
    """`/historikk/<what>/<key>`."""

    roles = SIGNED_IN
    template_name = "entrance/history.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """Three queries besides finding the thing."""
        find = THINGS.get(str(kwargs["what"]))
        if find is None:
            raise NotFound
        thing = find(str(kwargs["key"]), self.acting)
        lines = lines_of(list_history(thing.label, thing.object_id))
        lead = (
            gettext("Sist endret {at}.").format(at=wording.moment(lines[0].at))
            if lines
            else gettext("Ingenting er gjort med dette ennå.")
        )
        return {"head": Head(gettext("Historikk: {name}").format(name=thing.name), lead), "lines": lines}

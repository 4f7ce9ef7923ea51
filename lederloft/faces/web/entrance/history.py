"""History on every object: who did what and when, in sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.strategy import api as strategy
from lederloft.faces.web.kit.chrome import Crumb, Head
from lederloft.faces.web.kit.pages import SIGNED_IN, Page
from lederloft.foundation.access.api import list_accounts, may_manage_roles, person_ids_of
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.trail.api import Happened, fact_from, list_history
from lederloft.foundation.wording import api as wording


@dataclass(frozen=True)
class Thing:
    """What the history is of."""

    label: str
    object_id: int
    name: str
    back: Crumb | None = None  # the page the history was opened from


def _back(page: str, key: str, name: str) -> Crumb:
    return Crumb(name, reverse(f"development_office:{page}", args=[key]))


def _offer(key: str, acting: Acting) -> Thing:
    offer = strategy.get_offer(key, acting=acting)
    return Thing("strategy.offer", offer.offer_id, offer.details.name, _back("offer", key, offer.details.name))


def _edition(key: str, acting: Acting) -> Thing:
    if not programmes.may_plan(acting, None):
        raise NotFound
    edition = programmes.get_edition(key, acting=acting)
    return Thing("programmes.edition", edition.edition_id, edition.title, _back("edition", key, edition.title))


def _seat(key: str, acting: Acting) -> Thing:
    place = participation.get_place(key, acting=acting)
    edition = programmes.find_edition(place.edition_id)
    if place.person_id == acting.person_id:
        own = Crumb(edition.title, reverse("my_development:edition", args=[edition.edition_key]))
        return Thing(
            "participation.seat", place.seat_id, gettext("Plassen din i {name}").format(name=edition.title), own
        )
    person = organisation.person_names([place.person_id]).get(place.person_id, gettext("Noen"))
    name = gettext("{person} i {name}").format(person=person, name=edition.title)
    back = _back("edition", edition.edition_key, edition.title) if programmes.may_plan(acting, None) else None
    return Thing("participation.seat", place.seat_id, name, back)


def _unit(key: str, acting: Acting) -> Thing:
    if not organisation.may_administer(acting, None):
        raise NotFound
    unit = organisation.get_unit(key, on=clock.today())
    return Thing("organisation.unit", unit.unit_id, unit.name, _back("unit", key, unit.name))


def _municipality(key: str, acting: Acting) -> Thing:
    profile = organisation.get_profile(on=clock.today()) if organisation.may_administer(acting, None) else None
    if profile is None or profile.public_key != key:
        raise NotFound
    return Thing("organisation.profile", profile.id, profile.details.name)


def _account(key: str, acting: Acting) -> Thing:
    account = next((one for one in list_accounts() if one.public_key == key), None)
    if account is None or not may_manage_roles(acting, None):
        raise NotFound
    name = organisation.person_names([account.person_id or 0]).get(account.person_id or 0) or account.email
    return Thing("access.account", account.account_id, name, Crumb(name, reverse("account", args=[key])))


# What can be asked for, by the word in the address. Each raises NotFound for those who may not see the thing.
THINGS: dict[str, Callable[[str, Acting], Thing]] = {
    "tilbud": _offer,
    "modul": _edition,
    "plass": _seat,
    "enhet": _unit,
    "kommunen": _municipality,
    "konto": _account,
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
    persons = person_ids_of(ids)
    about = {h.data["person_id"] for h in happened if isinstance(h.data.get("person_id"), int)}
    people = organisation.person_names({*persons.values(), *(int(one) for one in about if one)})
    names = {account: people[person] for account, person in persons.items() if person in people}
    found = []
    for h in happened:
        who = names.get(h.account_id or 0, gettext("Noen")) if h.account_id else gettext("Løsningen")
        person_id = int(h.data.get("person_id") or 0)
        is_own = person_id and persons.get(h.account_id or 0) == person_id
        whom = gettext("seg") if is_own else people.get(person_id, gettext("noen"))
        words = wording.capitalised(wording.sentence_for(fact_from(h.kind, h.data), who=who, whom=whom))
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
        title = gettext("Historikk: {name}").format(name=thing.name)
        trail = (thing.back, Crumb(gettext("Historikk"))) if thing.back else ()
        return {"head": Head(title, lead, crumbs=trail), "lines": lines}

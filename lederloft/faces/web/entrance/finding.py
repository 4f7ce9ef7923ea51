"""Search, and the way from anything found to its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import SIGNED_IN, Page
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.errors.values import N_
from lederloft.foundation.search.api import Hit, find

GROUPS = {
    "organisation.person": N_("Folk"),
    "organisation.unit": N_("Enheter"),
    "strategy.offer": N_("Tilbud"),
    "programmes.edition": N_("Moduler"),
    "programmes.gathering": N_("Samlinger"),
}
# Label → the page of each role, the likeliest room first. A thing without a page for her is shown without a link.
PAGES: dict[str, tuple[tuple[Role, str], ...]] = {
    "organisation.person": ((Role.DEVELOPMENT_OFFICE, "development_office:person"),),
    "organisation.unit": ((Role.DEVELOPMENT_OFFICE, "development_office:unit"),),
    "strategy.offer": ((Role.DEVELOPMENT_OFFICE, "development_office:offer"),),
    "programmes.edition": (
        (Role.DEVELOPMENT_OFFICE, "development_office:edition"),
        (Role.LEADER, "my_development:edition"),
    ),
    "programmes.gathering": (
        (Role.DEVELOPMENT_OFFICE, "development_office:edition"),
        (Role.LEADER, "my_development:edition"),
    ),
}


PER_PAGE = 10  # of each kind
MOST_PAGES = 10


@dataclass(frozen=True)
class Shown:
    """A hit with its address, or none."""

    hit: Hit
    url: str


def page_of(acting: Acting, label: str, key: str) -> str:
    """The address of a thing for somebody, or an empty string."""
    for role, name in PAGES.get(label, ()):
        if acting.has(role):
            try:
                return reverse(name, args=[key])
            except NoReverseMatch:
                return ""
    return ""


class Search(Page):
    """`/sok?q=`: everything she may see that holds the words."""

    roles = SIGNED_IN
    template_name = "entrance/search.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """One query per source. One hit more than is shown tells whether there are more."""
        text = self.request.GET.get("q", "").strip()[:200]
        asked = self.request.GET.get("side", "")
        is_number = asked.isascii() and asked.isdigit() and len(asked) <= 6
        pages = min(int(asked) or 1, MOST_PAGES) if is_number else 1
        most = pages * PER_PAGE
        found = find(self.acting, text, limit=most + 1) if text else []
        by_label = {label: list(hits) for label, hits in groupby(found, key=lambda hit: hit.label)}
        hits = [hit for of_label in by_label.values() for hit in of_label[:most]]
        has_more = len(hits) < len(found)
        groups = [
            (
                gettext(GROUPS.get(label, label)),
                [Shown(hit, page_of(self.acting, label, hit.key)) for hit in of_label[:most]],
            )
            for label, of_label in by_label.items()
        ]
        if not text:
            lead = gettext("Skriv et navn, et tilbud, en samling eller en enhet.")
        elif has_more:
            lead = gettext("Her er de første treffene på «{text}», det nyeste øverst.").format(text=text)
        elif hits:
            lead = ngettext("{count} treff på «{text}».", "{count} treff på «{text}».", len(hits)).format(
                count=len(hits), text=text
            )
        else:
            lead = gettext("Ingen treff på «{text}». Prøv færre eller kortere ord.").format(text=text)
        more = urlencode([("q", text), ("side", str(pages + 1))]) if has_more and pages < MOST_PAGES else ""
        return {"head": Head(gettext("Søk"), lead), "text": text, "groups": groups, "more": more}

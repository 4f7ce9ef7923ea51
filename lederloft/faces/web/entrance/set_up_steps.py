"""The steps of the set-up guide, how far it has come, and what is told before there is a municipality to keep it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.organisation.api import ProfileView, get_logo_key, get_profile
from lederloft.foundation.access import api as access
from lederloft.foundation.acting.values import Acting, Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_
from lederloft.foundation.tenancy.api import list_municipalities, scope
from lederloft.foundation.trail.api import Via

SESSION_KEY = "lederloft.set_up"
_TOLD = "entrance.set_up.told"
_DAYS = 60
_PLAIN = {"æ": "ae", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t"}


@dataclass(frozen=True)
class Step:
    """One page of the guide. ``onward`` stands on the button of the step before."""

    slug: str
    name: str
    onward: str

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse("set_up_step", args=[self.slug])


STEPS = (
    Step("kommunen", N_("Kommunen"), N_("Lagre og gå til kommunen")),
    Step("titler", N_("Titler"), N_("Lagre og gå til titler")),
    Step("administrator", N_("Administrator"), N_("Lagre og gå til administrator")),
    Step("e-post", N_("E-post"), N_("Lagre og gå til e-post")),
    Step("logo", N_("Logo og kontakt"), N_("Gå til logo og kontakt")),
    Step("inviter", N_("Inviter folk"), N_("Lagre og gå til inviter folk")),
)


@dataclass(frozen=True)
class StepLine:
    """A step in the list at the left. Without ``url`` it can't be reached yet."""

    number: int
    name: str
    url: str
    is_current: bool
    is_done: bool


def told() -> dict[str, Any]:
    """What is told so far: no word about a person. It outlives the browser, so that the guide can be left."""
    return dict(cache.get(_TOLD) or {})


def tell(**more: Any) -> None:
    """Keep it until there is a municipality to keep it, and after that what the guide itself must know."""
    cache.set(_TOLD, {**told(), **more}, timeout=_DAYS * 24 * 60 * 60)


def forget() -> None:
    """The guide starts from nothing."""
    cache.delete(_TOLD)


class Progress:
    """How far the set-up of this installation has come, read once per request."""

    def __init__(self, request: HttpRequest) -> None:
        self.set_up = access.get_set_up()
        self.has_key = bool(request.session.get(SESSION_KEY))
        self.municipality = self.set_up.municipality
        self.told = told()
        if self.municipality is not None and self.told.get("municipality_id") != self.municipality.id:
            self.told = {"municipality_id": self.municipality.id}  # what was told was about another

    @property
    def acting(self) -> Acting:
        """The installation itself, on behalf of whoever holds the link."""
        here = self.municipality.id if self.municipality is not None else None
        return upkeep(municipality_id=here, via=Via.SESSION)

    @cached_property
    def profile(self) -> ProfileView | None:
        """The municipality in the making as it stands."""
        if self.municipality is None:
            return None
        with scope(self.municipality.id):
            return get_profile(on=clock.today())

    @cached_property
    def invitations(self) -> list[access.InvitationHere]:
        """Those that stand open."""
        if self.municipality is None:
            return []
        with scope(self.municipality.id):
            return access.list_open_invitations()

    @property
    def administrators(self) -> list[access.InvitationHere]:
        """Those who will be able to manage accounts."""
        return [one for one in self.invitations if one.role == Role.IT]

    @cached_property
    def has_logo(self) -> bool:
        """Whether there is a logo."""
        if self.municipality is None:
            return False
        with scope(self.municipality.id):
            return bool(get_logo_key())

    def is_done(self, slug: str) -> bool:
        """Whether the step has been carried out."""
        made = self.municipality is not None
        return {
            "kommunen": made or "details" in self.told,
            "titler": made or "titles" in self.told,
            "administrator": bool(self.administrators),
            "e-post": "trial" in self.told,
            "logo": bool(self.profile and self.profile.details.contact_name),
            "inviter": len(self.invitations) > len(self.administrators),
        }[slug]

    def may_reach(self, slug: str) -> bool:
        """The first three in order; the rest when there is a municipality with somebody to manage it."""
        if slug == "kommunen":
            return True
        if slug == "titler":
            return self.is_done("kommunen")
        if slug == "administrator":
            return self.is_done("titler")
        return self.municipality is not None

    def next_step(self) -> Step:
        """Where to go on."""
        return next((step for step in STEPS if not self.is_done(step.slug)), STEPS[-1])

    def lines(self, current: str) -> list[StepLine]:
        """The list at the left."""
        return [
            StepLine(
                number,
                gettext(step.name),
                step.url if self.may_reach(step.slug) else "",
                step.slug == current,
                self.is_done(step.slug),
            )
            for number, step in enumerate(STEPS, start=1)
        ]


def slug_for(name: str, *, number: str) -> str:
    """The word that stands in addresses: «Røros kommune» → roros; with the number when another has it."""
    bare = re.sub(r"\b(kommune|kommuna)\b", " ", name.lower())
    letters = "".join(_PLAIN.get(letter, letter) for letter in bare)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or f"kommune-{number}"
    taken = {one.slug for one in list_municipalities()}
    return slug if slug not in taken else f"{slug}-{number}"

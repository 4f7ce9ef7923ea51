"""The steps of the set-up guide, how far it has come, and what is told before there is a municipality to keep it.

That lies in the session of the browser that used the link: two who begin at once don't write over each other.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.organisation.api import ProfileView, get_logo_key, get_profile
from lederloft.foundation.access import api as access
from lederloft.foundation.acting.values import Acting, Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_
from lederloft.foundation.outbox import api as outbox
from lederloft.foundation.tenancy.api import list_municipalities, scope
from lederloft.foundation.trail.api import Via

SESSION_KEY = "lederloft.set_up"
_TOLD = "lederloft.set_up.told"
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


class Progress:
    """How far the set-up of this installation has come, read once per request."""

    def __init__(self, request: HttpRequest) -> None:
        self.set_up = access.get_set_up()
        self.has_key = access.is_last_set_up_link(str(request.session.get(SESSION_KEY, "")))
        self.municipality = self.set_up.municipality
        self.session = request.session

    @property
    def told(self) -> dict[str, Any]:
        """What this browser has told so far: no word about a person. It stays, so that a repeat is the same act."""
        return dict(self.session.get(_TOLD) or {})

    def tell(self, **more: Any) -> None:
        """Keep it until there is a municipality to keep it."""
        self.session[_TOLD] = self.told | more

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
    def trial(self) -> outbox.MailStatus | None:
        """The last mail that was sent to try."""
        if self.municipality is None:
            return None
        return next(iter(outbox.list_mails(acting=self.acting, kind=outbox.TRIAL, limit=1)), None)

    @cached_property
    def has_logo(self) -> bool:
        """Whether there is a logo."""
        if self.municipality is None:
            return False
        with scope(self.municipality.id):
            return bool(get_logo_key())

    def is_done(self, slug: str) -> bool:
        """Whether the step has been carried out."""
        if slug in {"kommunen", "titler"}:
            return self.municipality is not None or {"kommunen": "details", "titler": "titles"}[slug] in self.told
        if slug == "logo":
            return bool(self.profile and self.profile.details.contact_name)
        if slug == "e-post":
            return self.trial is not None
        done = len(self.administrators)
        return bool(done) if slug == "administrator" else len(self.invitations) > done

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
    """The word that stands in addresses: «Røros kommune» → roros; with the number when an example has it."""
    bare = re.sub(r"\b(kommune|kommuna)\b", " ", name.lower())
    letters = "".join(_PLAIN.get(letter, letter) for letter in bare)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or f"kommune-{number}"
    taken = {one.slug for one in list_municipalities() if one.is_example}  # the same after it is made as before
    return slug if slug not in taken else f"{slug}-{number}"

"""What the page skeleton needs, in one object named ``chrome`` in the template context.

Rooms fill blocks and hand over a :class:`Head`; they never build the bars themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

ColourScheme = Literal["auto", "light", "dark"]

MOST_PLACES = 7


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a room, or a room in the switch."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """«Hvem spør jeg?»: a name and a number, never only a form."""

    name: str
    unit: str = ""
    phone: str = ""
    message_url: str = ""

    @property
    def phone_url(self) -> str:
        digits = "".join(c for c in self.phone if c.isdigit() or c == "+")
        return f"tel:{digits if digits.startswith('+') else '+47' + digits}" if digits else ""


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str


BOKMAL = Language("nb", "Bokmål")
NYNORSK = Language("nn", "Nynorsk")


@dataclass(frozen=True, slots=True)
class Chrome:
    """Everything around the page's own content.

    ``path`` is the current path; it decides which place is current when none is marked, and where the language
    and colour forms return to.
    """

    municipality_name: str
    room: str = ""
    rooms: Sequence[Place] = ()
    places: Sequence[Place] = ()
    person_name: str = ""
    initials: str = ""
    news_count: int = 0
    logo_url: str = ""
    contact: Contact | None = None
    language: str = "nb"
    languages: Sequence[Language] = (BOKMAL, NYNORSK)
    colour_scheme: ColourScheme = "auto"
    path: str = "/"
    home_url: str = "/"
    search_url: str = "/sok"
    search_query: str = ""
    news_url: str = "/varsler"
    profile_url: str = "/meg"
    sign_out_url: str = "/logg-ut"
    sign_in_url: str = "/logg-inn"
    stored_about_me_url: str = "/hva-vi-lagrer"
    accessibility_url: str = "/tilgjengelighet"
    language_url: str = "/sprak"
    colour_scheme_url: str = "/utseende"
    is_signed_in: bool = field(default=False)

    def __post_init__(self) -> None:
        if len(self.places) > MOST_PLACES:
            raise ValueError(f"A room has at most {MOST_PLACES} places; {self.room!r} has {len(self.places)}.")

    @property
    def other_languages(self) -> list[Language]:
        return [language for language in self.languages if language.code != self.language]

    @property
    def has_switch(self) -> bool:
        return len(self.rooms) > 1

    @property
    def room_places(self) -> list[tuple[Place, str]]:
        """Each place with its aria-current value: «page» on the page itself, «true» on a page under it."""
        current = next((place for place in self.places if place.is_current), None) or _nearest(self.places, self.path)
        return [
            (place, ("page" if place.url == self.path else "true") if place is current else "") for place in self.places
        ]

    @property
    def person_initials(self) -> str:
        return self.initials or initials(self.person_name)


def colour_scheme(chosen: str | None) -> ColourScheme:
    """A stored or posted choice; everything unknown is «as the machine»."""
    if chosen == "light":
        return "light"
    return "dark" if chosen == "dark" else "auto"


def initials(name: str) -> str:
    """First letter of the first and the last name: «Ingrid Solheim Vik» → «IV»."""
    words = [word for word in name.split() if word[:1].isalpha()]
    if not words:
        return ""
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def _nearest(places: Sequence[Place], path: str) -> Place | None:
    """The place whose address is the longest beginning of the path, cut at a slash."""
    best: Place | None = None
    for place in places:
        stem = place.url.rstrip("/")
        if (path.rstrip("/") == stem or path.startswith(stem + "/")) and (
            best is None or len(place.url) > len(best.url)
        ):
            best = place
    return best


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """The primary act in the header. ``quiet`` draws it as a secondary button (print, download)."""

    label: str
    url: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One short fact under the lead: icon and words («3 samlinger, 9 timer»)."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """The page's own header: H1, the lead sentence that answers, and what stands around them."""

    title: str
    lead: str = ""
    crumbs: Sequence[Crumb] = ()
    action: Action | None = None
    facts: Sequence[Fact] = ()
    links: Sequence[Place] = ()
    overlap: bool = False
    """True lets the first thing in the content rise over the edge of the paper."""

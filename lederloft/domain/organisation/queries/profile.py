"""Reading what the municipality is and calls itself: profile, titles, logo, leader levels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet

from lederloft.domain.organisation.models import LeaderLevel, Profile, Title
from lederloft.domain.organisation.values import LanguageForm, LevelModel, ProfileDetails, Span, TitleKind
from lederloft.foundation.dated.api import Period, valid_on
from lederloft.foundation.documents.api import Document, Download, read_download
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import prepared


@dataclass(frozen=True)
class ProfileView:
    """A municipality's description of itself, with its own titles as of a day."""

    id: int
    public_key: str
    details: ProfileDetails
    titles: Mapping[TitleKind, str]


@dataclass(frozen=True)
class LevelLine:
    """A leader level of the municipality."""

    level_id: int
    rank: int
    name: str


def get_profile(*, on: date) -> ProfileView | None:
    """The profile and the titles of the day; None before the municipality has described itself."""
    row = Profile.objects.first()
    if row is None:
        return None
    details = ProfileDetails(
        name=row.name,
        number=row.number,
        organisation_number=row.organisation_number,
        language_form=LanguageForm(row.language_form),
        level_model=LevelModel(row.level_model),
        contact_name=row.contact_name,
        contact_phone=row.contact_phone,
        contact_email=row.contact_email,
        accessibility_url=row.accessibility_url,
    )
    titles = Title.objects.filter(valid_on(on)).values_list("kind", "text")
    return ProfileView(row.pk, row.public_key, details, {TitleKind(kind): text for kind, text in titles})


def name_of_municipality(*, otherwise: str = "Lederløft") -> str:
    """As the profile has it, else the other word: before the municipality has described itself. One query."""
    return next((str(name) for (name,) in _profile_name()), "") or otherwise


@prepared
def _profile_name() -> QuerySet[Any, Any]:
    return Profile.objects.order_by("id").values_list("name")[:1]


LOGO_OF = "organisation.profile"


def logo_documents() -> list[Document]:
    """The logo's document; at most one."""
    return list(Document.objects.filter(owner_label=LOGO_OF).order_by("-id"))


def get_logo_key() -> str:
    """The public key of the logo's document; empty without a logo."""
    return next((one.public_key for one in logo_documents()), "")


def logo_key_of_profile() -> QuerySet[Document, str]:
    """The same as a subquery beside a Profile, whose row is OuterRef."""
    logos = Document.objects.filter(owner_label=LOGO_OF, owner_id=OuterRef("pk"))
    return logos.order_by("-id").values_list("public_key", flat=True)[:1]


def get_logo() -> Download:
    """The picture itself, which everybody may see. In the scope. Raises NotFound without a logo."""
    newest = next(iter(logo_documents()), None)
    if newest is None:
        raise NotFound
    return read_download(newest)


def list_titles(kind: TitleKind) -> list[Span[str]]:
    """What the municipality has called it, from the first day on."""
    rows = Title.objects.filter(kind=kind).order_by("valid_from")
    return [Span(Period(row.valid_from, row.valid_to), row.text) for row in rows]


def list_levels() -> list[LevelLine]:
    """The leader levels from the top down."""
    return [LevelLine(*row) for row in LeaderLevel.objects.order_by("rank").values_list("id", "rank", "name")]

"""Reading the organisation as of any day. Call inside a scope. Names of people pass through ``visible_to``."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext

from lederloft.domain.organisation.errors import UnknownPerson, UnknownPost, UnknownUnit
from lederloft.domain.organisation.models import (
    Appointment,
    LeaderLevel,
    Person,
    Post,
    Profile,
    Title,
    UnitPeriod,
)
from lederloft.domain.organisation.policies import visible_to
from lederloft.domain.organisation.rules import in_tree_order, path_to
from lederloft.domain.organisation.values import (
    AppointmentKind,
    LanguageForm,
    LevelModel,
    ProfileDetails,
    Span,
    TitleKind,
    UnitKind,
    UnitState,
)
from lederloft.foundation.access.api import person_ids_holding, person_ids_of
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.dated.api import Period, valid_on
from lederloft.foundation.documents.api import Document, Download, read_download
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.search.api import Hit, matches
from lederloft.foundation.tenancy.api import prepared


@dataclass(frozen=True)
class ProfileView:
    """A municipality's description of itself, with its own titles as of a day."""

    id: int
    public_key: str
    details: ProfileDetails
    titles: Mapping[TitleKind, str]


@dataclass(frozen=True)
class UnitLine:
    """A unit in the tree as of a day."""

    unit_id: int
    public_key: str
    name: str
    parent_id: int | None
    kind: UnitKind
    depth: int
    path: tuple[str, ...]  # names from the top down, its own last


@dataclass(frozen=True)
class PersonLine:
    """A person as lists and pages show her."""

    person_id: int
    public_key: str
    name: str
    email: str
    left_on: date | None
    holds: bool = False  # one of the roles asked about


@dataclass(frozen=True)
class LevelLine:
    """A leader level of the municipality."""

    level_id: int
    rank: int
    name: str


@dataclass(frozen=True)
class PostLine:
    """A post as of a day, held or vacant."""

    post_id: int
    public_key: str
    unit_id: int
    title: str
    level_id: int | None
    is_unit_head: bool
    period: Period


@dataclass(frozen=True)
class Held:
    """A person in a post as of a day."""

    appointment_id: int
    appointment_key: str
    person_id: int
    person_key: str
    person_name: str
    post_id: int
    title: str
    level_rank: int | None
    level_name: str
    unit_id: int
    unit_name: str
    is_unit_head: bool
    kind: AppointmentKind
    period: Period


# --- the municipality itself


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


# --- units


def list_units(*, on: date) -> list[UnitLine]:
    """The tree as of the day, each unit before those below it, in one query."""
    rows = UnitPeriod.objects.filter(valid_on(on)).values_list(
        "unit_id", "unit__public_key", "name", "parent_id", "kind"
    )
    keys = {}
    tree = {}
    for unit_id, key, name, parent_id, kind in rows:
        keys[unit_id] = key
        tree[unit_id] = UnitState(name, parent_id, UnitKind(kind))
    parents = {unit_id: state.parent_id for unit_id, state in tree.items()}
    return [
        UnitLine(
            unit_id=unit_id,
            public_key=keys[unit_id],
            name=tree[unit_id].name,
            parent_id=tree[unit_id].parent_id,
            kind=tree[unit_id].kind,
            depth=depth,
            path=tuple(tree[step].name for step in path_to(parents, unit_id)),
        )
        for unit_id, depth in in_tree_order(tree)
    ]


def get_unit(public_key: str, *, on: date) -> UnitLine:
    """One unit as of the day; raises UnknownUnit."""
    for line in list_units(on=on):
        if line.public_key == public_key:
            return line
    raise UnknownUnit


def unit_names(unit_ids: Collection[int], *, on: date) -> dict[int, str]:
    """Unit id → name as of the day, in one query."""
    rows = UnitPeriod.objects.filter(valid_on(on), unit_id__in=unit_ids)
    return dict(rows.values_list("unit_id", "name"))


# --- people


def _shown(name: str) -> str:
    return name or gettext("Slettet person")


def _people(rows: Iterable[Person]) -> list[PersonLine]:
    return [PersonLine(row.pk, row.public_key, _shown(row.name), row.email, row.left_on) for row in rows]


def list_people(*, acting: Acting, on: date, asked: Collection[Role] = ()) -> list[PersonLine]:
    """Those she may see and who haven't left before the day, by name, and whether they have a role asked about."""
    here = Q(left_on__isnull=True) | Q(left_on__gte=on)
    rows = visible_to(acting, on=on).filter(here).exclude(name="").order_by("name", "id")
    if not asked:
        return _people(rows)
    holding = Case(When(id__in=person_ids_holding(*asked, on=on), then=Value(True)), default=Value(False))
    told = rows.annotate(holds=holding).values_list("pk", "public_key", "name", "email", "left_on", "holds")
    return [PersonLine(pk, key, _shown(name), *rest) for pk, key, name, *rest in told]


def list_leader_ids(*, on: date) -> frozenset[int]:
    """Those who hold a post with a leader level, or a leader's role, as of the day. One query."""
    posts = Appointment.objects.filter(valid_on(on), post__level__isnull=False).values("person_id")
    roles = person_ids_holding(Role.LEADER, Role.UNIT_HEAD, on=on)
    return frozenset(Person.objects.filter(Q(id__in=posts) | Q(id__in=roles)).values_list("id", flat=True))


def get_person(public_key: str, *, acting: Acting) -> PersonLine:
    """One person; raises UnknownPerson, also when she may not see her."""
    found = _people(visible_to(acting).filter(public_key=public_key))
    if not found:
        raise UnknownPerson
    return found[0]


def person_of_account(account_id: int) -> PersonLine | None:
    """The person who signs in with the account here."""
    person_id = person_ids_of([account_id]).get(account_id, 0)
    return next(iter(_people(Person.objects.filter(id=person_id))), None)


def person_names(person_ids: Iterable[int]) -> dict[int, str]:
    """Person id → name in one query, for a page that has already asked who may be seen there."""
    return {key: _shown(name) for key, name in Person.objects.filter(id__in=person_ids).values_list("id", "name")}


def person_emails(person_ids: Collection[int]) -> dict[int, str]:
    """Person id → e-mail address in one query, for sending; the empty ones are left out."""
    return dict(Person.objects.filter(id__in=person_ids).exclude(email="").values_list("id", "email"))


def account_names(account_ids: Collection[int]) -> dict[int, str]:
    """Account id → the person's name, for histories; accounts without a person here are left out. Two queries."""
    persons = person_ids_of(account_ids)
    names = person_names(persons.values())
    return {account_id: names[person_id] for account_id, person_id in persons.items() if person_id in names}


# --- posts


def list_posts(*, on: date, unit_ids: Collection[int] | None = None) -> list[PostLine]:
    """The posts as of the day, heads first; ``unit_ids`` narrows."""
    rows = Post.objects.filter(valid_on(on))
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    return [
        PostLine(
            row.pk,
            row.public_key,
            row.unit_id,
            row.title,
            row.level_id,
            row.is_unit_head,
            Period(row.valid_from, row.valid_to),
        )
        for row in rows.order_by("-is_unit_head", "title", "id")
    ]


def get_post(public_key: str) -> PostLine:
    """One post, whatever the day; raises UnknownPost."""
    row = Post.objects.filter(public_key=public_key).first()
    if row is None:
        raise UnknownPost
    period = Period(row.valid_from, row.valid_to)
    return PostLine(row.pk, row.public_key, row.unit_id, row.title, row.level_id, row.is_unit_head, period)


def _held(rows: Iterable[Appointment], names: Mapping[int, str]) -> list[Held]:
    return [
        Held(
            appointment_id=row.pk,
            appointment_key=row.public_key,
            person_id=row.person_id,
            person_key=row.person.public_key,
            person_name=_shown(row.person.name),
            post_id=row.post_id,
            title=row.post.title,
            level_rank=row.post.level.rank if row.post.level else None,
            level_name=row.post.level.name if row.post.level else "",
            unit_id=row.post.unit_id,
            unit_name=names.get(row.post.unit_id, ""),
            is_unit_head=row.post.is_unit_head,
            kind=AppointmentKind(row.kind),
            period=Period(row.valid_from, row.valid_to),
        )
        for row in rows
    ]


def list_held(*, acting: Acting, on: date, unit_ids: Collection[int] | None = None) -> list[Held]:
    """Who holds which post as of the day, among those she may see; two queries whatever the size."""
    rows = Appointment.objects.filter(valid_on(on), person__in=visible_to(acting, on=on))
    if unit_ids is not None:
        rows = rows.filter(post__unit_id__in=unit_ids)
    found = list(
        rows.select_related("person", "post", "post__level").order_by(
            F("post__level__rank").asc(nulls_last=True), "person__name", "id"
        )
    )
    return _held(found, unit_names({row.post.unit_id for row in found}, on=on))


def unit_name_of(person: str, *, on: date) -> Subquery:
    """For annotating: the unit of somebody's post as of the day, the highest post's; ``person`` is her id's field.

    None for one who has been erased: where a unit has one leader, its name is hers.
    """
    unit = UnitPeriod.objects.filter(valid_on(on), unit_id=OuterRef("post__unit_id"))
    held = (
        Appointment.objects.filter(valid_on(on), person_id=OuterRef(person))
        .exclude(person__name="")
        .annotate(unit_name=Subquery(unit.values("name")[:1]))
    )
    return Subquery(held.order_by(F("post__level__rank").asc(nulls_last=True), "id").values("unit_name")[:1])


def list_appointments(person_id: int, *, on: date) -> list[Held]:
    """A person's posts from the first to the last, units named as of the day; for one the reader may see."""
    rows = list(
        Appointment.objects.filter(person_id=person_id)
        .select_related("person", "post", "post__level")
        .order_by("valid_from", "id")
    )
    return _held(rows, unit_names({row.post.unit_id for row in rows}, on=on))


def search_people(acting: Acting, words: Sequence[str], limit: int) -> list[Hit]:
    """The search source for people: those she may see by name."""
    rows = visible_to(acting).filter(matches(words, "name")).order_by("name", "id")[:limit]
    return [Hit("organisation.person", row.public_key, row.name) for row in rows]


def search_units(acting: Acting, words: Sequence[str], limit: int) -> list[Hit]:
    """The search source for units as of today; units are open to all who act here."""
    rows = UnitPeriod.objects.filter(valid_on(clock.today())).filter(matches(words, "name"))
    found = rows.order_by("name").values_list("unit__public_key", "name")[:limit]
    return [Hit("organisation.unit", key, name) for key, name in found]


def last_days_of_work(person_ids: Iterable[int], *, on: date) -> dict[int, date]:
    """Person id → the day her last appointment ended, of those who have had one and have none any more. One query."""
    still = Count("pk", filter=Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    rows = Appointment.objects.filter(person_id__in=set(person_ids)).order_by().values_list("person_id")
    return {person_id: last for person_id, last, left in rows.annotate(last=Max("valid_to"), left=still) if not left}

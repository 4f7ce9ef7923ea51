"""The organisation: the tree of units, one unit with its posts, and the forms that change them."""

from collections import defaultdict
from typing import Any

from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.api import AppointmentKind, Held, PostLine, UnitKind, UnitLine
from lederloft.faces.web.development_office.forms.organisation import (
    AppointForm,
    LastDayForm,
    MoveUnitForm,
    NewUnitForm,
    PostForm,
    RenameUnitForm,
)
from lederloft.faces.web.development_office.room import UNITS, Context, Room, RoomForm, form_context
from lederloft.faces.web.kit.chrome import Action, Crumb, Head, Place
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.wording import api as wording


def organisation_links(current: str) -> tuple[Place, ...]:
    """The second line of the organisation's pages."""
    pages = (("units", gettext("Enheter")), ("people", gettext("Personer")))
    return tuple(
        Place(label, reverse(f"development_office:{name}"), is_current=name == current) for name, label in pages
    )


def organisation_crumbs(*steps: tuple[str, str], here: str) -> tuple[Crumb, ...]:
    """The way from the organisation."""
    root = Crumb(gettext("Organisasjon"), reverse(UNITS))
    return (root, *(Crumb(label, url) for label, url in steps), Crumb(here))


def unit_url(key: str, page: str = "unit") -> str:
    """A unit's own page, or one under it."""
    return reverse(f"development_office:{page}", args=[key])


class OrganisationPage(Room):
    """A page of the organisation."""

    place = UNITS


class Units(OrganisationPage):
    """The tree as of today, each unit with its head."""

    template_name = "development_office/units.html"

    def read(self, **kwargs: object) -> Context:
        """The tree as it stands today, and how many units nobody leads. Three queries."""
        today = clock.today()
        units = organisation.list_units(on=today)
        held = organisation.list_held(acting=self.acting, on=today)
        heads: dict[int, list[str]] = defaultdict(list)
        for one in held:
            if one.is_unit_head:
                heads[one.unit_id].append(one.person_name)
        vacant = sum(1 for unit in units if not heads[unit.unit_id])
        lead = ngettext("Én enhet.", "{count} enheter.", len(units)).format(count=len(units))
        if vacant:
            lead += " " + ngettext("Én har ingen leder i dag.", "{count} har ingen leder i dag.", vacant).format(
                count=wording.capitalised(wording.number_word(vacant))
            )
        return {
            "head": Head(gettext("Organisasjon"), lead, links=organisation_links("units")),
            "units": [(unit, wording.join(heads[unit.unit_id]), min(unit.depth, 6)) for unit in units],
        }


class Unit(OrganisationPage):
    """One unit: its posts and who has them, and the units below."""

    template_name = "development_office/unit.html"

    def read(self, **kwargs: object) -> Context:
        """One unit of today with its posts and who holds them; NotFound when it isn't there today. Five queries."""
        today = clock.today()
        units = organisation.list_units(on=today)
        unit = next((one for one in units if one.public_key == kwargs["key"]), None)
        if unit is None:
            raise NotFound
        posts = organisation.list_posts(on=today, unit_ids=[unit.unit_id])
        of_post: dict[int, list[Held]] = defaultdict(list)
        for one in organisation.list_held(acting=self.acting, on=today, unit_ids=[unit.unit_id]):
            of_post[one.post_id].append(one)
        vacant = sum(1 for post in posts if not of_post[post.post_id])
        return {
            "head": Head(
                unit.name,
                _unit_lead(posts, vacant),
                crumbs=_unit_crumbs(units, unit),
                action=Action(gettext("Legg til en stilling"), unit_url(unit.public_key, "new_post")),
                links=(
                    Place(gettext("Stillinger"), unit_url(unit.public_key), is_current=True),
                    Place(gettext("Historikk"), reverse("history", args=["enhet", unit.public_key])),
                ),
            ),
            "unit": unit,
            "posts": [(post, of_post[post.post_id]) for post in posts],
            "below": [one for one in units if one.parent_id == unit.unit_id],
            "kind": gettext(unit.kind.msgid),
        }


def _unit_lead(posts: list[PostLine], vacant: int) -> str:
    if not posts:
        return gettext("Ingen stillinger er lagt inn ennå.")
    count = wording.counted(len(posts), wording.Noun(gettext("stilling"), gettext("stillinger")))
    if not vacant:
        return gettext("{count}, alle besatt.").format(count=wording.capitalised(count))
    return gettext("{count}, {vacant} ledig.").format(
        count=wording.capitalised(count), vacant=wording.number_word(vacant)
    )


def _unit_crumbs(units: list[UnitLine], unit: UnitLine) -> tuple[Crumb, ...]:
    by_id = {one.unit_id: one for one in units}
    steps: list[tuple[str, str]] = []
    parent = by_id.get(unit.parent_id or 0)
    while parent is not None:
        steps.insert(0, (parent.name, unit_url(parent.public_key)))
        parent = by_id.get(parent.parent_id or 0)
    return organisation_crumbs(*steps, here=unit.name)


class _OfUnit(OrganisationPage, RoomForm):
    """A form under a unit."""

    @cached_property
    def units(self) -> list[UnitLine]:
        """The tree as of today."""
        with self.scope():
            return organisation.list_units(on=clock.today())

    @cached_property
    def unit(self) -> UnitLine:
        """The unit in the address; raises NotFound."""
        for unit in self.units:
            if unit.public_key == self.kwargs["key"]:
                return unit
        raise NotFound

    def page(self, title: str, lead: str, button: str, *consequences: str) -> Context:
        """The page around the form."""
        back = unit_url(self.unit.public_key)
        return {
            "head": Head(title, lead, crumbs=organisation_crumbs((self.unit.name, back), here=title)),
            **form_context(button=button, back_url=back, consequences=consequences),
        }


class NewUnit(_OfUnit):
    """A unit under this one."""

    form_class = NewUnitForm

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        lead = gettext("Den nye enheten ligger under {name}.").format(name=self.unit.name)
        return self.page(gettext("Legg til en enhet"), lead, gettext("Legg til enheten"))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Make it, show it."""
        filled = form.cleaned_data
        made = organisation.add_unit(
            self.unit.unit_id,
            name=filled["name"],
            valid_from=filled["on"],
            kind=UnitKind(filled["kind"]),
            acting=acting,
        )
        self.say(gettext("Enheten er lagt til."))
        return unit_url(made.public_key) if filled["on"] <= clock.today() else unit_url(self.unit.public_key)


class RenameUnit(_OfUnit):
    """Another name from a day on."""

    form_class = RenameUnitForm

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """The name of today."""
        return {"initial": {"name": self.unit.name}}

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        lead = gettext("Det gamle navnet står for tiden før.")
        return self.page(gettext("Gi {name} nytt navn").format(name=self.unit.name), lead, gettext("Lagre navnet"))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Rename it, show it."""
        organisation.rename_unit(
            self.unit.unit_id, name=form.cleaned_data["name"], on=form.cleaned_data["on"], acting=acting
        )
        self.say(gettext("Navnet er lagret."))
        return unit_url(self.unit.public_key)


class MoveUnit(_OfUnit):
    """Another place from a day on."""

    form_class = MoveUnitForm

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """Where it may lie: anywhere but under itself."""
        own = self.unit
        below = {own.unit_id}
        for unit in self.units:  # each unit comes before those below it
            if unit.parent_id in below:
                below.add(unit.unit_id)
        return {"units": [unit for unit in self.units if unit.unit_id not in below]}

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        below = sum(1 for unit in self.units if unit.parent_id == self.unit.unit_id)
        lead = (
            ngettext("Én enhet under den følger med.", "{count} enheter under den følger med.", below).format(
                count=wording.capitalised(wording.number_word(below))
            )
            if below
            else gettext("Ingen enheter ligger under den. Stillingene følger med.")
        )
        return self.page(gettext("Flytt {name}").format(name=self.unit.name), lead, gettext("Flytt enheten"))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Move it, show it."""
        organisation.move_unit(
            self.unit.unit_id, parent_id=form.cleaned_data["parent"], on=form.cleaned_data["on"], acting=acting
        )
        self.say(gettext("Enheten er flyttet."))
        return unit_url(self.unit.public_key)


class EndUnit(_OfUnit):
    """A unit's last day."""

    form_class = LastDayForm

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        lead = gettext("Enheter under den og stillinger i den må avsluttes eller flyttes først.")
        return self.page(
            gettext("Når slutter {name} å finnes?").format(name=self.unit.name), lead, gettext("Avslutt enheten")
        )

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """End it, show the tree."""
        organisation.end_unit(self.unit.unit_id, on=form.cleaned_data["on"], acting=acting)
        self.say(gettext("Siste dag er lagret."))
        return reverse(UNITS)


class NewPost(_OfUnit):
    """A post in the unit."""

    form_class = PostForm
    field_names = {"valid_from": "on"}

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """The municipality's leader levels."""
        return {"levels": organisation.list_levels()}

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        lead = gettext("Stillingen står ledig i {name} til noen er satt inn i den.").format(name=self.unit.name)
        return self.page(gettext("Legg til en stilling"), lead, gettext("Legg til stillingen"))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Make it, show the unit."""
        filled = form.cleaned_data
        organisation.add_post(
            self.unit.unit_id,
            title=filled["title"],
            valid_from=filled["on"],
            level_id=filled["level"],
            is_unit_head=filled["is_unit_head"],
            acting=acting,
        )
        self.say(gettext("Stillingen er lagt til."))
        return unit_url(self.unit.public_key)


class _OfPost(OrganisationPage, RoomForm):
    """A form about a post."""

    @cached_property
    def post_line(self) -> PostLine:
        """The post in the address; raises NotFound."""
        with self.scope():
            return organisation.get_post(self.kwargs["key"])

    @cached_property
    def unit(self) -> UnitLine:
        """The post's unit as of today; raises NotFound."""
        with self.scope():
            for unit in organisation.list_units(on=clock.today()):
                if unit.unit_id == self.post_line.unit_id:
                    return unit
        raise NotFound

    def page(self, title: str, lead: str, button: str) -> Context:
        """The page around the form."""
        back = unit_url(self.unit.public_key)
        return {
            "head": Head(title, lead, crumbs=organisation_crumbs((self.unit.name, back), here=title)),
            **form_context(button=button, back_url=back),
        }


class Appoint(_OfPost):
    """Somebody gets the post."""

    form_class = AppointForm

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """Everybody who hasn't left."""
        return {"people": organisation.list_people(acting=self.acting, on=clock.today())}

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        lead = gettext("{title} i {unit}.").format(title=self.post_line.title, unit=self.unit.name)
        return self.page(gettext("Sett noen inn i stillingen"), lead, gettext("Lagre"))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Appoint, show the unit."""
        filled = form.cleaned_data
        organisation.appoint(
            filled["person"],
            post_id=self.post_line.post_id,
            valid_from=filled["valid_from"],
            valid_to=filled["valid_to"],
            kind=AppointmentKind(filled["kind"]),
            acting=acting,
        )
        self.say(gettext("Det er lagret hvem som har stillingen."))
        return unit_url(self.unit.public_key)


class EndPost(_OfPost):
    """A post's last day."""

    form_class = LastDayForm

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        lead = gettext("Den som har stillingen, må være ute av den da.")
        title = gettext("Avslutt stillingen {title}").format(title=self.post_line.title)
        return self.page(title, lead, gettext("Avslutt stillingen"))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """End it, show the unit."""
        organisation.end_post(self.post_line.post_id, on=form.cleaned_data["on"], acting=acting)
        self.say(gettext("Siste dag er lagret."))
        return unit_url(self.unit.public_key)

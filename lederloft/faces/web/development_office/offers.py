"""Offers and their modules: the list, one offer, and the forms that make, change and end them."""

from collections import defaultdict
from dataclasses import asdict
from typing import Any, cast

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import ModuleShown
from lederloft.domain.strategy import api as strategy
from lederloft.domain.strategy.api import Offered, OfferState
from lederloft.faces.web.development_office import sentences
from lederloft.faces.web.development_office.forms.offers import ChangeOfferForm, OfferForm
from lederloft.faces.web.development_office.overview import LIVE, lines_of
from lederloft.faces.web.development_office.room import Confirm, Context, Room, RoomForm, crumbs, form_context
from lederloft.faces.web.kit.chrome import Action, Head, Place
from lederloft.faces.web.kit.status import status_html
from lederloft.faces.web.kit.table import Column, Empty, Filter, Row, Table
from lederloft.faces.web.kit.table_files import download
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.wording import api as wording

_STATUS = {OfferState.OFFERED: "done", OfferState.DRAFT: "coming", OfferState.ENDED: "stopped"}


def _with_state(state: OfferState) -> Any:
    return lambda rows: [row for row in rows if row[7] == state.value]


OFFERS_TABLE = Table(
    name="tilbud",
    title=_("Tilbud"),
    columns=(
        Column(
            "navn",
            _("Tilbud"),
            at=1,
            under=2,
            is_row_head=True,
            order=True,
            url=lambda row: reverse("development_office:offer", args=[row[0]]),
        ),
        Column("omrade", _("Satsingsområde"), at=2, is_on_screen=False),
        Column("moduler", _("Moduler"), kind="number", at=3, order=True),
        Column("plasser", _("Plasser nå"), kind="number", at=4, order=True, html=lambda row: f"{row[4]} av {row[5]}"),
        Column("kapasitet", _("Plasser i alt"), at=5, is_on_screen=False),
        Column("ko", _("Kø"), kind="number", at=6, order=True),
        Column("status", _("Status"), at=8, order=True, html=lambda row: status_html(row[9], row[8])),
    ),
    filters=(
        Filter("apne", _("Tilbys nå"), _with_state(OfferState.OFFERED)),
        Filter("utkast", _("Utkast"), _with_state(OfferState.DRAFT)),
        Filter("avsluttet", _("Avsluttet"), _with_state(OfferState.ENDED)),
    ),
    search=True,
    empty=Empty(
        _("Ingen tilbud ennå"),
        _("Et tilbud er noe lederne kan få: et program, coaching, et kurs. Det samler moduler og sier hvorfor."),
    ),
)


def _capital(words: str) -> str:
    return wording.capitalised(gettext(words))


class Offers(Room):
    """Every offer with what it holds now."""

    template_name = "development_office/offers.html"

    def read(self, **kwargs: object) -> Context | HttpResponse:
        """Offers, modules and editions are each read whole and counted here: queries don't grow with offers."""
        offers = strategy.list_offers(acting=self.acting)
        modules: dict[int, int] = defaultdict(int)
        for module in programmes.list_modules(acting=self.acting):
            modules[module.offer_id] += 1
        numbers: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        for edition in participation.list_planned_editions(acting=self.acting, states=LIVE):
            seats = edition.seats
            numbers[edition.offer_id] = [
                sum(pair)
                for pair in zip(numbers[edition.offer_id], (seats.taken, seats.capacity, seats.queued), strict=True)
            ]
        rows: list[Row] = [
            (
                offer.offer_key,
                offer.details.name,
                offer.details.focus_area,
                modules[offer.offer_id],
                *numbers[offer.offer_id],
                offer.state.value,
                _capital(offer.state.msgid),
                _STATUS[offer.state],
            )
            for offer in offers
        ]
        page = self.listed(OFFERS_TABLE, rows=rows)
        if page.is_download:
            return download(page)
        queued = sum(row[2] for row in numbers.values())
        offered = sum(1 for offer in offers if offer.state == OfferState.OFFERED)
        lead = ngettext("Ett tilbud er åpent for lederne.", "{count} tilbud er åpne for lederne.", offered).format(
            count=wording.capitalised(wording.number_word(offered)) if offered else gettext("Ingen")
        )
        if queued:
            lead += " " + ngettext("Én leder står i kø.", "{count} ledere står i kø.", queued).format(
                count=wording.capitalised(wording.number_word(queued))
            )
        action = Action(gettext("Lag et tilbud"), reverse("development_office:new_offer"))
        return {"head": Head(gettext("Tilbud"), lead, action=action), "table": page}


class Offer(Room):
    """One offer with its modules and their editions."""

    template_name = "development_office/offer.html"

    def read(self, **kwargs: object) -> Context:
        """The offer in the address, or NotFound; leader levels are read only when the offer names some."""
        offer = strategy.get_offer(str(kwargs["key"]), acting=self.acting)
        modules = programmes.list_modules(acting=self.acting, offer_id=offer.offer_id)
        editions = participation.list_planned_editions(acting=self.acting, offer_id=offer.offer_id)
        levels = (
            {level.rank: level.name for level in organisation.list_levels()} if offer.details.audience_levels else {}
        )
        now = clock.now()
        parts = []
        for module in modules:
            own = [e for e in reversed(editions) if e.module_id == module.module_id]
            parts.append((module, wording.duration(module.details.required_minutes), lines_of(module, own, now)))
        can_grow = offer.state != OfferState.ENDED
        new_module = reverse("development_office:new_module", args=[offer.offer_key])
        action = Action(gettext("Lag en modul"), new_module)
        if offer.state == OfferState.DRAFT and modules:
            action = Action(
                gettext("Åpne tilbudet for lederne"), reverse("development_office:open_offer", args=[offer.offer_key])
            )
        return {
            "head": Head(
                offer.details.name,
                _offer_lead(offer, modules, sum(1 for e in editions if e.state in LIVE)),
                crumbs=crumbs(here=offer.details.name),
                action=action if can_grow else None,
                links=offer_links(offer),
            ),
            "offer": offer,
            "parts": parts,
            "audience": wording.join(levels.get(rank, str(rank)) for rank in offer.details.audience_levels)
            or gettext("Alle ledere"),
            "can_grow": can_grow,
        }


def offer_links(offer: Offered) -> tuple[Place, ...]:
    """The second line under the offer's name."""
    own = reverse("development_office:offer", args=[offer.offer_key])
    return (
        Place(gettext("Moduler"), own, is_current=True),
        Place(gettext("Historikk"), reverse("history", args=["tilbud", offer.offer_key])),
    )


def _offer_lead(offer: Offered, modules: list[ModuleShown], live: int) -> str:
    if offer.state == OfferState.DRAFT:
        return gettext("Utkast. Bare dere ser tilbudet.")
    if offer.state == OfferState.ENDED:
        return gettext("Avsluttet. Lederne kan ikke lenger melde seg på noe nytt her.")
    if not modules:
        return gettext("Åpent for lederne, men uten moduler å melde seg på.")
    made = wording.counted(len(modules), wording.Noun(gettext("modul"), gettext("moduler")))
    if not live:
        return gettext("{made}, ingen gjennomføringer nå.").format(made=wording.capitalised(made))
    on = wording.counted(live, wording.Noun(gettext("gjennomføring"), gettext("gjennomføringer")))
    return gettext("{made} og {on} i gang eller på vei.").format(made=wording.capitalised(made), on=on)


class NewOffer(RoomForm):
    """Make an offer."""

    form_class = OfferForm
    keeps_draft = True

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """Whom it is for is chosen among the municipality's own leader levels."""
        return {"levels": organisation.list_levels()}

    def read(self, **kwargs: object) -> Context:
        """Lead, way back, and what the button does; the form itself is drawn by the template."""
        title = gettext("Lag et tilbud")
        return {
            "head": Head(title, gettext("Fem minutter. Bare navnet må være på plass nå."), crumbs=crumbs(here=title)),
            **form_context(
                button=gettext("Lagre tilbudet"),
                back_url=reverse("development_office:offers"),
                consequences=[
                    gettext("Tilbudet samles under satsingsområdet sitt i rammeverket."),
                    gettext("Ingen får e-post. Lederne ser det når de åpner Lederløft."),
                    gettext("Du kan endre alt etterpå."),
                ],
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """A draft unless she chose to show it at once; then on to the offer, where its first module is made."""
        filled = cast("OfferForm", form)
        is_offered = filled.cleaned_data["visibility"] == "offered"
        made = strategy.make_offer(filled.details(), is_offered=is_offered, acting=acting)
        self.say(gettext("Tilbudet er laget. Legg til den første modulen."))
        return reverse("development_office:offer", args=[made.public_key])


class OfOffer(Room):
    """A page under an offer, which is read once a request."""

    @cached_property
    def offer(self) -> Offered:
        """Read once, by the form and by the page around it; NotFound when she may not see it."""
        with self.scope():
            return strategy.get_offer(self.kwargs["key"], acting=self.acting)


class ChangeOffer(OfOffer, RoomForm):
    """Change what an offer says."""

    form_class = ChangeOfferForm

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """What it says now, without levels that the municipality has dropped since."""
        offer = self.offer
        levels = organisation.list_levels()
        known = {level.rank for level in levels}
        initial = asdict(offer.details)
        initial["audience_levels"] = [rank for rank in offer.details.audience_levels if rank in known]
        return {"initial": initial, "levels": levels}

    def read(self, **kwargs: object) -> Context:
        """Lead, way back, and what the button does; the form itself is drawn by the template."""
        offer = self.offer
        back = reverse("development_office:offer", args=[offer.offer_key])
        title = gettext("Endre {name}").format(name=offer.details.name)
        return {
            "head": Head(
                title,
                gettext("Lederne ser det nye når du lagrer. Ingen får e-post."),
                crumbs=crumbs((offer.details.name, back), here=gettext("Endre")),
            ),
            **form_context(button=gettext("Lagre endringene"), back_url=back),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Everything the form holds replaces what stood; then back to the offer."""
        offer = self.offer
        strategy.change_offer(offer.offer_id, details=cast("ChangeOfferForm", form).details(), acting=acting)
        self.say(gettext("Endringene er lagret."))
        return reverse("development_office:offer", args=[offer.offer_key])


class _MoveOffer(OfOffer, Confirm):
    to: OfferState

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """The move is legal or refused by the offer's own states; then back to the offer."""
        offer = self.offer
        strategy.turn_offer(offer.offer_id, to=self.to, acting=acting)
        self.say(self.said())
        return reverse("development_office:offer", args=[offer.offer_key])

    def said(self) -> str:
        """The line above the page afterwards."""
        return gettext("Tilbudet er åpent for lederne.")


class OpenOffer(_MoveOffer):
    """Open a draft, or an offer that had ended."""

    to = OfferState.OFFERED

    def read(self, **kwargs: object) -> Context:
        """What follows, before she says yes."""
        offer = self.offer
        back = reverse("development_office:offer", args=[offer.offer_key])
        return {
            "head": Head(
                gettext("Alle ledere ser {name} når du åpner det").format(name=offer.details.name),
                crumbs=crumbs((offer.details.name, back), here=gettext("Åpne")),
            ),
            **form_context(
                button=gettext("Åpne for lederne"),
                back_url=back,
                back_label=gettext("La det være"),
                consequences=[
                    gettext("Ingen får e-post."),
                    gettext("Påmelding begynner først når du åpner en gjennomføring."),
                ],
            ),
        }


class EndOffer(_MoveOffer):
    """End an offer."""

    to = OfferState.ENDED

    def said(self) -> str:
        """The line above the page afterwards."""
        return gettext("Tilbudet er avsluttet.")

    def read(self, **kwargs: object) -> Context:
        """What follows, before she says yes."""
        offer = self.offer
        live = [
            e
            for e in participation.list_planned_editions(acting=self.acting, offer_id=offer.offer_id)
            if e.state in LIVE
        ]
        back = reverse("development_office:offer", args=[offer.offer_key])
        consequences = [
            gettext("Nye moduler kan ikke lages i tilbudet."),
            gettext("Det som er gjennomført, står igjen med timer og historikk."),
            gettext("Du kan åpne det igjen senere."),
        ]
        if live:
            taken = sum(e.seats.taken for e in live)
            consequences.insert(
                0,
                gettext("{on} går som planlagt, med {people}. Avlys dem hver for seg om de ikke skal holdes.").format(
                    on=wording.capitalised(
                        wording.counted(len(live), wording.Noun(gettext("gjennomføring"), gettext("gjennomføringer")))
                    ),
                    people=sentences.people(taken),
                ),
            )
        return {
            "head": Head(
                gettext("{name} tilbys ikke lenger når du avslutter det").format(name=offer.details.name),
                crumbs=crumbs((offer.details.name, back), here=gettext("Avslutt")),
            ),
            **form_context(
                button=gettext("Avslutt tilbudet"),
                back_url=back,
                back_label=gettext("La det stå"),
                consequences=consequences,
                is_grave=True,
            ),
        }

"""Min utvikling: what is next, my hours, my place in a queue, and what I can join."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.faces.web.kit.charts import Queue, Seats
from lederloft.faces.web.kit.chrome import Crumb, Fact, Head, Place
from lederloft.faces.web.kit.forms import Press
from lederloft.faces.web.kit.pages import ActPage, FormPage, Page, SeeOther
from lederloft.faces.web.my_development import sentences
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module


class _Room(Page):
    """What the pages of the room share: whom they are for, and the bar."""

    roles = frozenset({Role.LEADER})
    room = N_("Min utvikling")

    def places(self) -> Sequence[Place]:
        """The bar, with the place one stands in marked."""
        here = self.request.path
        found = [
            (gettext("Oversikt"), reverse("my_development:overview")),
            (gettext("Samlinger"), reverse("my_development:gatherings")),
            (gettext("Tilbud"), reverse("my_development:offers")),
        ]
        return [
            Place(label, url, is_current=here == url or (label != found[0][0] and here.startswith(url)))
            for label, url in found
        ]


class Overview(_Room):
    """The first page: one card with what is next, hours, queue, gatherings, offers."""

    template_name = "my_development/overview.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """The card is the first thing to come; the rest of what is hers, and three things she can join."""
        mine = participation.get_my_overview(acting=self.acting)
        catalogue = participation.list_catalogue(acting=self.acting, limit=7)
        name = getattr(self.request, "visitor").person_name  # noqa: B009 — added by the entrance
        return {
            "head": Head(
                sentences.greeting(name, clock.in_oslo(clock.now())),
                sentences.where_i_stand(mine.hours, len(mine.coming), len(mine.queued)),
                overlap=bool(mine.coming),
            ),
            "next": mine.coming[0] if mine.coming else None,
            "hours": [
                {
                    "row": hours,
                    "reached": wording.hours(hours.minutes),
                    "required": wording.hours(hours.required_minutes),
                    "chart": sentences.hours_chart(mine.parts.get(hours.edition_key, ())),
                    "url": reverse("my_development:edition", args=[hours.edition_key]),
                }
                for hours in sentences.hours_to_show(mine.hours)
            ],
            "queued": [
                {
                    "row": row,
                    "chart": Queue(row.place.queue_position, row.queue_length),
                    "rule": sentences.rule(row.place),
                    "url": reverse("my_development:edition", args=[row.edition_key]),
                }
                for row in mine.queued
                if row.place.queue_position
            ],
            "coming": mine.coming,
            "behind": mine.behind[:5],
            "catalogue": [row for row in catalogue if row.my_state is None][:3],
            "calendar_url": reverse("own_calendar"),
        }


class Gatherings(_Room):
    """All my gatherings, those to come first."""

    template_name = "my_development/gatherings.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """Those behind are hers too: that is where her hours come from."""
        mine = participation.get_my_overview(acting=self.acting)
        count = len(mine.coming)
        lead = (
            ngettext("Én samling kommer.", "{count} samlinger kommer.", count).format(
                count=wording.capitalised(wording.number_word(count))
            )
            if count
            else gettext("Ingen samlinger er satt opp for deg nå.")
        )
        return {
            "head": Head(gettext("Samlingene dine"), lead),
            "coming": mine.coming,
            "behind": mine.behind,
            "calendar_url": reverse("own_calendar"),
        }


class Offers(_Room):
    """What I can join, each with why it is offered."""

    template_name = "my_development/offers.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """At most 200 rows; what she has a place in stands there too, but is not counted as free to her."""
        rows = participation.list_catalogue(acting=self.acting, limit=200)
        free = sum(1 for row in rows if row.seats.free and not row.seats.queued and row.my_state is None)
        lead = (
            ngettext("Ett tilbud har ledig plass til deg.", "{count} tilbud har ledig plass til deg.", free).format(
                count=wording.capitalised(wording.number_word(free))
            )
            if free
            else gettext("Ingen tilbud har ledig plass akkurat nå.")
        )
        return {"head": Head(gettext("Tilbud"), lead), "rows": rows}


class EditionView(_Room):
    """An edition: gatherings, seats, sign-up and what happens then, the sentence behind it."""

    template_name = "my_development/edition.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """Her own place first, then everybody's seats. An edition she may not see is as one that isn't: NotFound."""
        page = participation.get_edition_page(str(kwargs["key"]), acting=self.acting)
        edition = page.edition
        live = [g for g in page.gatherings if g.state != "cancelled"]
        facts = []
        if live:
            first, last = live[0], live[-1]
            facts = [
                Fact("Calendar", wording.date_range(first.starts_at, last.ends_at)),
                Fact(
                    "Clock",
                    ngettext("{count} samling, {hours}", "{count} samlinger, {hours}", len(live)).format(
                        count=len(live), hours=wording.duration(sum(g.counted_minutes for g in live))
                    ),
                ),
            ]
            if first.place:
                facts.append(Fact("LocationPin", first.place))
        place = page.my_place
        return {
            "head": Head(
                edition.title,
                edition.module_description,
                crumbs=(
                    Crumb(gettext("Min utvikling"), reverse("my_development:overview")),
                    Crumb(gettext("Tilbud"), reverse("my_development:offers")),
                    Crumb(edition.title),
                ),
                facts=tuple(facts),
            ),
            "page": page,
            "heading": sentences.seats_heading(page),
            "seats": Seats(page.seats.taken, page.seats.capacity),
            "what_happens": sentences.what_happens(page),
            "has_closed": edition.sign_up_closes_at <= clock.now(),
            "is_seated": place is not None and place.state == SeatState.SEATED,
            "is_queued": place is not None and place.state == SeatState.QUEUED,
            "rule": sentences.rule(place) if place else "",
            "queue": Queue(place.queue_position, page.seats.queued) if place and place.queue_position else None,
            "hours": sentences.hours_chart(
                [
                    (g.number, g.starts_at, g.counted_minutes, page.my_attendance.get(g.gathering_id, (None, None))[1])
                    for g in live
                ]
            )
            if place is not None and place.state != SeatState.QUEUED
            else None,
        }


class SignUp(_Room, ActPage):
    """The press of «Meld meg på»."""

    def act(self, acting: Acting, **kwargs: object) -> str:
        """Sign up, say what came of it, show the edition."""
        with self.scope():
            edition_id = programmes.get_edition(str(kwargs["key"]), acting=acting).edition_id
        place = deliver_a_module.sign_up(edition_id, acting=acting)
        if place.state == SeatState.QUEUED:
            text = gettext("Du står i køen. Du får beskjed når det blir en plass til deg.")
        else:
            text = gettext("Du har fått plass nummer {number}. Invitasjonene kommer i kalenderen din.").format(
                number=place.seat_number
            )
        messages.success(self.request, text)
        return self.back(**kwargs)

    def back(self, **kwargs: object) -> str:
        """The edition's page, where the button stands."""
        return reverse("my_development:edition", args=[kwargs["key"]])


class GiveUp(_Room, FormPage):
    """«Gi fra deg plassen»: first what comes of it, and who gets the seat; then the press."""

    template_name = "kit/confirm.html"
    form_class = Press

    def read(self, **kwargs: object) -> Mapping[str, object] | HttpResponse:
        """The consequence in the heading. One who has nothing to give up is shown the edition."""
        page = participation.get_edition_page(str(kwargs["key"]), acting=self.acting)
        place, back = page.my_place, self.back(**kwargs)
        if place is None or place.state not in {SeatState.SEATED, SeatState.QUEUED}:
            return SeeOther(back)
        is_queued, name = place.state == SeatState.QUEUED, page.edition.title
        title = gettext("Gi fra deg køplassen") if is_queued else gettext("Gi fra deg plassen")
        return {
            "head": Head(
                sentences.giving_up_heading(page),
                sentences.giving_up_lead(page),
                crumbs=(
                    Crumb(gettext("Min utvikling"), reverse("my_development:overview")),
                    Crumb(name, back),
                    Crumb(title),
                ),
            ),
            "consequences": sentences.giving_up(page),
            "shown": place.state,
            "button": gettext("Gi fra meg køplassen") if is_queued else gettext("Gi fra meg plassen"),
            "is_grave": True,
            "back_url": back,
            "back_label": gettext("Behold køplassen") if is_queued else gettext("Behold plassen"),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Give up what the page showed, seat or place in the queue, and say who got it. Without either: nothing."""
        with self.scope():
            place = participation.get_edition_page(str(kwargs["key"]), acting=acting).my_place
        if place is None:
            return self.back(**kwargs)
        gave_up = deliver_a_module.give_up_a_seat(
            place.seat_id, shown=self.request.POST.get("shown", ""), acting=acting
        )
        if gave_up.state == SeatState.LEFT_QUEUE:
            text = gettext("Du er ute av køen.")
        elif gave_up.moved_up:
            text = gettext("Du har gitt fra deg plassen. Den som sto først i køen, har fått den.")
        else:
            text = gettext("Du har gitt fra deg plassen. Samlingene er tatt ut av kalenderen din.")
        messages.success(self.request, text)
        return self.back(**kwargs)

    def back(self, **kwargs: object) -> str:
        """The edition's page."""
        return reverse("my_development:edition", args=[kwargs["key"]])

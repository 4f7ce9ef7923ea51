"""An edition's gatherings: the timeline, and the pages that move or cancel one."""

from datetime import datetime
from typing import Any, cast

from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import ENDED, EditionShown, EditionState, GatheringShown, GatheringState
from lederloft.faces.web.development_office import sentences
from lederloft.faces.web.development_office.add_gathering import live_minutes
from lederloft.faces.web.development_office.editions import edition_crumbs, edition_links, edition_url
from lederloft.faces.web.development_office.forms.editions import GATHERING_FIELD_NAMES, GatheringForm
from lederloft.faces.web.development_office.forms.offers import hours_of
from lederloft.faces.web.development_office.room import Confirm, Context, Room, RoomForm, form_context
from lederloft.faces.web.kit.chrome import Action, Head
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module


def gathering_name(gathering: GatheringShown) -> str:
    """«Samling 3»."""
    return gettext("Samling {number}").format(number=gathering.number)


class Gatherings(Room):
    """The timeline of an edition."""

    template_name = "development_office/gatherings.html"

    def read(self, **kwargs: object) -> Context:
        """What may be done with each gathering now; NotFound for an edition she may not see. Two queries."""
        edition = programmes.get_edition(str(kwargs["key"]), acting=self.acting)
        gatherings = programmes.list_gatherings(edition.edition_id)
        now = clock.now()
        is_on = edition.state not in ENDED
        parts = [
            {
                "gathering": g,
                "can_move": is_on and g.state == GatheringState.PLANNED,
                "can_register": edition.state in {EditionState.OPEN, EditionState.RUNNING, EditionState.COMPLETED}
                and g.state != GatheringState.CANCELLED
                and g.starts_at <= now,
                "can_reopen": is_on and g.state == GatheringState.HELD,
                "is_waiting": is_on and g.state == GatheringState.PLANNED and g.ends_at <= now,
            }
            for g in gatherings
        ]
        action = None
        if edition.state == EditionState.DRAFT:
            action = Action(gettext("Åpne for påmelding"), edition_url(edition.edition_key, "open_edition"))
        add_url = edition_url(edition.edition_key, "add_gathering") if is_on else ""
        if is_on and live_minutes(gatherings) < edition.required_minutes:
            action = Action(gettext("Legg til en samling"), add_url)
        waiting = next((g for g, part in zip(gatherings, parts, strict=True) if part["is_waiting"]), None)
        if waiting is not None and edition.state in {EditionState.OPEN, EditionState.RUNNING}:
            url = reverse("attendance:sheet", args=[waiting.gathering_key])
            action = Action(gettext("Registrer oppmøte på samling {number}").format(number=waiting.number), url)
        return {
            "head": Head(
                edition.title,
                _lead(edition, gatherings),
                crumbs=edition_crumbs(edition),
                action=action,
                links=edition_links(edition.edition_key, "gatherings"),
            ),
            "parts": sorted(parts, key=_when),
            "edition": edition,
            "add_url": add_url,
            "is_sign_up_over": edition.sign_up_closes_at <= now,
        }


def _when(part: dict[str, Any]) -> tuple[datetime, int]:
    """By time: one that is added late may come before others."""
    return part["gathering"].starts_at, part["gathering"].number


def _lead(edition: EditionShown, gatherings: list[GatheringShown]) -> str:
    live = [g for g in gatherings if g.state != GatheringState.CANCELLED]
    if not live:
        return gettext("Alle samlingene er avlyst.")
    total = wording.duration(sum(g.counted_minutes for g in live))
    count = wording.counted(len(live), wording.Noun(gettext("samling"), gettext("samlinger")))
    summed = gettext("{count}, {total} til sammen.").format(count=wording.capitalised(count), total=total)
    if edition.state in ENDED:
        return summed
    return sentences.next_gathering(gatherings, clock.now()) + " " + summed


class _OneGathering(RoomForm):
    @cached_property
    def gathering(self) -> GatheringShown:
        """The gathering in the address; raises NotFound."""
        with self.scope():
            return programmes.get_gathering(self.kwargs["key"], acting=self.acting)

    @cached_property
    def edition(self) -> EditionShown:
        """The gathering's edition."""
        with self.scope():
            return programmes.find_edition(self.gathering.edition_id)


class MoveGathering(_OneGathering):
    """Give a gathering another time, place or text."""

    form_class = GatheringForm
    field_names = GATHERING_FIELD_NAMES
    keeps_draft = True

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """What it is now."""
        g = self.gathering
        starts_on, ends_on = clock.local_date(g.starts_at), clock.local_date(g.ends_at)
        real = clock.minutes_between(g.starts_at, g.ends_at)
        counts_less = g.counted_minutes != real
        return {
            "expected_minutes": real,
            "number": g.number,
            "is_plain": starts_on == ends_on and not counts_less,
            "initial": {
                "on": starts_on,
                "starts": clock.local_time(g.starts_at),
                "ends": clock.local_time(g.ends_at),
                "ends_on": ends_on if ends_on != starts_on else None,
                "counted_hours": hours_of(g.counted_minutes) if counts_less else None,
                "place": g.place,
                "digital_link": g.digital_link,
                "title": g.title,
                "practical_information": g.practical_information,
            },
        }

    def read(self, **kwargs: object) -> Context:
        """Who is told, and how."""
        gathering, edition = self.gathering, self.edition
        told = len(participation.list_seated_person_ids(edition.edition_id))
        if edition.state == EditionState.DRAFT or not told:
            lead = gettext("Ingen har fått invitasjon ennå, så ingen må varsles.")
            button, consequences = gettext("Lagre samlingen"), [gettext("Ingen får e-post.")]
        else:
            lead = ngettext(
                "Én deltaker får ny invitasjon når du lagrer.",
                "{count} deltakere får ny invitasjon når du lagrer.",
                told,
            ).format(count=told)
            button = ngettext("Flytt og varsle én deltaker", "Flytt og varsle {count} deltakere", told).format(
                count=told
            )
            consequences = [
                gettext("Samme hendelse flyttes i kalenderen til alle."),
                gettext("Deltakere og fasilitatorer får e-post med ny tid og nytt sted."),
                gettext("Plasser og kø står som de er."),
            ]
        title = gettext("Flytt samling {number}").format(number=gathering.number)
        return {
            "head": Head(title, lead, crumbs=edition_crumbs(edition, title)),
            **form_context(
                button=button,
                back_url=edition_url(edition.edition_key, "gatherings"),
                back_label=gettext("La den stå"),
                consequences=consequences,
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Move it, say what came of it."""
        gathering, edition = self.gathering, self.edition
        put = deliver_a_module.move_a_gathering(
            gathering.gathering_id, plan=cast("GatheringForm", form).plan(), acting=acting
        )
        if put.is_time_new:
            said = gettext("{name} er flyttet. Ny tid er på vei til alle som kommer.")
        elif put.is_place_new:
            said = gettext("{name} har fått nytt sted. Beskjed er på vei til alle som kommer.")
        else:
            said = gettext("{name} er lagret.")
        self.say(said.format(name=gathering_name(gathering)))
        return edition_url(edition.edition_key, "gatherings")


class CancelGathering(_OneGathering, Confirm):
    """Cancel a gathering."""

    template_name = "kit/confirm.html"

    def read(self, **kwargs: object) -> Context:
        """The consequence."""
        gathering, edition = self.gathering, self.edition
        told = len(participation.list_seated_person_ids(edition.edition_id))
        live = [g for g in programmes.list_gatherings(edition.edition_id) if g.state != GatheringState.CANCELLED]
        left = sum(g.counted_minutes for g in live if g.gathering_id != gathering.gathering_id)
        consequences = [
            gettext("{name} er {when}.").format(
                name=gathering_name(gathering), when=wording.meeting_time(gathering.starts_at, gathering.ends_at)
            )
        ]
        if left < edition.required_minutes:
            consequences.append(
                gettext("Samlingene som er igjen, gir {left}. Modulen krever {required}.").format(
                    left=wording.duration(left), required=wording.duration(edition.required_minutes)
                )
            )
            if edition.state == EditionState.OPEN:
                consequences.append(gettext("Ingen nye får plass før du har lagt til en samling."))
        consequences.append(
            gettext(
                "En avlyst samling kan ikke settes opp igjen. Skal den holdes en annen dag, flytt den i stedet, "
                "eller legg til en ny."
            )
        )
        heading = (
            ngettext(
                "Én deltaker mister samling {number} fra kalenderen",
                "{count} deltakere mister samling {number} fra kalenderen",
                told,
            )
            if told
            else gettext("Samling {number} blir ikke holdt")
        ).format(count=told, number=gathering.number)
        return {
            "head": Head(heading, crumbs=edition_crumbs(edition, gettext("Avlys samling"))),
            **form_context(
                button=gettext("Avlys og varsle"),
                back_url=edition_url(edition.edition_key, "gatherings"),
                back_label=gettext("La den stå"),
                consequences=consequences,
                is_grave=True,
                instead=[
                    (gettext("Flytt den i stedet"), edition_url(gathering.gathering_key, "move_gathering")),
                    (gettext("Legg til en samling"), edition_url(edition.edition_key, "add_gathering")),
                ],
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Cancel it."""
        gathering, edition = self.gathering, self.edition
        deliver_a_module.cancel_a_gathering(gathering.gathering_id, acting=acting)
        said = gettext("{name} er avlyst.").format(name=gathering_name(gathering))
        with self.scope():
            left = live_minutes(programmes.list_gatherings(edition.edition_id))
        if left < edition.required_minutes:
            lacking = wording.duration(edition.required_minutes - left)
            said += " " + gettext("Nå mangler {lacking}. Legg til en samling, så kan alle nå timene.").format(
                lacking=lacking
            )
        self.say(said)
        return edition_url(edition.edition_key, "gatherings")


class ReopenGathering(_OneGathering, Confirm):
    """Correct that a gathering hasn't been held."""

    def read(self, **kwargs: object) -> Context:
        """What goes by it."""
        gathering, edition = self.gathering, self.edition
        number = participation.count_registered(gathering.gathering_id)
        consequences = [
            ngettext(
                "Oppmøtet til én deltaker slettes, og minuttene trekkes fra timene.",
                "Oppmøtet til {count} deltakere slettes, og minuttene trekkes fra timene.",
                number,
            ).format(count=number)
            if number
            else gettext("Det er ikke registrert oppmøte, så ingen mister timer."),
            gettext("Samlingen er planlagt igjen og kan flyttes eller avlyses."),
        ]
        others = [g for g in programmes.list_gatherings(edition.edition_id) if g.gathering_id != gathering.gathering_id]
        if all(g.state != GatheringState.HELD for g in others):
            consequences.append(gettext("Gjennomføringen er åpen igjen, og ledige plasser går til køen."))
        heading = gettext("Samling {number} er ikke holdt").format(number=gathering.number)
        return {
            "head": Head(heading, crumbs=edition_crumbs(edition, heading)),
            **form_context(
                button=gettext("Rett til ikke holdt"),
                back_url=edition_url(edition.edition_key, "gatherings"),
                back_label=gettext("La den stå som holdt"),
                consequences=consequences,
                is_grave=True,
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Correct it."""
        deliver_a_module.reopen_a_gathering(self.gathering.gathering_id, acting=acting)
        self.say(gettext("{name} er ikke lenger ført som holdt.").format(name=gathering_name(self.gathering)))
        return edition_url(self.edition.edition_key, "gatherings")

"""Setting up an edition, changing it, and moving it from draft to done; each move says its consequence first."""

from typing import Any, cast

from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import Forecast, RunEdition
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionShown, EditionState, GatheringState, ModuleShown
from lederloft.faces.web.development_office import sentences
from lederloft.faces.web.development_office.forms.editions import (
    EDITION_FIELD_NAMES,
    GATHERING_FIELD_NAMES,
    ChangeEditionForm,
    EditionForm,
    gathering_prefix,
)
from lederloft.faces.web.development_office.room import Confirm, Context, Room, RoomForm, crumbs, form_context
from lederloft.faces.web.kit.chrome import Action, Crumb, Head, Place
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import DomainError
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module


def edition_url(key: str, page: str = "edition") -> str:
    """An edition's own page, or one of those beside it."""
    return reverse(f"development_office:{page}", args=[key])


def edition_links(key: str, current: str) -> tuple[Place, ...]:
    """The second line under an edition's name."""
    pages = (
        ("edition", gettext("Deltakere")),
        ("gatherings", gettext("Samlinger")),
        ("facilitators", gettext("Fasilitatorer")),
    )
    links = [Place(label, edition_url(key, name), is_current=name == current) for name, label in pages]
    return (*links, Place(gettext("Historikk"), reverse("history", args=["modul", key])))


def edition_crumbs(edition: EditionShown, here: str = "") -> tuple[Crumb, ...]:
    """The way to an edition, or to a page under it."""
    offer = (edition.offer_name, reverse("development_office:offer", args=[edition.offer_key]))
    title = edition.title
    if not here:
        return crumbs(offer, here=title)
    return crumbs(offer, (title, edition_url(edition.edition_key)), here=here)


def edition_action(run: RunEdition) -> Action | None:
    """The one thing that is likeliest to be done now."""
    edition, now = run.edition, clock.now()
    key = edition.edition_key
    if edition.state == EditionState.DRAFT:
        return Action(gettext("Åpne for påmelding"), edition_url(key, "open_edition"))
    if edition.state in programmes.ENDED:
        return None
    live = run.live_gatherings
    waiting = next((g for g in live if g.state == GatheringState.PLANNED and g.starts_at <= now), None)
    if waiting:
        url = reverse("attendance:sheet", args=[waiting.gathering_key])
        return Action(gettext("Registrer oppmøte på samling {number}").format(number=waiting.number), url)
    if sum(g.counted_minutes for g in live) < edition.required_minutes:
        return Action(gettext("Legg til en samling"), edition_url(key, "add_gathering"))
    if run.can_be_closed:
        return Action(gettext("Avslutt gjennomføringen"), edition_url(key, "close_edition"))
    if run.is_sign_up_open:
        return Action(gettext("Meld på en leder"), edition_url(key, "sign_up"))
    return None


class OfEdition(Room):
    """A page under an edition, which is read once a request."""

    @cached_property
    def edition(self) -> EditionShown:
        """The edition in the address; raises NotFound."""
        with self.scope():
            return programmes.get_edition(self.kwargs["key"], acting=self.acting)


class NewEdition(RoomForm):
    """Plan an edition with its gatherings, in one plain form; it is a draft until it is opened."""

    form_class = EditionForm
    field_names = EDITION_FIELD_NAMES
    keeps_draft = True
    template_name = "development_office/edition_form.html"

    @cached_property
    def module(self) -> ModuleShown:
        """The module in the address; raises NotFound."""
        with self.scope():
            return programmes.get_module(self.kwargs["key"], acting=self.acting)

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """As many gatherings as the module has, each as long as it means them to be."""
        details = self.module.details
        return {
            "gathering_count": details.gathering_count,
            "expected_minutes": details.required_minutes // details.gathering_count,
            "people": organisation.list_people(acting=self.acting, on=clock.today(), asked={Role.DEVELOPMENT_OFFICE}),
        }

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        module, details = self.module, self.module.details
        offer = reverse("development_office:offer", args=[module.offer_key])
        lead = ngettext(
            "Én samling som til sammen gir {hours}. Gjennomføringen er et utkast til du åpner den.",
            "{count} samlinger som til sammen gir {hours}. Gjennomføringen er et utkast til du åpner den.",
            details.gathering_count,
        ).format(
            count=wording.capitalised(wording.number_word(details.gathering_count)),
            hours=wording.duration(details.required_minutes),
        )
        return {
            "head": Head(
                gettext("Sett opp en gjennomføring av {name}").format(name=details.name),
                lead,
                crumbs=crumbs((module.offer_name, offer), here=gettext("Ny gjennomføring")),
            ),
            **form_context(
                button=gettext("Lagre utkastet"),
                back_url=offer,
                consequences=[
                    gettext("Bare dere ser utkastet."),
                    gettext("Ingen får e-post eller invitasjon før du åpner for påmelding."),
                    gettext("Datoer, plasser og tekst kan endres etterpå."),
                ],
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Make the draft, show it."""
        made = programmes.make_edition(self.module.module_id, plan=cast("EditionForm", form).plan(), acting=acting)
        self.say(gettext("Utkastet er lagret. Åpne for påmelding når alt stemmer."))
        return edition_url(made.public_key, "gatherings")

    def field_of(self, error: DomainError, form: BaseForm) -> str | None:
        """A refusal about a gathering lands on that gathering's field."""
        number, field = error.values.get("number"), error.field or ""
        name = f"{gathering_prefix(number)}{GATHERING_FIELD_NAMES.get(field, field)}" if isinstance(number, int) else ""
        return name if name in form.fields else super().field_of(error, form)


class ChangeEdition(OfEdition, RoomForm):
    """Change seats, time for signing up, contact or texts."""

    form_class = ChangeEditionForm
    field_names = EDITION_FIELD_NAMES

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """What it says now."""
        edition = self.edition
        return {
            "people": organisation.list_people(acting=self.acting, on=clock.today(), asked={Role.DEVELOPMENT_OFFICE}),
            "initial": {
                "name": edition.name,
                "capacity": edition.capacity,
                "contact_person_id": edition.contact_person_id,
                "practical_information": edition.practical_information,
                "opens_on": clock.local_date(edition.sign_up_opens_at),
                "opens_at": clock.local_time(edition.sign_up_opens_at),
                "closes_on": clock.local_date(edition.sign_up_closes_at),
                "closes_at": clock.local_time(edition.sign_up_closes_at),
            },
        }

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        edition = self.edition
        seats = participation.count_seats(edition.edition_id, capacity=edition.capacity)
        consequences = [gettext("Kalenderhendelsene får det nye navnet og den nye kontaktpersonen.")]
        if seats.queued:
            consequences.insert(
                0,
                ngettext(
                    "Nye plasser går til køen i rekkefølge. Én står der nå.",
                    "Nye plasser går til køen i rekkefølge. {count} står der nå.",
                    seats.queued,
                ).format(count=wording.capitalised(wording.number_word(seats.queued))),
            )
        return {
            "head": Head(
                gettext("Endre {name}").format(name=edition.title),
                gettext("{taken} av {capacity} plasser er tatt.").format(taken=seats.taken, capacity=seats.capacity),
                crumbs=edition_crumbs(edition, gettext("Endre")),
            ),
            **form_context(
                button=gettext("Lagre endringene"),
                back_url=edition_url(edition.edition_key),
                consequences=consequences,
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Change it, say who got a seat by it."""
        filled = cast("ChangeEditionForm", form)
        edition = self.edition
        opens_at, closes_at = filled.window()
        moved_up = deliver_a_module.change_an_edition(
            edition.edition_id,
            name=filled.cleaned_data["name"],
            capacity=filled.cleaned_data["capacity"],
            sign_up_opens_at=opens_at,
            sign_up_closes_at=closes_at,
            contact_person_id=filled.cleaned_data["contact_person_id"],
            practical_information=filled.cleaned_data["practical_information"],
            acting=acting,
        )
        said = gettext("Endringene er lagret.")
        if moved_up:
            said += " " + ngettext("Én i køen fikk plass.", "{count} i køen fikk plass.", len(moved_up)).format(
                count=wording.capitalised(wording.number_word(len(moved_up)))
            )
        self.say(said)
        return edition_url(edition.edition_key)


class MoveEdition(OfEdition, Confirm):
    """A move of an edition's state, with what it means for how many."""

    is_grave = False

    def read(self, **kwargs: object) -> Context:
        """The consequence, in numbers."""
        run = participation.get_run_edition(str(kwargs["key"]), acting=self.acting)
        edition = run.edition
        return {
            "head": Head(self.heading(run), crumbs=edition_crumbs(edition, self.button())),
            **form_context(
                button=self.button(),
                back_url=edition_url(edition.edition_key),
                back_label=gettext("La den stå som den er"),
                consequences=self.consequences(run),
                is_grave=self.is_grave,
            ),
        }

    def heading(self, run: RunEdition) -> str:
        """The consequence in one line."""
        raise NotImplementedError

    def consequences(self, run: RunEdition) -> list[str]:
        """The rest of it."""
        raise NotImplementedError

    def button(self) -> str:
        """What the press does."""
        raise NotImplementedError

    def move(self, edition_id: int, acting: Acting) -> str:
        """Call the step; say what came of it."""
        raise NotImplementedError

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Move it, show it."""
        self.say(self.move(self.edition.edition_id, acting))
        return edition_url(self.edition.edition_key)


class CloseEdition(MoveEdition):
    """From running to done."""

    def heading(self, run: RunEdition) -> str:
        """The consequence in one line."""
        done = sum(1 for row in run.rows if row.forecast == Forecast.REACHED)
        return gettext("{done} av {taken} får {name} som fullført").format(
            done=done, taken=run.seats.taken, name=run.edition.title
        )

    def consequences(self, run: RunEdition) -> list[str]:
        """The rest of it."""
        short = [row.name for row in run.rows if row.forecast is not None and row.forecast != Forecast.REACHED]
        lines = []
        if short:
            lines.append(
                gettext("Disse har ikke nådd timene og blir stående som ikke fullført: {names}.").format(
                    names=wording.join(short)
                )
            )
        if run.seats.queued:
            lines.append(
                ngettext(
                    "Den ene i køen får ikke plass i denne gjennomføringen.",
                    "De {count} i køen får ikke plass i denne gjennomføringen.",
                    run.seats.queued,
                ).format(count=run.seats.queued)
            )
        lines.append(gettext("Oppmøtet kan fortsatt rettes etterpå."))
        return lines

    def button(self) -> str:
        """What the press does."""
        return gettext("Avslutt gjennomføringen")

    def move(self, edition_id: int, acting: Acting) -> str:
        """Close it."""
        deliver_a_module.close_an_edition(edition_id, acting=acting)
        return gettext("Gjennomføringen er avsluttet.")


class CancelEdition(MoveEdition):
    """Cancel an edition."""

    is_grave = True

    def heading(self, run: RunEdition) -> str:
        """The consequence in one line."""
        if not run.rows:
            return gettext("{name} blir ikke holdt").format(name=run.edition.title)
        if run.seats.queued:
            heading = gettext("{people} og {queued} i kø mister plassen i {name}")
        else:
            heading = gettext("{people} mister plassen i {name}")
        return heading.format(
            people=wording.capitalised(sentences.people(run.seats.taken)),
            queued=wording.number_word(run.seats.queued),
            name=run.edition.title,
        )

    def consequences(self, run: RunEdition) -> list[str]:
        """The rest of it."""
        planned = sum(1 for g in run.gatherings if g.state == GatheringState.PLANNED)
        lines = []
        if planned:
            gatherings = wording.counted(planned, wording.Noun(gettext("samling"), gettext("samlinger")))
            lines.append(
                gettext("{gatherings} forsvinner fra kalenderen til alle.").format(
                    gatherings=wording.capitalised(gatherings)
                )
            )
        if run.rows:
            lines.append(gettext("Alle med plass eller køplass får e-post nå."))
        lines.append(gettext("Dette kan ikke angres. Timer som alt er registrert, står."))
        return lines

    def button(self) -> str:
        """What the press does."""
        return gettext("Avlys gjennomføringen")

    def move(self, edition_id: int, acting: Acting) -> str:
        """Cancel it."""
        deliver_a_module.cancel_an_edition(edition_id, acting=acting)
        return gettext("Gjennomføringen er avlyst. Alle som hadde plass, får beskjed.")

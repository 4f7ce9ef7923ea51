"""The page that adds a gathering to an edition, as when another was cancelled."""

from typing import Any, cast

from django.forms import BaseForm
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState, GatheringShown, GatheringState
from lederloft.faces.web.development_office.editions import OfEdition, edition_crumbs, edition_url
from lederloft.faces.web.development_office.forms.editions import GATHERING_FIELD_NAMES, GatheringForm
from lederloft.faces.web.development_office.room import Context, RoomForm, form_context
from lederloft.faces.web.kit.chrome import Head
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module


def live_minutes(gatherings: list[GatheringShown]) -> int:
    """The minutes that gatherings not cancelled give together."""
    return sum(g.counted_minutes for g in gatherings if g.state != GatheringState.CANCELLED)


class AddGathering(OfEdition, RoomForm):
    """Add a gathering."""

    form_class = GatheringForm
    field_names = GATHERING_FIELD_NAMES
    keeps_draft = True

    @cached_property
    def gatherings(self) -> list[GatheringShown]:
        """Those there are, cancelled ones too."""
        with self.scope():
            return programmes.list_gatherings(self.edition.edition_id)

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """As long as the module means a gathering to be."""
        return {
            "expected_minutes": self.edition.required_minutes // self.edition.gathering_count,
            "number": max((g.number for g in self.gatherings), default=0) + 1,
            "is_plain": False,
        }

    def read(self, **kwargs: object) -> Context:
        """What it does to the hours, and who is told."""
        edition = self.edition
        told = [] if edition.state == EditionState.DRAFT else participation.list_seated_person_ids(edition.edition_id)
        button = gettext("Legg til samlingen")
        if told:
            button = ngettext(
                "Legg til og varsle én deltaker", "Legg til og varsle {count} deltakere", len(told)
            ).format(count=len(told))
        title = gettext("Legg til en samling")
        lead = gettext("Samlingene gir {have}, modulen krever {required}.").format(
            have=wording.duration(live_minutes(self.gatherings)), required=wording.duration(edition.required_minutes)
        )
        return {
            "head": Head(title, lead, crumbs=edition_crumbs(edition, title)),
            **form_context(
                button=button,
                back_url=edition_url(edition.edition_key, "gatherings"),
                consequences=[self._hours(), *self._telling(len(told))],
            ),
        }

    def _hours(self) -> str:
        have, required = live_minutes(self.gatherings), self.edition.required_minutes
        new = max(required - have, 0) or required // self.edition.gathering_count
        return gettext("Varer den {new}, gir samlingene da {sum}. Modulen krever {required}.").format(
            new=wording.duration(new), sum=wording.duration(have + new), required=wording.duration(required)
        )

    def _telling(self, told: int) -> list[str]:
        if self.edition.state == EditionState.DRAFT:
            live = sum(1 for g in self.gatherings if g.state != GatheringState.CANCELLED) + 1
            words = [gettext("Ingen får e-post eller invitasjon før du åpner for påmelding.")]
            if live != self.edition.gathering_count:
                words.append(
                    gettext("Utkastet får {count} samlinger. Du kan åpne det når det har {wanted}.").format(
                        count=live, wanted=self.edition.gathering_count
                    )
                )
            return words
        if not told:
            return [gettext("Ingen har plass ennå. De som får plass, får samlingen i kalenderen.")]
        return [
            ngettext(
                "Én deltaker får samlingen i kalenderen og en e-post.",
                "{count} deltakere får samlingen i kalenderen og en e-post.",
                told,
            ).format(count=told),
            gettext("Fasilitatorer for hele gjennomføringen får den også."),
            gettext("Plasser og kø står som de er."),
        ]

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Add it, say what the hours are now."""
        edition = self.edition
        added = deliver_a_module.add_a_gathering(
            edition.edition_id, plan=cast("GatheringForm", form).plan(), acting=acting
        )
        with self.scope():
            gatherings = programmes.list_gatherings(edition.edition_id)
        number = next(g.number for g in gatherings if g.gathering_id == added.id)
        said = gettext("Samling {number} er lagt til. Samlingene gir nå {have}, modulen krever {required}.")
        self.say(
            said.format(
                number=number,
                have=wording.duration(live_minutes(gatherings)),
                required=wording.duration(edition.required_minutes),
            )
        )
        return edition_url(edition.edition_key, "gatherings")

"""Opening an edition: the consequence first, or the way to the offer that must be opened before it."""

from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.participation.api import RunEdition
from lederloft.domain.programmes import values as programmes
from lederloft.domain.strategy.api import OfferState
from lederloft.faces.web.development_office.editions import MoveEdition, edition_crumbs, edition_url
from lederloft.faces.web.development_office.room import Context, form_context
from lederloft.faces.web.kit.chrome import Head
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module


class OpenEdition(MoveEdition):
    """From draft to open; in an offer that isn't open the way there instead of a button."""

    def read(self, **kwargs: object) -> Context:
        """The consequence, or what must be done first."""
        if self.edition.offer_state == OfferState.OFFERED:
            return super().read(**kwargs)
        offer = reverse("development_office:open_offer", args=[self.edition.offer_key])
        return {
            "head": Head(
                gettext("Åpne tilbudet {name} først").format(name=self.edition.offer_name),
                crumbs=edition_crumbs(self.edition, self.button()),
            ),
            **form_context(
                button="",
                back_url=edition_url(self.edition.edition_key),
                back_label=gettext("La den stå som den er"),
                consequences=[gettext("Lederne ser en gjennomføring når både den og tilbudet er åpne.")],
                instead=[(gettext("Åpne tilbudet"), offer)],
            ),
        }

    def heading(self, run: RunEdition) -> str:
        """The consequence in one line."""
        if run.edition.sign_up_opens_at <= clock.now():
            return gettext("Lederne kan melde seg på {name} med en gang").format(name=run.edition.title)
        return gettext("Lederne kan melde seg på {name} fra {at}").format(
            name=run.edition.title, at=wording.moment(run.edition.sign_up_opens_at, year=False)
        )

    def consequences(self, run: RunEdition) -> list[str]:
        """The rest of it."""
        edition = run.edition
        ahead = programmes.minutes_ahead(run.gatherings, now=clock.now())
        if ahead < edition.required_minutes:
            return [
                gettext("Ingen får plass ennå: Samlingene som er igjen, gir {left}, modulen krever {wanted}.").format(
                    left=wording.duration(ahead), wanted=wording.duration(edition.required_minutes)
                ),
                gettext("Flytt samlingene som er forbi, eller legg til flere."),
            ]
        return [
            gettext("De {capacity} første får plass. De neste står i kø i den rekkefølgen de melder seg på.").format(
                capacity=wording.number_word(run.edition.capacity)
            ),
            gettext("Den som får plass, får samlingene i kalenderen sin."),
            gettext("Fasilitatorene får samlingene i kalenderen nå."),
        ]

    def button(self) -> str:
        """What the press does."""
        return gettext("Åpne for påmelding")

    def move(self, edition_id: int, acting: Acting) -> str:
        """Open it."""
        deliver_a_module.open_a_draft(edition_id, acting=acting)
        return gettext("Gjennomføringen er åpen for lederne.")

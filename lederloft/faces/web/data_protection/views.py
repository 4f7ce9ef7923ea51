"""Personvern: what is stored and why, for everybody; the record of processing and erasing, for the officer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation.api import get_person
from lederloft.faces.web.data_protection import sentences
from lederloft.faces.web.data_protection.forms import EraseForm, FindForm
from lederloft.faces.web.kit.chrome import Action, Crumb, Head, Place
from lederloft.faces.web.kit.client_keys import client_key_from
from lederloft.faces.web.kit.pages import FormPage, Page, SeeOther
from lederloft.faces.web.kit.roles import role_holders
from lederloft.faces.web.kit.table import Column, Empty, Table
from lederloft.faces.web.kit.table_files import download
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_, DomainError
from lederloft.foundation.privacy.api import (
    Receipt,
    count_due,
    get_statement,
    key_of_press,
    list_processing,
    list_receipts,
)
from lederloft.foundation.wording import api as wording
from lederloft.processes.erase_a_person.api import (
    Found,
    PersonNotFound,
    ReceiptNotFound,
    erase_person,
    find_person,
    get_consequences,
)


class _Room(Page):
    """A page of the officer's room."""

    roles = frozenset({Role.DATA_PROTECTION})
    room = N_("Personvern")

    def places(self) -> Sequence[Place]:
        """The room's places."""
        here = self.request.path
        found = [
            (gettext("Oversikt"), reverse("data_protection:overview")),
            (gettext("Protokoll"), reverse("data_protection:processing")),
            (gettext("Erklæringer"), reverse("data_protection:statements")),
            (gettext("Slett en person"), reverse("data_protection:find")),
        ]
        first = found[0][1]
        return [
            Place(label, url, is_current=here == url or (url != first and here.startswith(url))) for label, url in found
        ]

    def receipts(self) -> list[Receipt]:
        """Those of her own municipality, newest first."""
        own = [one for one in list_receipts() if one.municipality == self.municipality.public_key]
        return sorted(own, key=lambda one: one.made_at, reverse=True)


class Overview(_Room):
    """What waits to be tidied, what is processed, and what has been erased."""

    template_name = "data_protection/overview.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """From the marks, the tables and the receipts."""
        due = count_due()
        waiting = sum(due.values())
        lead = (
            ngettext(
                "Én opplysning har stått for lenge. Løsningen rydder i natt.",
                "{count} opplysninger har stått for lenge. Løsningen rydder i natt.",
                waiting,
            ).format(count=wording.number(waiting))
            if waiting
            else gettext("Alt som skulle vært slettet, er slettet.")
        )
        return {
            "head": Head(
                gettext("Personvern"),
                lead,
                action=Action(gettext("Slett en person"), reverse("data_protection:find")),
            ),
            "due": sentences.counted(due),
            "records": len(list_processing()),
            "receipts": [(one, clock.in_oslo(one.made)) for one in self.receipts()[:20]],
            "processing_url": reverse("data_protection:processing"),
        }


PROCESSING = Table(
    name="protokoll",
    title=_("Behandlinger av personopplysninger"),
    columns=(
        Column("register", _("Register og formål"), at=0, under=1, is_row_head=True, order=True),
        Column("formal", _("Formål"), at=1, is_on_screen=False),
        Column("registrerte", _("Registrerte"), at=2, is_on_screen=False),
        Column("opplysninger", _("Opplysninger"), at=3),
        Column("mottakere", _("Mottakere"), at=4),
        Column("grunnlag", _("Grunnlag"), at=5),
        Column("sletting", _("Sletting"), at=6),
        Column("overforing", _("Overføring ut av EØS"), at=7, is_on_screen=False),
        Column("sikring", _("Sikring"), at=8, is_on_screen=False),
    ),
    search=True,
    empty=Empty(_("Ingen behandlinger er merket")),
    file_name="protokoll-over-behandlinger",
)


class Processing(_Room):
    """The record of processing activities (article 30), read off the marks; also as CSV and XLSX."""

    template_name = "data_protection/processing.html"

    def read(self, **kwargs: object) -> Mapping[str, object] | HttpResponse:
        """One row per record."""
        about = gettext("De som har konto eller er registrert som ledere, tillitsvalgte, leverandører eller kontakter")
        nowhere = gettext("Nei")
        secured = gettext(
            "Tilgang etter rolle, to kommuner kan ikke se hverandres rader, historikk som ikke kan endres, "
            "kryptert samband, sikkerhetskopi"
        )
        said = [sentences.say_line(line) for line in list_processing()]
        rows = [
            (one.what, one.why, about, one.holds, one.sees, one.basis, " ".join(one.keep), nowhere, secured)
            for one in said
        ]
        table = self.listed(PROCESSING, rows=rows)
        if table.is_download:
            return download(table)
        lead = ngettext(
            "Løsningen behandler personopplysninger i ett register.",
            "Løsningen behandler personopplysninger i {count} registre.",
            len(said),
        ).format(count=wording.number(len(said)))
        return {"head": Head(gettext("Protokoll over behandlinger"), lead), "table": table}


class Statements(_Room):
    """The privacy statement as each role reads it."""

    template_name = "data_protection/statements.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """The chosen role's, the leader's first."""
        known = [role.value for role in Role]
        asked = self.request.GET.get("rolle", "")
        role = asked if asked in known else Role.LEADER.value
        statement = get_statement(role)
        return {
            "head": Head(
                gettext("Personvernerklæringer"),
                gettext("Hver rolle får en erklæring som er laget av reglene løsningen faktisk følger."),
            ),
            "roles": [(one, wording.capitalised(role_holders(Role(one))), one == role) for one in known],
            "about": [sentences.say_line(line) for line in statement.about_you],
            "sees": [sentences.say_line(line) for line in statement.you_see],
        }


class NobodyHere(DomainError):
    """The officer wrote a key or an address that leads to nobody in her municipality."""

    code = "data_protection.nobody_here"
    message = N_("Ingen i kommunen har denne koden eller e-postadressen. Sjekk skrivemåten.")
    field = "person"


class Find(_Room, FormPage):
    """Whom it is about."""

    template_name = "data_protection/find.html"
    form_class = FindForm

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """The form alone."""
        return {
            "head": Head(
                gettext("Slett en person"),
                gettext("Finn personen først. Du får se hva som skjer før noe blir slettet."),
            )
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """On to the consequences. Raises NobodyHere."""
        try:
            found = find_person(form.cleaned_data["person"].strip(), municipality_id=acting.municipality_id)
        except PersonNotFound:
            raise NobodyHere from None
        return reverse("data_protection:erase", args=[found.person_key or found.account_key])


class Erase(_Room, FormPage):
    """What will happen, and the last yes."""

    template_name = "data_protection/erase.html"
    form_class = EraseForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same press twice leads to the same receipt: after the first there is no name left to compare with."""
        key = key_of_press(self.acting.account_id, client_key=str(client_key_from(request.POST)))
        if any(one.key == key and one.is_done for one in self.receipts()):
            return SeeOther(reverse("data_protection:receipt", args=[key]))
        return super().post(request, *args, **kwargs)

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """Whose name is to be typed."""
        return {"name": self._name(self._found(str(kwargs["key"])))}

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """Every consequence, counted."""
        found = self._found(str(kwargs["key"]))
        name = self._name(found)
        consequences = get_consequences(found)
        rows = sum(consequences.deleted.values())
        lead = ngettext(
            "Én opplysning blir slettet for godt. Det kan ikke angres.",
            "{count} opplysninger blir slettet for godt. Det kan ikke angres.",
            rows,
        ).format(count=wording.number(rows))
        title = gettext("Slett opplysningene om {name}").format(name=name)
        crumbs = (Crumb(gettext("Slett en person"), reverse("data_protection:find")), Crumb(name))
        return {
            "head": Head(title, lead, crumbs=crumbs),
            "deleted": sentences.counted(consequences.deleted),
            "emptied": sentences.counted(consequences.emptied),
            "kept": sentences.kept(consequences.kept),
            "account_stays": bool(found.account_ids) and not found.is_account_gone,
            "back_url": reverse("data_protection:find"),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Erase, then show the receipt."""
        receipt = erase_person(self._found(str(kwargs["key"])), acting=acting)
        return reverse("data_protection:receipt", args=[receipt.key])

    def _found(self, key: str) -> Found:
        return find_person(key, municipality_id=self.municipality.id)

    def _name(self, found: Found) -> str:
        try:
            name = get_person(found.person_key, acting=self.acting).name if found.person_key else ""
        except DomainError:
            name = ""
        return name or gettext("en konto uten navn")


class ReceiptPage(_Room):
    """What was erased, what stays, and where copies may lie until when. Without a name: it is gone."""

    template_name = "data_protection/receipt.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """From the receipt's own file."""
        receipt = next((one for one in self.receipts() if one.key == kwargs["key"]), None)
        if receipt is None:
            raise ReceiptNotFound
        made = clock.in_oslo(receipt.made)
        lead = (
            gettext("Opplysningene ble slettet {at}.").format(at=wording.moment(made))
            if receipt.is_done
            else gettext("Slettingen begynte {at}, men ble ikke ferdig. Løsningen gjør den ferdig i natt.").format(
                at=wording.moment(made)
            )
        )
        crumbs = (
            Crumb(gettext("Oversikt"), reverse("data_protection:overview")),
            Crumb(gettext("Kvittering")),
        )
        return {
            "head": Head(gettext("Kvittering for sletting"), lead, crumbs=crumbs),
            "receipt": receipt,
            "deleted": sentences.counted(receipt.deleted),
            "emptied": sentences.counted(receipt.emptied),
            "kept": sentences.kept(receipt.kept),
            "remains": sentences.remains(receipt),
        }

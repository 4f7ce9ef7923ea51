"""IT's room, about people: roles with reach and period, stand-ins, several invitations, code for everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from lederloft.domain.organisation import api as organisation
from lederloft.faces.web.entrance.it_room import ItRoom
from lederloft.faces.web.entrance.it_room_forms import AccountStandInForm, GrantForm, InviteSeveralForm
from lederloft.faces.web.entrance.set_up_forms import ButtonForm
from lederloft.faces.web.kit.chrome import Crumb, Head
from lederloft.faces.web.kit.pages import ActPage, FormPage
from lederloft.faces.web.kit.roles import role_name
from lederloft.foundation.access import api as access
from lederloft.foundation.access.api import AccountHere
from lederloft.foundation.acting.values import Acting, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_, DomainError, NotFound
from lederloft.foundation.wording import api as wording


class NobodyHasAddress(DomainError):
    """A stand-in has an account here."""

    code = "entrance.nobody_has_address"
    message = N_("Ingen hos dere logger inn med denne adressen. Inviter personen først.")
    field = "stand_in"


@dataclass(frozen=True)
class PeriodLine:
    """A role or a stand-in as a row: what, how far, when, and whether it can still be ended."""

    key: str
    title: str
    note: str
    valid_from: date
    valid_to: date | None
    is_over: bool


class _OfAccount(ItRoom):
    """A page under one account."""

    title: str = ""

    @cached_property
    def accounts(self) -> list[AccountHere]:
        """Everybody's here, read once."""
        return access.list_accounts()

    @cached_property
    def account(self) -> AccountHere:
        """The account of the address. Raises AccountNotFound, also for one of another municipality."""
        found = next((one for one in self.accounts if one.public_key == self.kwargs["key"]), None)
        if found is None:
            raise access.AccountNotFound
        return found

    @cached_property
    def name(self) -> str:
        """Whose it is."""
        person_id = self.account.person_id or 0
        return organisation.person_names([person_id]).get(person_id) or self.account.email

    def crumbs(self) -> tuple[Crumb, ...]:
        """Accounts, the account, here."""
        account = Crumb(self.name, reverse("account", args=[self.account.public_key]))
        return Crumb(gettext("Kontoer"), reverse("accounts")), account, Crumb(gettext(self.title))


class Roles(FormPage, _OfAccount):
    """What an account may do, and one role more."""

    title = N_("Roller")
    template_name = "entrance/it_room/roles.html"
    form_class = GrantForm

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """The units of today."""
        units = organisation.list_units(on=clock.today())
        return {"units": units, "initial": {"valid_from": clock.today()}}

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """The roles, those that hold first."""
        today = clock.today()
        held = access.list_roles([self.account.account_id])
        units = organisation.unit_names([one.scope_id for one in held if one.scope_id is not None], on=today)
        lines = [
            PeriodLine(
                one.public_key,
                role_name(one.role),
                reach_words(one.scope_kind, units.get(one.scope_id or 0, "")),
                one.valid_from,
                one.valid_to,
                one.valid_to is not None and one.valid_to < today,
            )
            for one in held
        ]
        count = sum(not line.is_over for line in lines)
        words = ngettext("{name} har én rolle.", "{name} har {count} roller.", count)
        lead = (
            words.format(name=self.name, count=wording.number_word(count)) if count else gettext("Ingen roller ennå.")
        )
        return {
            "head": Head(gettext("Roller"), lead if count else gettext("Ingen roller ennå."), crumbs=self.crumbs()),
            "account": self.account,
            "is_own": self.account.account_id == self.acting.account_id,
            "lines": sorted(lines, key=lambda line: line.is_over),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Grant it."""
        with self.scope():
            account_id = self.account.account_id
        told, grant = form.cleaned_data, cast("GrantForm", form)
        kind, unit_id = grant.scope
        access.grant_role(
            account_id,
            role=grant.chosen_role,
            scope_kind=kind,
            scope_id=unit_id,
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            acting=acting,
        )
        messages.success(self.request, gettext("Rollen er gitt. Den gjelder fra neste side personen åpner."))
        return self.request.path


class Withdraw(ActPage, _OfAccount):
    """Take a role back, at once."""

    def back(self, **kwargs: Any) -> str:
        """The roles."""
        return reverse("account_roles", args=[kwargs["key"]])

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Withdraw it. Raises NotFound for a role of another account."""
        with self.scope():
            held = access.list_roles([self.account.account_id])
        grant = next((one for one in held if one.public_key == kwargs["grant"]), None)
        if grant is None:
            raise NotFound
        access.withdraw_role(grant.grant_id, acting=acting)
        messages.success(self.request, gettext("Rollen er trukket tilbake. Den gjelder ikke lenger."))
        return self.back(**kwargs)


class StandIns(FormPage, _OfAccount):
    """Who may act for the account, and whom the account acts for."""

    title = N_("Stedfortredere")
    template_name = "entrance/it_room/stand_ins.html"
    form_class = AccountStandInForm

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """Both ways, with names."""
        today, mine = clock.today(), self.account.account_id
        rows = [one for one in access.list_stand_ins() if mine in {one.absent_account_id, one.stand_in_account_id}]
        ids = {one.absent_account_id for one in rows} | {one.stand_in_account_id for one in rows} | {mine}
        persons = {one.account_id: one.person_id or 0 for one in self.accounts if one.account_id in ids}
        known = organisation.person_names(persons.values())
        names = {account_id: known.get(person_id, "") for account_id, person_id in persons.items()}
        self.name = names.get(mine) or self.account.email
        unknown = gettext("Konto uten navn")
        lines = [
            PeriodLine(
                one.public_key,
                gettext("{stand_in} for {absent}").format(
                    stand_in=names.get(one.stand_in_account_id) or unknown,
                    absent=names.get(one.absent_account_id) or unknown,
                ),
                "",
                one.valid_from,
                one.valid_to,
                one.valid_to < today,
            )
            for one in rows
        ]
        now = sum(one.absent_account_id == mine and one.valid_from <= today <= one.valid_to for one in rows)
        lead = (
            gettext("Noen har rollene til {name} i dag.").format(name=self.name)
            if now
            else gettext("Ingen har rollene til {name} i dag.").format(name=self.name)
        )
        return {
            "head": Head(gettext("Stedfortredere"), lead, crumbs=self.crumbs()),
            "account": self.account,
            "name": self.name,
            "lines": lines,
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Name her."""
        told = form.cleaned_data
        with self.scope():
            absent, stand_in = self.account.account_id, access.account_id_by_email(told["stand_in"])
        if stand_in is None:
            raise NobodyHasAddress
        access.name_stand_in(
            absent,
            stand_in_account_id=stand_in,
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            acting=acting,
        )
        messages.success(self.request, gettext("Stedfortrederen er valgt."))
        return self.request.path


class EndStandIn(ActPage, _OfAccount):
    """Cut it short, at once."""

    def back(self, **kwargs: Any) -> str:
        """The stand-ins."""
        return reverse("account_stand_ins", args=[kwargs["key"]])

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """End it. Raises NotFound for one that doesn't concern the account."""
        with self.scope():
            mine = self.account.account_id
            rows = access.list_stand_ins()
        row = next((one for one in rows if one.public_key == kwargs["stand_in"]), None)
        if row is None or mine not in {row.absent_account_id, row.stand_in_account_id}:
            raise NotFound
        access.end_stand_in(row.stand_in_id, acting=acting)
        messages.success(self.request, gettext("Stedfortrederen er avsluttet."))
        return self.back(**kwargs)


class InvitePeople(FormPage, ItRoom):
    """Several at once, with names, in one role."""

    template_name = "entrance/it_room/invite_people.html"
    form_class = InviteSeveralForm
    field_names = {"email": "people", "name": "people"}

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """The units of today."""
        return {"units": organisation.list_units(on=clock.today())}

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """Title and lead."""
        title = gettext("Inviter flere")
        lead = gettext("Hver får en e-post med en lenke som virker én gang, i 14 dager.")
        return {"head": Head(title, lead, crumbs=(Crumb(gettext("Kontoer"), reverse("accounts")), Crumb(title)))}

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """All or none."""
        told = cast("InviteSeveralForm", form)
        kind, unit_id = told.scope
        people = told.cleaned_data["people"]
        invited = organisation.invite_people(
            people, role=told.chosen_role, scope_kind=kind, scope_id=unit_id, acting=acting
        )
        words = ngettext("Én invitasjon er på vei.", "{count} invitasjoner er på vei.", len(invited))
        messages.success(self.request, words.format(count=wording.capitalised(wording.number_word(len(invited)))))
        return reverse("accounts")


class DemandOfAll(FormPage, ItRoom):
    """Demand a code of everybody: the consequence first."""

    template_name = "entrance/it_room/demand_of_all.html"
    form_class = ButtonForm

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """How many it is new for."""
        accounts = [one for one in access.list_accounts() if one.is_open]
        new = [one for one in accounts if not one.two_step_demanded]
        without = sum(not one.has_two_step for one in accounts)
        title = gettext("Krev kode av alle")
        if new:
            words = ngettext("Én konto får kravet.", "{count} kontoer får kravet.", len(new))
            lead = words.format(count=wording.capitalised(wording.number_word(len(new))))
        else:
            lead = gettext("Alle åpne kontoer har kravet alt.")
        crumbs = (Crumb(gettext("Kontoer"), reverse("accounts")), Crumb(title))
        return {"head": Head(title, lead, crumbs=crumbs), "new": len(new), "without": without}

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Demand it."""
        count = access.demand_two_step_of_all(acting=acting)
        words = ngettext("Én konto må ha kode fra nå.", "{count} kontoer må ha kode fra nå.", count)
        messages.success(self.request, words.format(count=wording.capitalised(wording.number_word(count))))
        return reverse("accounts")


def reach_words(kind: ScopeKind, unit: str) -> str:
    """How far a role reaches, in words."""
    return {
        ScopeKind.OWN: gettext("Bare eget"),
        ScopeKind.MUNICIPALITY: gettext("Hele kommunen"),
        ScopeKind.UNIT: gettext("{unit} og enhetene under").format(unit=unit or gettext("En enhet")),
        ScopeKind.AGREEMENT: gettext("Én avtale"),
    }[kind]

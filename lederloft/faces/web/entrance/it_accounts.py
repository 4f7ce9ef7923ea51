"""Accounts, for IT: who can sign in, invitations, shutting and opening, the second step."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation.api import NewPerson, invite_people, last_days_of_work, person_names
from lederloft.faces.web.entrance.forms import InviteForm
from lederloft.faces.web.entrance.it_room import ItRoom
from lederloft.faces.web.kit.chrome import Action, Crumb, Head
from lederloft.faces.web.kit.pages import ActPage, FormPage
from lederloft.faces.web.kit.roles import role_name
from lederloft.faces.web.kit.table import Column, Empty, Filter, Table
from lederloft.faces.web.kit.table_files import download
from lederloft.foundation.access import api as access
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.wording import api as wording

ACCOUNTS = Table(
    name="kontoer",
    title=_("Kontoer"),
    per_page=50,
    columns=(
        Column("navn", _("Navn"), at=0, under=9, is_row_head=True, order=True, url=lambda row: row[6]),
        Column("epost", _("E-post"), at=1, is_on_screen=False),
        Column("roller", _("Roller"), at=2),
        Column("tilstand", _("Tilstand"), at=3, order=True),
        Column("kode", _("Kode"), at=4, order=True),
        Column("sist", _("Sist innlogget"), kind="moment", at=5, order=True),
    ),
    filters=(
        Filter("apne", _("Åpne"), lambda rows: [row for row in rows if row[7]]),
        Filter("stengte", _("Stengte"), lambda rows: [row for row in rows if not row[7]]),
        Filter("uten-kode", _("Uten kode"), lambda rows: [row for row in rows if not row[8]]),
    ),
    search=lambda rows, text: [row for row in rows if text.lower() in f"{row[0]} {row[1]}".lower()],
    empty=Empty(_("Ingen kontoer ennå"), _("Inviter noen, så kommer de her når de har tatt imot.")),
)


def code_state(account: access.AccountHere) -> str:
    """Whether signing in takes a code."""
    if account.has_two_step:
        return gettext("Skrudd på")
    return gettext("Kreves, ikke satt opp") if account.two_step_demanded else gettext("Ikke skrudd på")


class Accounts(ItRoom):
    """Everybody who can sign in, and the invitations that stand open."""

    template_name = "entrance/accounts.html"

    def read(self, **kwargs: Any) -> Mapping[str, object] | HttpResponse:
        """One row per account."""
        accounts, invitations = access.list_accounts(), access.list_open_invitations()
        names, roles = person_names(one.person_id for one in accounts if one.person_id is not None), self._roles()
        rows = [
            (
                names.get(account.person_id or 0) or account.email,
                account.email,
                ", ".join(roles.get(account.account_id, [])),
                gettext("Åpen") if account.is_open else gettext("Stengt"),
                code_state(account),
                account.last_sign_in_at,
                reverse("account", args=[account.public_key]),
                account.is_open,
                account.has_two_step,
                account.email if names.get(account.person_id or 0) else "",
            )
            for account in accounts
        ]
        counts = {
            "": len(rows),
            "apne": sum(row[7] for row in rows),
            "stengte": sum(not row[7] for row in rows),
            "uten-kode": sum(not row[8] for row in rows),
        }
        page = self.listed(ACCOUNTS, rows=rows, counts=counts)
        if page.is_download:
            return download(page)
        lead = gettext("{count} kan logge inn.").format(count=wording.number(counts["apne"]))
        return {
            "head": Head(gettext("Kontoer"), lead, action=Action(gettext("Inviter noen"), reverse("invite"))),
            "accounts": page,
            "without_work": self._without_work(accounts, names),
            "invitations": [(one, role_name(Role(one.role))) for one in invitations],
        }

    def _without_work(
        self, accounts: Sequence[access.AccountHere], names: Mapping[int, str]
    ) -> list[tuple[str, str, date]]:
        """Open accounts whose owner's appointments have all ended: name, key, the last day; longest ago first."""
        open_ones = [one for one in accounts if one.is_open and one.person_id is not None]
        ended = last_days_of_work((one.person_id or 0 for one in open_ones), on=clock.today())
        rows = [
            (names.get(one.person_id or 0) or one.email, one.public_key, ended[one.person_id or 0])
            for one in open_ones
            if one.person_id in ended
        ]
        return sorted(rows, key=lambda row: row[2])

    def _roles(self) -> dict[int, list[str]]:
        today = clock.today()
        held: dict[int, list[str]] = {}
        for grant in access.list_roles():
            if grant.valid_from <= today and (grant.valid_to is None or grant.valid_to >= today):
                held.setdefault(grant.account_id, []).append(role_name(grant.role))
        return held


class Invite(FormPage, ItRoom):
    """Open a way in for an address."""

    template_name = "entrance/invite.html"
    form_class = InviteForm

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """Title and lead."""
        title = gettext("Inviter noen")
        lead = gettext("De får en e-post med en lenke som virker én gang, i 14 dager.")
        return {"head": Head(title, lead, crumbs=(Crumb(gettext("Kontoer"), reverse("accounts")), Crumb(title)))}

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Invite."""
        told = form.cleaned_data
        people = (NewPerson(access.exact_address(told["email"])),)
        invite_people(people, role=Role(told["role"]), acting=acting)
        messages.success(self.request, gettext("Invitasjonen er på vei."))
        return reverse("accounts")


class AccountPage(ItRoom):
    """One account, and what can be done with it."""

    template_name = "entrance/account.html"

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """Its state, its roles."""
        account = next((one for one in access.list_accounts() if one.public_key == kwargs["key"]), None)
        if account is None:
            raise access.AccountNotFound
        name = person_names([account.person_id or 0]).get(account.person_id or 0) or account.email
        lead = (
            gettext("Kontoen er åpen.") if account.is_open else gettext("Kontoen er stengt. Ingen kommer inn med den.")
        )
        roles = [(role_name(grant.role), grant) for grant in access.list_roles([account.account_id])]
        return {
            "head": Head(name, lead, crumbs=(Crumb(gettext("Kontoer"), reverse("accounts")), Crumb(name))),
            "account": account,
            "is_own": account.account_id == self.acting.account_id,
            "code_state": code_state(account),
            "roles": roles,
        }


class _AccountAct(ActPage, ItRoom):
    """A button on the page of an account."""

    def back(self, **kwargs: Any) -> str:
        """The account."""
        return reverse("account", args=[kwargs["key"]])

    def change(self, key: str, acting: Acting) -> str:
        """Do it; return the words for what is done."""
        raise NotImplementedError

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Do it and say so."""
        messages.success(self.request, self.change(kwargs["key"], acting))
        return self.back(**kwargs)


class DisableAccount(_AccountAct):
    """Shut it."""

    def change(self, key: str, acting: Acting) -> str:
        """Sessions, calendars and keys end now."""
        access.disable_account(key, acting=acting)
        return gettext("Kontoen er stengt. Innlogginger, kalendere og nøkler virker ikke lenger.")


class EnableAccount(_AccountAct):
    """Open it again."""

    def change(self, key: str, acting: Acting) -> str:
        """She signs in anew."""
        access.enable_account(key, acting=acting)
        return gettext("Kontoen er åpen igjen.")


class DemandTwoStep(_AccountAct):
    """Demand the code."""

    def change(self, key: str, acting: Acting) -> str:
        """Nothing else is reachable until it is set up."""
        access.demand_two_step(key, is_demanded=True, acting=acting)
        return gettext("Kontoen må ha kode. Den som eier den, setter det opp neste gang.")


class LetTwoStepBe(_AccountAct):
    """Demand the code no more."""

    def change(self, key: str, acting: Acting) -> str:
        """She may remove it."""
        access.demand_two_step(key, is_demanded=False, acting=acting)
        return gettext("Kontoen må ikke lenger ha kode.")


class RemoveLostTwoStep(_AccountAct):
    """The telephone is lost."""

    def change(self, key: str, acting: Acting) -> str:
        """The password is enough until it is set up again."""
        access.remove_lost_two_step(key, acting=acting)
        return gettext(
            "Koden er fjernet, og kontoen er logget ut overalt. Nøkler og kalenderadresser er stengt. "
            "Be eieren sette opp kode på nytt."
        )


class WithdrawInvitation(ActPage, ItRoom):
    """Shut a way in."""

    def back(self, **kwargs: Any) -> str:
        """The list."""
        return reverse("accounts")

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Withdraw it."""
        access.withdraw_invitation(kwargs["key"], acting=acting)
        messages.success(self.request, gettext("Invitasjonen er trukket tilbake. Lenken virker ikke lenger."))
        return reverse("accounts")

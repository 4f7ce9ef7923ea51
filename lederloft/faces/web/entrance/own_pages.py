"""How one signs in oneself: password, two steps, the sign-in service, keys for the JSON API."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core import signing
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from lederloft.faces.web.entrance.doors import Door, account_acting, own_acting
from lederloft.faces.web.entrance.forms import ChangePasswordForm, ConfirmByCodeForm, TokenForm, TwoStepForm
from lederloft.faces.web.kit.chrome import Crumb, Head
from lederloft.faces.web.kit.forms import KitForm
from lederloft.faces.web.kit.pages import (
    SIGNED_IN,
    ActPage,
    FormExpired,
    FormPage,
    Page,
    never_store,
    read_scope,
    render,
    to_sign_in,
)
from lederloft.foundation.access import api as access
from lederloft.foundation.access.api import Account
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import N_, DomainError
from lederloft.foundation.wording import api as wording

OWN = "own_sign_in"
_CONNECT = "lederloft.faces.web.entrance.connect"


class WrongOldPassword(DomainError):
    """Changing the password takes the one she has."""

    code = "entrance.wrong_old_password"
    message = N_("Passordet du har nå, er et annet. Skriv det du logger inn med.")
    field = "old_password"


def _crumbs(title: str) -> tuple[Crumb, Crumb]:
    return Crumb(gettext("Innlogging"), reverse(OWN)), Crumb(title)


class OwnSignIn(Page):
    """What opens the account, and what can be changed about it."""

    roles = SIGNED_IN
    template_name = "entrance/own_sign_in.html"

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """The state of each way in."""
        account = cast("Account", self.request.user)
        has_two_step = access.has_two_step(account.id)
        lead = (
            gettext("Kontoen din er beskyttet med passord og kode.")
            if has_two_step
            else gettext("Kontoen din er beskyttet med passord. Skru på kode, så er den tryggere.")
        )
        return {
            "head": Head(gettext("Innlogging"), lead),
            "account": account,
            "has_two_step": has_two_step,
            "is_demanded": account.two_step_demanded,
            "has_password": account.has_usable_password(),
            "oidc": access.get_oidc(),
            "has_subject": access.has_subject(account.id),
            "tokens": access.list_tokens(cast("Account", self.request.user).id),
            "municipalities": [m for m in account.open_memberships if m.municipality_id != self.acting.municipality_id],
        }


class SetUpTwoStep(Door):
    """Scan, write the first code, get recovery codes."""

    form_class = TwoStepForm
    template_name = "entrance/two_step.html"
    for_signed_in = True
    ticket: access.TwoStepTicket

    def head(self, **kwargs: Any) -> Head:
        """Title and lead."""
        lead = gettext("Du trenger en app som lager koder, for eksempel den som følger med telefonen.")
        if self.account.two_step_demanded:
            lead = gettext("Kommunen krever kode for kontoen din. Sett det opp nå, så kommer du videre.")
        return Head(gettext("Skru på innlogging i to trinn"), lead)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Once only; somebody who has it in another session signs in again with it."""
        if access.has_two_step(self.account.id):
            if not access.must_set_up_two_step(request, self.account):
                raise access.TwoStepAlreadySetUp
            access.sign_out(request)
            return to_sign_in(request)
        return super().get(request, *args, **kwargs)

    def make_form(self, *data: Any, **kwargs: Any) -> KitForm:
        """With the secret that the image shows, sealed."""
        self.ticket = access.new_ticket(self.account)
        if data:
            self.ticket = access.read_ticket(self.account, data[0].get("ticket", ""))
        return TwoStepForm(*data, initial={"ticket": self.ticket.sealed})

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """The image, and the same in letters."""
        letters = self.ticket.secret
        groups = " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))
        named = format_html('<svg role="img" aria-label="{}" ', gettext("Bildet du skanner med appen"))
        drawn = self.ticket.image_svg.removeprefix("<svg ")
        start, _end, rest = drawn.partition(">")
        ground = '<rect width="100%" height="100%" fill="#fff"/>'  # also in dark mode
        image = mark_safe(f"{named}{start}>{ground}{rest}")  # noqa: S308 — drawn by the QR library
        return {"image": image, "letters": groups}

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Take it into use and show the recovery codes, this once."""
        told = form.cleaned_data
        acting = own_acting(self.account, client_key=told["client_key"])
        access.set_up_two_step(told["ticket"], code=told["code"], acting=acting)
        access.note_two_step_done(self.request)
        return show_codes(self.request, self.account)


class RenewRecoveryCodes(Door):
    """New recovery codes for a code."""

    form_class = ConfirmByCodeForm
    template_name = "entrance/confirm_by_code.html"
    for_signed_in = True

    def head(self, **kwargs: Any) -> Head:
        """Title and lead."""
        title = gettext("Lag nye reservekoder")
        left = len(access.list_unused_recovery_codes(self.account.id))
        words = ngettext(
            "Du har én kode igjen. Den slutter å virke når du lager nye. Skriv en kode for å bekrefte.",
            "Du har {count} koder igjen. De slutter å virke når du lager nye. Skriv en kode for å bekrefte.",
            left,
        )
        return Head(title, words.format(count=wording.number_word(left)), crumbs=_crumbs(title))

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Make them and show them; the same press twice shows the same."""
        told = form.cleaned_data
        acting = own_acting(self.account, client_key=told["client_key"])
        access.renew_recovery_codes(access.CodeShown(self.request, told["code"]), acting=acting)
        return show_codes(self.request, self.account)


class RemoveTwoStep(Door):
    """Sign in without a code from now on."""

    form_class = ConfirmByCodeForm
    template_name = "entrance/confirm_by_code.html"
    for_signed_in = True

    def head(self, **kwargs: Any) -> Head:
        """Title and lead."""
        title = gettext("Skru av innlogging i to trinn")
        lead = gettext("Da holder det med passordet. Skriv en kode for å vise at det er deg.")
        return Head(title, lead, crumbs=_crumbs(title))

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Remove it."""
        access.check_code(self.request, self.account, form.cleaned_data["code"])
        access.remove_two_step(acting=own_acting(self.account, client_key=form.cleaned_data["client_key"]))
        messages.success(self.request, gettext("Innlogging i to trinn er skrudd av."))
        return reverse(OWN)


class ChangePassword(Door):
    """The old one and a new one; other sessions end."""

    form_class = ChangePasswordForm
    template_name = "entrance/change_password.html"
    for_signed_in = True

    def head(self, **kwargs: Any) -> Head:
        """Title and lead."""
        title = gettext("Bytt passord")
        lead = gettext(
            "Du blir logget ut alle andre steder. Nøkler og kalenderadresser slutter å virke, så lag nye etterpå."
        )
        return Head(title, lead, crumbs=_crumbs(title))

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Change it; this session goes on under a new key."""
        told = form.cleaned_data
        if not access.is_own_password(self.request, self.account, told["old_password"]):
            raise WrongOldPassword
        access.change_password(told["password"], acting=own_acting(self.account, client_key=told["client_key"]))
        self.account.refresh_from_db()
        update_session_auth_hash(self.request, self.account)
        messages.success(self.request, gettext("Passordet er byttet."))
        return reverse(OWN)


def show_codes(request: HttpRequest, account: Account) -> HttpResponseBase:
    """The recovery codes, once."""
    lead = gettext("Skriv dem ut, eller lagre dem et trygt sted. Hver kode virker én gang, og de vises bare nå.")
    context = {
        "head": Head(gettext("Reservekodene dine"), lead),
        "codes": access.list_unused_recovery_codes(account.id),
    }
    with read_scope(request):
        return never_store(render(request, "entrance/codes.html", context))


class ConnectOidc(ActPage):
    """Let the sign-in service open the account. The press gives a link that leaves: a form may not lead elsewhere,
    and a link alone would let others connect a user of theirs."""

    roles = SIGNED_IN

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """A page with the link, good for two minutes and this account."""
        oidc = access.get_oidc()
        if oidc is None:
            raise access.NoOidc
        proof = signing.dumps(acting.account_id, salt=_CONNECT)
        title = gettext("Koble til {name}").format(name=oidc.name)
        lead = gettext("Du går nå til {name} og logger inn der. Etterpå kommer du tilbake hit.").format(name=oidc.name)
        url = f"{reverse('connect_oidc_start')}?{urlencode({'bevis': proof})}"
        context = {"head": Head(title, lead, crumbs=_crumbs(title)), "oidc": oidc, "url": url}
        with self.scope():
            return render(self.request, "entrance/connect_oidc.html", context)


@require_GET
def start_connecting(request: HttpRequest) -> HttpResponseBase:
    """Off to the sign-in service, for who pressed just now."""
    try:
        account_id = signing.loads(request.GET.get("bevis", ""), salt=_CONNECT, max_age=120)
    except signing.BadSignature as error:
        raise FormExpired from error
    if not isinstance(request.user, Account) or request.user.id != account_id:
        raise FormExpired
    return never_store(access.start_oidc(request, process="connect", next_path=reverse(OWN)))


class DisconnectOidc(ActPage):
    """The sign-in service no longer opens the account."""

    roles = SIGNED_IN

    def back(self, **kwargs: Any) -> str:
        """Where the button stands."""
        return reverse(OWN)

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Disconnect."""
        access.disconnect_subject(acting=account_acting(acting))
        messages.success(self.request, gettext("Innloggingstjenesten er koblet fra."))
        return reverse(OWN)


class Tokens(FormPage):
    """Keys for the JSON API. The secret is shown once, in the answer that made it."""

    roles = SIGNED_IN
    template_name = "entrance/tokens.html"
    form_class = TokenForm

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """The keys there are."""
        title = gettext("Nøkler til API-et")
        lead = gettext("En nøkkel lar et annet program hente det du selv har tilgang til.")
        return {
            "head": Head(title, lead, crumbs=_crumbs(title)),
            "tokens": access.list_tokens(cast("Account", self.request.user).id),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Make it and show it."""
        told = form.cleaned_data
        secret = access.new_token_secret(acting)
        access.create_token(told["name"], secret=secret, expires_on=told["expires_on"], acting=acting)
        title = gettext("Nøkkelen er laget")
        lead = gettext("Kopier den nå. Den vises bare denne ene gangen.")
        context = {"head": Head(title, lead, crumbs=_crumbs(title)), "secret": secret}
        with self.scope():
            page: HttpResponse = render(self.request, "entrance/token.html", context, status=HTTPStatus.OK)
        return page


class RevokeToken(ActPage):
    """Make a key void."""

    roles = SIGNED_IN

    def back(self, **kwargs: Any) -> str:
        """Where the button stands."""
        return reverse("tokens")

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Delete it."""
        access.revoke_token(kwargs["key"], acting=acting)
        messages.success(self.request, gettext("Nøkkelen er slettet. Den virker ikke lenger."))
        return reverse("tokens")

"""The one door: password, code, the sign-in service, a forgotten password, an invitation, and the way out."""

from collections.abc import Mapping
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from lederloft.domain.organisation.api import name_of_municipality
from lederloft.faces.web.entrance.doors import NOBODY, Door
from lederloft.faces.web.entrance.forms import (
    AskForNewPasswordForm,
    CodeForm,
    NewPasswordForm,
    SignInForm,
    TakeInvitationForm,
)
from lederloft.faces.web.entrance.rooms import room_of
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.forms import KitForm
from lederloft.faces.web.kit.pages import SeeOther, never_store, render, safe_next
from lederloft.faces.web.kit.roles import role_name
from lederloft.foundation.access import api as access
from lederloft.foundation.access.api import Account
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import get_municipality, list_municipalities, scope
from lederloft.foundation.trail.api import Via
from lederloft.foundation.wording import api as wording


class SignIn(Door):
    """E-mail and password."""

    form_class = SignInForm
    template_name = "entrance/sign_in.html"

    def head(self, **kwargs: Any) -> Head:
        """Title and lead."""
        return Head(gettext("Logg inn"), gettext("Bruk e-postadressen og passordet ditt."))

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """The sign-in service, when there is one; it brings her back to the same page."""
        onward = safe_next(self.request, self.request.POST.get("next") or self.request.GET.get("next"))
        return {"oidc": access.get_oidc(), "next": onward}

    def make_form(self, *data: Any, **kwargs: Any) -> KitForm:
        """With the way on, when it is a path on this site."""
        return SignInForm(*data, initial={"next": safe_next(self.request, self.request.GET.get("next"))})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever is inside already goes on."""
        if request.user.is_authenticated:
            return HttpResponseRedirect(safe_next(request, request.GET.get("next")) or "/")
        return super().get(request, *args, **kwargs)

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Open a session, or go on to the code."""
        told = form.cleaned_data
        onward = safe_next(self.request, told["next"])
        return access.sign_in_with_password(
            self.request, email=told["email"], password=told["password"], next_path=onward
        )


class SignInCode(Door):
    """The second step."""

    form_class = CodeForm
    template_name = "entrance/code.html"

    def head(self, **kwargs: Any) -> Head:
        """Title and lead."""
        return Head(gettext("Skriv koden"), gettext("Åpne appen på telefonen, og skriv koden den viser nå."))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only after a password."""
        if not access.is_code_awaited(request):
            return never_store(HttpResponseRedirect(reverse("account_login")))
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Open the session."""
        return access.sign_in_with_code(self.request, code=form.cleaned_data["code"])


class AskForNewPassword(Door):
    """Ask for a mail. The answer is the same for every address."""

    form_class = AskForNewPasswordForm
    template_name = "entrance/ask_for_new_password.html"

    def head(self, **kwargs: Any) -> Head:
        """Title and lead."""
        return Head(
            gettext("Glemt passordet?"),
            gettext("Skriv e-postadressen din, så sender vi deg en lenke der du lager et nytt."),
        )

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Note the wish."""
        address = access.exact_address(form.cleaned_data["email"])
        if not ratelimit.consume(self.request, action="reset_password", key=address):
            raise access.TooManyAttempts
        access.ask_for_new_password(address, acting=NOBODY)
        return reverse("new_password_asked")


@require_GET
def new_password_asked(request: HttpRequest) -> HttpResponseBase:
    """The same for every address."""
    lead = gettext("Har du en konto med den adressen, kommer det en e-post om litt. Lenken i den virker i én time.")
    return render(request, "entrance/new_password_asked.html", {"head": Head(gettext("Se i innboksen din"), lead)})


class NewPassword(Door):
    """Choose a new password by the link of a mail."""

    form_class = NewPasswordForm
    template_name = "entrance/new_password.html"

    def head(self, **kwargs: Any) -> Head:
        """Title and lead."""
        lead = gettext(
            "Når du lagrer, blir du logget ut alle andre steder. Nøkler og kalenderadresser slutter å virke."
        )
        return Head(gettext("Lag et nytt passord"), lead)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only while the link holds; looking uses nothing up."""
        if access.find_by_reset_link(kwargs["key"], kwargs["token"]) is None:
            raise access.ResetLinkInvalid
        return super().get(request, *args, **kwargs)

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Set it; she signs in with it herself."""
        if not ratelimit.consume(self.request, action="reset_password_from_key"):
            raise access.TooManyAttempts
        access.reset_password(
            kwargs["key"], token=kwargs["token"], password=form.cleaned_data["password"], acting=NOBODY
        )
        messages.success(self.request, gettext("Passordet er lagret. Logg inn med det."))
        return reverse("account_login")


class TakeInvitation(Door):
    """The page behind the link of an invitation."""

    template_name = "entrance/invitation.html"

    def _invitation(self, **kwargs: Any) -> access.OpenInvitation:
        return access.get_open_invitation(kwargs["token"])

    def _takes_as_signed_in(self, invitation: access.OpenInvitation) -> bool:
        account = self.request.user
        return isinstance(account, Account) and account.email == invitation.email

    def make_form(self, *data: Any, **kwargs: Any) -> KitForm:
        """A new password, or nothing but the press for somebody signed in with that address."""
        invitation = self._invitation(**kwargs)
        form = TakeInvitationForm if self._takes_as_signed_in(invitation) else NewPasswordForm
        return form(*data)

    def head(self, **kwargs: Any) -> Head:
        """Where to, and as what."""
        invitation = self._invitation(**kwargs)
        with scope(invitation.municipality_id):
            name = name_of_municipality()
        return Head(
            gettext("Du er invitert til Lederløft i {municipality}").format(municipality=name),
            gettext("Invitasjonen er til {email} og gir deg rollen {role}. Den virker til {day}.").format(
                email=invitation.email,
                role=role_name(Role(invitation.role)).lower(),
                day=wording.long_date(clock.local_date(invitation.expires_at)),
            ),
        )

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """Which ways in there are."""
        invitation = self._invitation(**kwargs)
        return {
            "oidc": access.get_oidc(),
            "token": kwargs["token"],
            "is_signed_in_as_invited": self._takes_as_signed_in(invitation),
            "must_sign_in_first": invitation.has_account and not self._takes_as_signed_in(invitation),
            "here": self.request.path,
        }

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Take it, then sign in."""
        invitation = self._invitation(**kwargs)
        account_id = self.request.user.pk if self._takes_as_signed_in(invitation) else None
        acting = Acting(account_id, invitation.municipality_id, None, (), Via.SESSION)
        access.accept_invitation(invitation.public_key, password=form.cleaned_data.get("password", ""), acting=acting)
        if account_id is not None:
            return "/"
        messages.success(self.request, gettext("Kontoen er klar. Logg inn med e-postadressen og passordet ditt."))
        return reverse("account_login")


@require_GET
def start_oidc(request: HttpRequest) -> HttpResponseBase:
    """Off to the sign-in service."""
    token = request.GET.get("invitasjon", "")
    process = "invitation" if token else "login"
    onward = safe_next(request, request.GET.get("next"))
    return never_store(access.start_oidc(request, process=process, next_path=onward, token=token))


@require_GET
def finish_oidc(request: HttpRequest) -> HttpResponseBase:
    """Back from the sign-in service."""
    return never_store(access.finish_oidc(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session, and say whether the sign-in service has one of its own."""
    was_oidc = access.sign_out(request) == "oidc"
    response = SeeOther(reverse("signed_out") + ("?tjeneste=1" if was_oidc else ""))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return never_store(response)


@require_GET
def signed_out(request: HttpRequest) -> HttpResponseBase:
    """Out; with a link to sign out at the service too, since a session there opens the door again."""
    oidc = access.get_oidc() if request.GET.get("tjeneste") else None
    context = {
        "head": Head(gettext("Du er logget ut"), gettext("Lukk nettleseren hvis flere bruker maskinen.")),
        "oidc": oidc,
        "oidc_url": access.get_oidc_sign_out_url() if oidc else "",
    }
    return render(request, "entrance/signed_out.html", context)


@require_GET
def sign_in_as(request: HttpRequest, role: str) -> HttpResponseBase:
    """One click, no password: an example person with that role. Exists on one's own machine only."""
    if not settings.ONE_CLICK_SIGN_IN:
        raise Http404
    if role not in list(Role):
        raise NotFound
    slug = request.GET.get("kommune", "")
    examples = [m for m in list_municipalities() if m.is_example]
    municipality = get_municipality(slug) if slug else next(iter(examples), None)
    if municipality is None:
        raise NotFound
    onward = safe_next(request, request.GET.get("next")) or room_of(Role(role), municipality.slug)
    response = access.sign_in_as_example(request, role=Role(role), municipality=municipality, next_path=onward)
    if response is None:
        raise NotFound
    return never_store(response)

"""How people sign in here, for IT: what is set, what to register at the service, and what nobody has tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from lederloft.faces.web.entrance.it_room import ItRoom
from lederloft.faces.web.kit.chrome import Crumb, Head
from lederloft.foundation.access import api as access
from lederloft.foundation.errors.values import N_, NotFound


@dataclass(frozen=True)
class Service:
    """A known sign-in service. ``is_tried`` turns true the day somebody has signed in through it and said so."""

    slug: str
    name: str
    for_whom: str
    discovery_url: str
    steps: tuple[str, ...]
    is_tried: bool = False


SERVICES = (
    Service(
        "entra-id",
        "Entra ID",
        N_("For kommunens egne ansatte, med kontoen de bruker på jobb."),
        "https://login.microsoftonline.com/<leietaker-id>/v2.0/.well-known/openid-configuration",
        (
            N_("Registrer en app av typen web for bare egen leietaker."),
            N_("Legg inn de to adressene under, og lag en hemmelighet."),
            N_("Be ikke om flere tilganger enn openid. Navn og e-post brukes ikke."),
        ),
    ),
    Service(
        "ansattporten",
        "Ansattporten",
        N_("For ansatte og leverandører, med elektronisk ID."),
        "https://ansattporten.no/.well-known/openid-configuration",
        (
            N_("Registrer en integrasjon i Samarbeidsportalen."),
            N_("Legg inn de to adressene under, og velg autorisasjonskode med PKCE."),
            N_("Be om et id-token uten fødselsnummer. Fødselsnummer lagres aldri her."),
        ),
    ),
    Service(
        "feide",
        "Feide",
        N_("For ansatte i skole og barnehage."),
        "https://auth.dataporten.no/.well-known/openid-configuration",
        (
            N_("Registrer en tjeneste i kundeportalen, og legg til en OpenID Connect-konfigurasjon."),
            N_("Legg inn de to adressene under."),
            N_("Skru av alle opplysninger tjenesten ikke må ha. Bare bruker-id trengs."),
        ),
    ),
)


class SignInSettings(ItRoom):
    """What is set in this installation."""

    template_name = "entrance/sign_in_settings.html"

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """The client, without its secret, and the services there are pages for."""
        oidc = access.get_oidc()
        if oidc is None:
            lead = gettext("Alle logger inn med e-post og passord. Ingen innloggingstjeneste er satt opp.")
        else:
            lead = gettext("Folk logger inn med {name}, eller med e-post og passord.").format(name=oidc.name)
        return {"head": Head(gettext("Innlogging"), lead), "oidc": oidc, "services": SERVICES, **addresses()}


class ServiceSettings(ItRoom):
    """How to set up one of the known services."""

    template_name = "entrance/service_settings.html"

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """The steps and the addresses."""
        service = next((one for one in SERVICES if one.slug == kwargs["slug"]), None)
        if service is None:
            raise NotFound
        crumbs = (Crumb(gettext("Innlogging"), reverse("sign_in_settings")), Crumb(service.name))
        head = Head(service.name, gettext(service.for_whom), crumbs=crumbs)
        return {"head": head, "service": service, "steps": [gettext(step) for step in service.steps], **addresses()}


def addresses() -> dict[str, str]:
    """What the service must know of us."""
    return {
        "callback_url": f"{settings.SITE_URL}{reverse('openid_connect_callback')}",
        "signed_out_url": f"{settings.SITE_URL}{reverse('signed_out')}",
    }

"""The letters themselves, in plain words, with one link each."""

from django.utils.translation import gettext

from lederloft.domain.organisation.api import name_of_municipality
from lederloft.faces.papers.letter import write_letter
from lederloft.foundation.access.api import get_invited_mail, get_reset_path
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.api import Mail, MailRequest
from lederloft.foundation.wording import api as wording


def render_invitation(request: MailRequest) -> Mail | None:
    """The way in, once; None when it has been used, withdrawn or has lapsed."""
    invited = get_invited_mail(request.ids["invitation_id"])
    if invited is None:
        return None
    municipality = name_of_municipality()
    subject = gettext("Du er invitert til Lederløft i {municipality}").format(municipality=municipality)
    return write_letter(
        request,
        subject,
        before=[
            gettext("{municipality} har laget en plass til deg i Lederløft.").format(municipality=municipality),
            gettext("Åpne lenken, og lag kontoen din:"),
        ],
        path=invited.path,
        after=[
            gettext("Lenken er bare til deg. Den virker én gang, og senest {day}.").format(
                day=wording.long_date(clock.local_date(invited.expires_at))
            ),
            gettext("Venter du ikke på dette? Da kan du slette e-posten. Ingen konto blir laget."),
        ],
    )


def render_new_password(request: MailRequest) -> Mail | None:
    """The way to a new password; None for an account without one, or disabled."""
    path = get_reset_path(request.ids["account_id"])
    if path is None:
        return None
    return write_letter(
        request,
        gettext("Lag et nytt passord"),
        before=[
            gettext("Noen ba om nytt passord til Lederløft for denne adressen. Var det deg, åpner du lenken:"),
        ],
        path=path,
        after=[
            gettext("Lenken virker én gang, i én time."),
            gettext("Var det ikke deg? Da trenger du ikke gjøre noe. Passordet ditt er det samme."),
        ],
    )


def render_trial(request: MailRequest) -> Mail | None:
    """That mail gets out."""
    municipality = name_of_municipality()
    return write_letter(
        request,
        gettext("E-posten virker"),
        before=[
            gettext("Dette er en prøve fra Lederløft i {municipality}. Leser du dette, kommer e-posten fram.").format(
                municipality=municipality
            ),
        ],
        path="/",
        after=[gettext("Du trenger ikke svare.")],
    )

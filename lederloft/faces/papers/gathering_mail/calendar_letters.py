"""Invitations, moves and cancellations: a few words for people, and the part that calendars read."""

from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext

from lederloft.domain.organisation.api import Profile, name_of_municipality, person_emails, person_names
from lederloft.domain.programmes.api import find_edition, find_gathering
from lederloft.faces.papers.gathering_mail.leading import leading_to
from lederloft.faces.papers.letter import write_letter
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.calendars.api import Letter, Party
from lederloft.foundation.errors.values import N_
from lederloft.foundation.outbox.api import Mail, MailRequest
from lederloft.foundation.wording import api as wording

_SUBJECTS = {
    calendars.INVITED: N_("Invitasjon: {title}"),
    calendars.MOVED: N_("Flyttet: {title}"),
    calendars.CHANGED: N_("Endret: {title}"),
    calendars.CANCELLED: N_("Avlyst: {title}"),
    calendars.WITHDRAWN: N_("Tatt ut av kalenderen: {title}"),
}


def _organiser() -> Party:
    """Who invites: the municipality's own contact, from the address that mail comes from."""
    name = name_of_municipality()
    return Party(email=parseaddr(settings.DEFAULT_FROM_EMAIL)[1], name=name)


def _what_happened(kind: str, letter: Letter) -> str:
    details = letter.details
    when = wording.meeting_time(details.starts_at, details.ends_at)
    if kind == calendars.INVITED:
        return gettext("Du er med på «{title}» {when}.").format(title=details.title, when=when)
    if kind == calendars.MOVED:
        if letter.previous_starts_at is not None and letter.previous_starts_at != details.starts_at:
            before = wording.moment(letter.previous_starts_at, year=False, weekday=True)
            return gettext("«{title}» er flyttet. Den var {before}. Ny tid er {when}.").format(
                title=details.title, before=before, when=when
            )
        return gettext("Tid eller sted for «{title}» er endret. Nå gjelder {when}.").format(
            title=details.title, when=when
        )
    if kind == calendars.CHANGED:
        return gettext("Opplysningene om «{title}» {when} er endret.").format(title=details.title, when=when)
    if kind == calendars.CANCELLED:
        return gettext("«{title}» {when} er avlyst.").format(title=details.title, when=when)
    return gettext("Du er ikke lenger med på «{title}» {when}.").format(title=details.title, when=when)


def _whom_to_tell(letter: Letter) -> str:
    """The edition's contact person with her address; without one the municipality's contact, else the office."""
    edition = find_edition(find_gathering(letter.source.id).edition_id)
    known = (edition.contact_name, edition.contact_email)
    if not edition.contact_name:
        row = Profile.objects.values_list("contact_email", "contact_phone").first()
        known = row or ("", "")
    return ", ".join(word for word in known if word) or gettext("utviklingskontoret")


def render_calendar_letter(request: MailRequest) -> Mail | None:
    """The newest word on one event for one person; None when a newer one has been written."""
    person_id = request.recipient_id
    attendee = Party(
        email=person_emails([person_id]).get(person_id, ""), name=person_names([person_id]).get(person_id, "")
    )
    letter = calendars.get_letter(request.ids, attendee=attendee, organiser=_organiser())
    if letter is None:
        return None
    details = letter.details
    is_gone = request.kind in {calendars.CANCELLED, calendars.WITHDRAWN}
    where = []
    if not is_gone and details.location:
        where.append(gettext("Sted: {place}").format(place=details.location))
    if not is_gone and details.link:
        where.append(gettext("Lenke: {link}").format(link=details.link))
    closing = gettext("Kalenderen din er oppdatert.")
    if not is_gone:
        said = gettext("Invitasjonen ligger ved. Kan du ikke komme, sier du fra til {whom}. Vi spør ikke hvorfor.")
        closing = said.format(whom=_whom_to_tell(letter))
    path, words = leading_to("/min-utvikling/samlinger", gettext("Se samlingene dine"), person_id=person_id)
    return write_letter(
        request,
        gettext(_SUBJECTS[request.kind]).format(title=details.title),
        before=[_what_happened(request.kind, letter), *where],
        path=path,
        link_words=words,
        after=[closing],
        calendar_part=letter.calendar_part,
    )

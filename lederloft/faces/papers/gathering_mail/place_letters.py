"""Mail when one's place changes: a seat, a place in the queue, moved up, given up, cancelled."""

from django.utils.translation import gettext

from lederloft.domain.participation.api import Place, SeatState, find_place, find_place_of
from lederloft.domain.programmes.api import EditionShown, find_edition
from lederloft.faces.papers.gathering_mail.leading import leading_to
from lederloft.faces.papers.letter import write_letter
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.outbox.api import Mail, MailRequest
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module

# A mail is written when it is sent: it tells where she stands then, or isn't sent when that is another thing.
_STANDS = {
    deliver_a_module.SEAT_RESERVED: {SeatState.SEATED},
    deliver_a_module.MOVED_UP: {SeatState.SEATED},
    deliver_a_module.PLACE_IN_QUEUE_TAKEN: {SeatState.QUEUED},
    deliver_a_module.SEAT_GIVEN_UP: {SeatState.GIVEN_UP},
}


def _words(kind: str, place: Place, edition: EditionShown) -> tuple[str, list[str]]:
    name = edition.title
    rule = wording.sentence(place.rule.msgid, signed_up_at=place.signed_up_at)
    if kind == deliver_a_module.SEAT_RESERVED:
        return gettext("Du har fått plass: {name}").format(name=name), [
            gettext("Du har plass nummer {number} på «{name}».").format(number=place.seat_number, name=name),
            rule,
            gettext("Samlingene kommer i kalenderen din i egne invitasjoner."),
        ]
    if kind == deliver_a_module.MOVED_UP:
        return gettext("Det ble plass til deg: {name}").format(name=name), [
            gettext("Du har fått plass nummer {number} på «{name}».").format(number=place.seat_number, name=name),
            rule,
            gettext("Passer det ikke lenger, gir du fra deg plassen. Da går den til den neste."),
        ]
    if kind == deliver_a_module.PLACE_IN_QUEUE_TAKEN:
        return gettext("Du står i kø: {name}").format(name=name), [
            gettext("Du er nummer {position} i køen til «{name}».").format(position=place.queue_position, name=name),
            rule,
        ]
    if kind == deliver_a_module.SEAT_GIVEN_UP:
        return gettext("Du har gitt fra deg plassen: {name}").format(name=name), [
            gettext("Du har ikke lenger plass på «{name}», og samlingene er ute av kalenderen din.").format(name=name)
        ]
    raise KeyError(kind)  # one of _STANDS without words of its own


def render_place(request: MailRequest) -> Mail | None:
    """Where she stands in an edition; None when she has moved on since."""
    try:
        place = find_place(request.ids["seat_id"])
    except NotFound:
        return None
    if place.state not in _STANDS[request.kind]:
        return None
    if place.state == SeatState.GIVEN_UP and find_place_of(place.edition_id, person_id=place.person_id) is not None:
        return None  # she has signed up again since
    edition = find_edition(place.edition_id)
    subject, before = _words(request.kind, place, edition)
    own = f"/min-utvikling/tilbud/{edition.edition_key}"
    path, words = leading_to(own, gettext("Se plassen din"), person_id=place.person_id)
    return write_letter(request, subject, before=before, path=path, link_words=words)


def render_edition_cancelled(request: MailRequest) -> Mail | None:
    """The whole edition is called off."""
    try:
        edition = find_edition(request.ids["edition_id"])
    except NotFound:
        return None
    others = gettext("Se hva annet du kan bli med på")
    path, words = leading_to("/min-utvikling/tilbud", others, person_id=request.recipient_id)
    return write_letter(
        request,
        gettext("Avlyst: {name}").format(name=edition.title),
        before=[
            gettext("«{name}» er avlyst. Samlingene er tatt ut av kalenderen din.").format(name=edition.title),
        ],
        path=path,
        link_words=words,
    )

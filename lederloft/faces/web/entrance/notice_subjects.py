"""What each notice was about, in words, and the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import Named
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.outbox.api import OwnMail
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module


@dataclass(frozen=True)
class Subject:
    """The module, edition or gathering, its time, and its page for her; without a page an empty address."""

    title: str
    when: str
    url: str


def subjects_of(mails: Sequence[OwnMail], *, acting: Acting) -> list[Subject | None]:
    """One for each mail, None for what is about herself alone. Four queries."""
    seats = participation.name_own_seats(_ids(mails, "seat_id"), acting=acting)
    invitations = calendars.list_own_sources(_ids(mails, "invitation_id"), acting=acting)
    gatherings = programmes.name_gatherings(
        {source.id for source in invitations.values() if source.label == deliver_a_module.GATHERING}
    )
    editions = programmes.name_editions(_ids(mails, "edition_id"))

    def named(ids: dict[str, int]) -> Named | None:
        if source := invitations.get(ids.get("invitation_id", 0)):
            return gatherings.get(source.id)
        return seats.get(ids.get("seat_id", 0)) or editions.get(ids.get("edition_id", 0))

    return [_subject(named(dict(mail.ids)), acting=acting) for mail in mails]


def _ids(mails: Sequence[OwnMail], name: str) -> set[int]:
    return {mail.ids[name] for mail in mails if name in mail.ids}


def _subject(named: Named | None, *, acting: Acting) -> Subject | None:
    if named is None:
        return None
    when = ""
    if named.starts_at is not None and named.ends_at is not None:
        when = f"{wording.long_date(named.starts_at)} {wording.time_range(named.starts_at, named.ends_at)}"
    return Subject(named.title, when, _url(named.edition_key, acting=acting))


def _url(edition_key: str, *, acting: Acting) -> str:
    if acting.has(Role.LEADER):
        return reverse("my_development:edition", args=[edition_key])
    if acting.has(Role.FACILITATOR, Role.COACH, Role.SUPPLIER):
        return reverse("supplier_room:overview")
    return ""

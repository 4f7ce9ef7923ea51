"""Who looks at the page, in names: read when the page is drawn, inside its scope."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.organisation.api import Person, Profile, logo_key_of_profile
from lederloft.faces.web.entrance.rooms import rooms_of
from lederloft.faces.web.kit.chrome import Contact, Place
from lederloft.faces.web.kit.pages import Visitor, WebRequest
from lederloft.foundation.access.api import GRANT_FIELDS, Account, Membership, acting_with, valid_grants
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.api import count_news
from lederloft.foundation.tenancy.api import Municipality, prepared, require_municipality, scope
from lederloft.foundation.trail.api import Via

# When she last opened her notices in this browser; without it, what is older is no news.
NOTICES_SEEN_COOKIE = "varsler_sett"
_NEWS_FOR = timedelta(days=14)


_FIELDS = ("name", "contact_name", "contact_phone", "visitor", "logo_key", "news")


def meet(request: HttpRequest, member: Membership) -> Acting:
    """Who acts and how she is shown, in one query; the latter waits for make_visitor(). In her scope."""
    rows = _roles_and_visitor(
        account_id=member.account_id,
        person_id=member.person_id or 0,
        today=clock.today(),
        since=_last_seen(request),
    )
    if rows:
        cast("WebRequest", request).shown = rows[0][len(GRANT_FIELDS) :]
    return acting_with(member, [row[: len(GRANT_FIELDS)] for row in rows], via=Via.SESSION)


def make_visitor(request: HttpRequest, acting: Acting | None, municipality: Municipality | None) -> Visitor:
    """The visitor of a request; one query at most, for every page pays for it. Nobody: an empty one."""
    account = request.user
    if acting is None or municipality is None or not isinstance(account, Account):
        return Visitor()
    shown = getattr(request, "shown", None)
    if shown is None:
        with scope(municipality.id):
            found = _visitor(person_id=acting.person_id or 0, account_id=account.pk, since=_last_seen(request))
        shown = found[0] if found else (None,) * len(_FIELDS)
    name, contact_name, contact_phone, person, logo_key, news = shown
    if name is None:  # the municipality hasn't described itself yet
        with scope(municipality.id):
            person = Person.objects.filter(id=acting.person_id or 0).values_list("name", flat=True).first()
    return Visitor(
        person_name=person or gettext("Min konto"),
        municipality_name=name or municipality.slug.capitalize(),
        rooms=rooms_of(acting, municipality.slug),
        places=[Place(m.municipality.slug, m.municipality.public_key) for m in account.open_memberships],
        contact=Contact(contact_name, phone=contact_phone or "") if contact_name else None,
        news_count=news or 0,
        logo_url=f"{reverse('logo', args=[municipality.slug])}?v={logo_key}" if logo_key else "",
    )


def _described(person_id: int, account_id: int, since: datetime) -> QuerySet[Profile]:
    """The municipality's profile, with the visitor's name, the logo and how much is new."""
    her = Acting(account_id, require_municipality(), person_id, (), Via.SESSION)
    return Profile.objects.annotate(
        visitor=Subquery(Person.objects.filter(id=person_id).values("name")[:1]),
        logo_key=Subquery(logo_key_of_profile()),
        news=Subquery(count_news(her, since=since)),
    ).order_by("id")


@prepared
def _visitor(*, person_id: int, account_id: int, since: datetime) -> QuerySet[Any, Any]:
    return _described(person_id, account_id, since).values_list(*_FIELDS)


@prepared
def _roles_and_visitor(*, account_id: int, person_id: int, today: date, since: datetime) -> QuerySet[Any, Any]:
    described = _described(person_id, account_id, since)
    # None of these looks at the grant beside it, so the database works each out once.
    beside = {f"shown_{field}": Subquery(described.values(field)[:1]) for field in _FIELDS}
    return valid_grants(account_id, today=today).annotate(**beside).values_list(*GRANT_FIELDS, *beside)


def _last_seen(request: HttpRequest) -> datetime:
    oldest = clock.now() - _NEWS_FOR
    told = request.COOKIES.get(NOTICES_SEEN_COOKIE, "")
    if not (told.isascii() and told.isdigit() and len(told) <= 10):
        return oldest
    return max(oldest, datetime.fromtimestamp(int(told), UTC))

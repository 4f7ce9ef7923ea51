"""Who looks at the page, in names: read when the page is drawn, inside its scope."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.organisation.api import Person, Profile, logo_key_of_profile
from lederloft.faces.web.entrance.rooms import rooms_of
from lederloft.faces.web.kit.chrome import Contact, Place
from lederloft.faces.web.kit.pages import Visitor
from lederloft.foundation.access.api import Account
from lederloft.foundation.acting.api import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.api import count_news
from lederloft.foundation.tenancy.api import Municipality, prepared, require_municipality, scope
from lederloft.foundation.trail.api import Via

# When she last opened her notices in this browser; without it, what is older is no news.
NOTICES_SEEN_COOKIE = "varsler_sett"
_NEWS_FOR = timedelta(days=14)


def make_visitor(request: HttpRequest, acting: Acting | None, municipality: Municipality | None) -> Visitor:
    """The visitor of a request; one query, for every page pays for it. Nobody: an empty one."""
    account = request.user
    if acting is None or municipality is None or not isinstance(account, Account):
        return Visitor()
    person_id = acting.person_id or 0
    with scope(municipality.id):
        found = _visitor(person_id=person_id, account_id=account.pk, since=_last_seen(request))
        if found:
            name, contact_name, contact_phone, person, logo_key, news = found[0]
        else:  # the municipality hasn't described itself yet
            name, contact_name, contact_phone, logo_key, news = "", "", "", None, 0
            person = Person.objects.filter(id=person_id).values_list("name", flat=True).first()
    contact = Contact(contact_name, phone=contact_phone) if contact_name else None
    return Visitor(
        person_name=person or gettext("Min konto"),
        municipality_name=name or municipality.slug.capitalize(),
        rooms=rooms_of(acting, municipality.slug),
        places=[Place(m.municipality.slug, m.municipality.public_key) for m in account.open_memberships],
        contact=contact,
        news_count=news or 0,
        logo_url=f"{reverse('logo', args=[municipality.slug])}?v={logo_key}" if logo_key else "",
    )


@prepared
def _visitor(*, person_id: int, account_id: int, since: datetime) -> QuerySet[Any, Any]:
    her = Acting(account_id, require_municipality(), person_id, (), Via.SESSION)
    return (
        Profile.objects.annotate(
            visitor=Subquery(Person.objects.filter(id=person_id).values("name")[:1]),
            logo_key=Subquery(logo_key_of_profile()),
            news=Subquery(count_news(her, since=since)),
        )
        .order_by("id")
        .values_list("name", "contact_name", "contact_phone", "visitor", "logo_key", "news")
    )


def _last_seen(request: HttpRequest) -> datetime:
    oldest = clock.now() - _NEWS_FOR
    told = request.COOKIES.get(NOTICES_SEEN_COOKIE, "")
    if not (told.isascii() and told.isdigit() and len(told) <= 10):
        return oldest
    return max(oldest, datetime.fromtimestamp(int(told), UTC))

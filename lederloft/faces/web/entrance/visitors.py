"""Who looks at the page, in names: read when the page is drawn, inside its scope."""

from datetime import UTC, datetime, timedelta

from django.db.models import Subquery
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
from lederloft.foundation.tenancy.api import Municipality, scope

# When she last opened her notices in this browser; without it, what is older is no news.
NOTICES_SEEN_COOKIE = "varsler_sett"
_NEWS_FOR = timedelta(days=14)


def make_visitor(request: HttpRequest, acting: Acting | None, municipality: Municipality | None) -> Visitor:
    """The visitor of a request; one query, for every page pays for it. Nobody: an empty one."""
    account = request.user
    if acting is None or municipality is None or not isinstance(account, Account):
        return Visitor()
    with scope(municipality.id):
        names = Person.objects.filter(id=acting.person_id or 0).values("name")
        profile = (
            Profile.objects.annotate(
                visitor=Subquery(names[:1]),
                logo_key=Subquery(logo_key_of_profile()),
                news=Subquery(count_news(acting, since=_last_seen(request))),
            )
            .order_by("id")
            .first()
        )
        if profile is None:  # the municipality hasn't described itself yet
            person = str(names.values_list("name", flat=True).first() or "")
        else:
            person = str(getattr(profile, "visitor", None) or "")
    logo_key = getattr(profile, "logo_key", None)
    contact = None
    if profile is not None and profile.contact_name:
        contact = Contact(profile.contact_name, phone=profile.contact_phone)
    return Visitor(
        person_name=person or gettext("Min konto"),
        municipality_name=profile.name if profile is not None else municipality.slug.capitalize(),
        rooms=rooms_of(acting, municipality.slug),
        places=[Place(m.municipality.slug, m.municipality.public_key) for m in account.open_memberships],
        contact=contact,
        news_count=getattr(profile, "news", None) or 0,
        logo_url=f"{reverse('logo', args=[municipality.slug])}?v={logo_key}" if logo_key else "",
    )


def _last_seen(request: HttpRequest) -> datetime:
    oldest = clock.now() - _NEWS_FOR
    told = request.COOKIES.get(NOTICES_SEEN_COOKIE, "")
    if not (told.isascii() and told.isdigit() and len(told) <= 10):
        return oldest
    return max(oldest, datetime.fromtimestamp(int(told), UTC))

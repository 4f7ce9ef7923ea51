"""Who looks at the page, in names: read when the page is drawn, inside its scope."""

from django.db.models import Subquery
from django.http import HttpRequest
from django.utils.translation import gettext

from lederloft.domain.organisation.api import Person, Profile
from lederloft.faces.web.entrance.rooms import rooms_of
from lederloft.faces.web.kit.chrome import Contact, Place
from lederloft.faces.web.kit.pages import Visitor
from lederloft.foundation.access.api import Account
from lederloft.foundation.acting.api import Acting
from lederloft.foundation.tenancy.api import Municipality, scope


def make_visitor(request: HttpRequest, acting: Acting | None, municipality: Municipality | None) -> Visitor:
    """The visitor of a request; one query, for every page pays for it. Nobody: an empty one."""
    account = request.user
    if acting is None or municipality is None or not isinstance(account, Account):
        return Visitor()
    with scope(municipality.id):
        names = Person.objects.filter(id=acting.person_id or 0).values("name")
        profile = Profile.objects.annotate(visitor=Subquery(names[:1])).order_by("id").first()
        if profile is None:  # the municipality hasn't described itself yet
            person = str(names.values_list("name", flat=True).first() or "")
        else:
            person = str(getattr(profile, "visitor", None) or "")
    contact = None
    if profile is not None and profile.contact_name:
        contact = Contact(profile.contact_name, phone=profile.contact_phone)
    return Visitor(
        person_name=person or gettext("Min konto"),
        municipality_name=profile.name if profile is not None else municipality.slug.capitalize(),
        rooms=rooms_of(acting, municipality.slug),
        places=[Place(m.municipality.slug, m.municipality.public_key) for m in account.open_memberships],
        contact=contact,
    )

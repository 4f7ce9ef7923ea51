"""Small things that every room uses: downloads, drafts, the accessibility statement."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lederloft.domain.organisation.api import get_logo, get_profile
from lederloft.faces.web.entrance.doors import web
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.client_keys import client_key_from
from lederloft.faces.web.kit.drafts import NAME, kept_fields
from lederloft.faces.web.kit.pages import (
    SIGNED_IN,
    ActPage,
    Page,
    never_store,
    read_scope,
    refuse_stale,
    render,
    safe_next,
)
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.documents.api import get_download
from lederloft.foundation.drafts.api import drop_draft, save_draft
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.tenancy.api import get_municipality, scope
from lederloft.foundation.wording import api as wording


class Download(Page):
    """`/nedlasting/<key>`: a document she may open, always as an attachment that no browser runs."""

    roles = SIGNED_IN

    def read(self, **kwargs: object) -> HttpResponse:
        """Raises NotFound for everybody else, also when the key is right."""
        file = get_download(str(kwargs["key"]), acting=self.acting)
        response = HttpResponse(file.content, content_type=file.mime)
        response.headers["Content-Disposition"] = (
            content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
        )
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """`/logo/<municipality>`: for everybody. Pages ask with the document's key, so a new one shows at once.

    Raises UnknownMunicipality, NotFound.
    """
    with scope(get_municipality(slug).id):
        picture = get_logo()
    response = HttpResponse(picture.content, content_type=picture.mime)
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def keeps_draft(address: str) -> bool:
    """Whether a form that keeps drafts stands at the address."""
    try:
        view = resolve(address).func
    except Resolver404:
        return False
    return bool(getattr(getattr(view, "view_class", None), "keeps_draft", False))


@require_POST
def keep_draft(request: HttpRequest) -> HttpResponseBase:
    """`/kladd`: what stands in a form, saved by itself a moment after the last key."""
    visit = web(request)
    if visit.acting is None or visit.acting.municipality_id is None:
        raise NotAllowed
    refuse_stale(request, visit.acting)
    name = request.POST.get(NAME, "")
    if not keeps_draft(name):
        raise NotFound
    is_kept = save_draft(
        name,
        data=kept_fields(request.POST),
        form_key=str(client_key_from(request.POST) or ""),
        acting=visit.acting,
    )
    said = gettext("Utkastet er lagret {at}.").format(at=wording.clock_time(clock.in_oslo(clock.now())))
    return never_store(JsonResponse({"melding": said if is_kept else ""}))


class DropDraft(ActPage):
    """`/kladd/forkast`: the button beside a draft that was fetched."""

    roles = SIGNED_IN

    def act(self, acting: Acting, **kwargs: object) -> str:
        """Forget it, show the form as it was made."""
        drop_draft(self.request.POST.get(NAME, ""), acting=acting)
        messages.success(self.request, gettext("Utkastet er forkastet."))
        return self.back()

    def back(self, **kwargs: object) -> str:
        """The page of the form, which is also the draft's name."""
        return safe_next(self.request, self.request.POST.get(NAME)) or resolve_url("/")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """`/tilgjengelighet`: the municipality's own statement when it has one, until then what we know is missing."""
    acting = web(request).acting
    head = Head(
        gettext("Tilgjengelighet"),
        gettext("Lederløft skal kunne brukes av alle, også uten mus, uten JavaScript og med skjermleser."),
    )
    with read_scope(request):
        profile = get_profile(on=clock.today()) if acting is not None and acting.municipality_id is not None else None
        context = {"head": head, "profile": profile.details if profile else None}
        return render(request, "entrance/accessibility.html", context)

"""The page every room builds on: it reads inside a scope, writes outside one, and refuses in one way.

    class MyHours(Page):
        roles = {Role.LEADER}
        room = "Min utvikling"
        template_name = "my_development/hours.html"

        def read(self, **kwargs):
            return {"head": Head(gettext("Timer")), "hours": participation.get_hours(acting=self.acting)}

``read`` and the template run inside ``scope(municipality)``. ``act`` of a :class:`FormPage` or an :class:`ActPage`
runs outside any scope, calls one use case with the acting it is handed (client key included) and says where to go.
"""

from collections.abc import Mapping, Sequence, Set
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language, gettext
from django.views import View

from lederloft.faces.web.kit.chrome import Chrome, ColourScheme, Contact, Head, Place
from lederloft.faces.web.kit.client_keys import client_key_from, refuse_drawn_elsewhere
from lederloft.faces.web.kit.drafts import DraftShown, take_up
from lederloft.faces.web.kit.table import DOWNLOAD, VIEW_AT, VIEW_OF, Rows, SavedView, Table, TablePage
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.drafts.api import drop_draft, get_draft
from lederloft.foundation.errors.values import N_, DomainError, ErrorKind, NotAllowed
from lederloft.foundation.saved_views.api import list_views
from lederloft.foundation.tenancy.api import Municipality, scope
from lederloft.foundation.wording import api as wording

STATUS_BY_KIND: Mapping[ErrorKind, HTTPStatus] = {
    ErrorKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    ErrorKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.TOO_MUCH: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
TITLE_BY_KIND: Mapping[ErrorKind, str] = {
    ErrorKind.INVALID: N_("Noe må rettes"),
    ErrorKind.NOT_ALLOWED: N_("Du har ikke tilgang hit"),
    ErrorKind.NOT_FOUND: N_("Vi finner ikke siden"),
    ErrorKind.CONFLICT: N_("Noe er endret i mellomtiden"),
    ErrorKind.TOO_MUCH: N_("Det ble for mye på en gang"),
    ErrorKind.UNAVAILABLE: N_("Løsningen svarer ikke akkurat nå"),
}
_MENDABLE = {ErrorKind.INVALID, ErrorKind.CONFLICT, ErrorKind.TOO_MUCH}

SIGNED_IN: frozenset[Role] = frozenset()
"""``roles = SIGNED_IN``: everybody who is signed in and belongs to the municipality, whatever her roles."""


class FormExpired(DomainError):
    """The hidden client key is missing or spoiled."""

    code = "kit.form_expired"
    message = N_("Skjemaet er for gammelt. Last siden på nytt og prøv igjen.")


@dataclass(frozen=True)
class Visitor:
    """Who looks at the page and where, for the bars around it. The entrance makes it, lazily."""

    person_name: str = ""
    municipality_name: str = ""
    rooms: Sequence[Place] = ()
    places: Sequence[Place] = ()  # the municipalities she can switch to
    contact: Contact | None = None
    news_count: int = 0
    logo_url: str = ""


class WebRequest(HttpRequest):
    """What the entrance's middleware adds to every request. Never made, only cast to."""

    acting: Acting | None
    municipality: Municipality | None
    member: Any
    reading: ExitStack
    visitor: Visitor
    shown: Any
    colour_scheme: ColourScheme
    two_step_missing: bool


class SeeOther(HttpResponseRedirect):
    """After a write: look there now, with GET."""

    status_code = HTTPStatus.SEE_OTHER


def never_store(response: HttpResponseBase) -> HttpResponseBase:
    """No copy in any cache between us and her, nor in the browser's history."""
    response.headers["Cache-Control"] = "no-store"
    return response


def safe_next(request: HttpRequest, given: str | None) -> str:
    """The address to go on to when it is a path on this site, else an empty string."""
    path = given or ""
    if len(path) > 2000 or not path.startswith("/") or any(c < " " or c in "\\\x7f" for c in path):
        return ""
    if path.startswith("//") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return ""
    return path


def to_sign_in(request: HttpRequest, *, is_form: bool = False) -> HttpResponseBase:
    """Send her to the one door, and back here afterwards. A fragment asks the browser to move the whole page.

    From a form that was sent too late too (``is_form``): the page shows it again, with the draft of what she wrote.
    """
    path = request.get_full_path() if is_form or request.method in {"GET", "HEAD"} else ""
    url = reverse("account_login")
    if safe_next(request, path):
        url = f"{url}?{urlencode({'next': path})}"
    if request.headers.get("HX-Request") == "true":
        return never_store(HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": url}))
    return never_store(HttpResponseRedirect(url))


def make_chrome(request: HttpRequest, *, room: str = "", places: Sequence[Place] = ()) -> Chrome:
    """The bars and the footer for this visitor."""
    web = cast("WebRequest", request)
    visitor = getattr(web, "visitor", None) or Visitor()
    return Chrome(
        municipality_name=visitor.municipality_name,
        room=room,
        rooms=visitor.rooms,
        places=places,
        person_name=visitor.person_name,
        news_count=visitor.news_count,
        logo_url=visitor.logo_url,
        contact=visitor.contact,
        language=str(wording.Language.of(get_language()).value),
        colour_scheme=getattr(web, "colour_scheme", "auto"),
        path=request.path,
        is_signed_in=getattr(web, "acting", None) is not None,
    )


def render(
    request: HttpRequest,
    template_name: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
    room: str = "",
    places: Sequence[Place] = (),
) -> HttpResponse:
    """A page with its bars. Names of people and units are read here, so call it where reading is allowed."""
    full = {"chrome": make_chrome(request, room=room, places=places), **context}
    response = HttpResponse(render_to_string(template_name, full, request), status=status)
    never_store(response)
    return response


def room_she_came_from(request: HttpRequest) -> tuple[str, Sequence[Place]]:
    """The bar of a page that is in no room: of the room whose page led here if it is hers, else of her first."""
    visitor: Visitor | None = getattr(request, "visitor", None)
    rooms = visitor.rooms if visitor else ()
    if not rooms:
        return "", ()
    try:
        before = urlsplit(request.headers.get("Referer", "")).path
    except ValueError:  # brackets that don't match
        before = ""
    room = next((room for room in rooms if f"{before}/".startswith(f"{room.url}/")), rooms[0])
    view = getattr(resolve(room.url).func, "view_class", None)
    if view is None or not issubclass(view, Page):
        return room.label, ()
    page = view()
    page.setup(request)
    return room.label, [replace(place, is_current=False) for place in page.places()]


def read_scope(request: HttpRequest) -> AbstractContextManager[None]:
    """The scope of the visitor's municipality; nothing for somebody who is in none."""
    acting: Acting | None = getattr(request, "acting", None)
    if acting is None or acting.municipality_id is None:
        return nullcontext()
    return scope(acting.municipality_id)


def refuse(request: HttpRequest, error: DomainError, *, back: str = "") -> HttpResponseBase:
    """The one way a refusal becomes a page: status, what is wrong, the remedy, a way back."""
    status = STATUS_BY_KIND[error.kind]
    if getattr(error, "status", None) is not None:
        status = HTTPStatus(int(getattr(error, "status")))  # noqa: B009 — a limit on rate answers 429
    head = Head(title=gettext(TITLE_BY_KIND[error.kind]), lead=wording.sentence_for(error))
    with read_scope(request):
        response = render(request, "kit/errors/refused.html", {"head": head, "back": back}, status=status)
    if error.kind == ErrorKind.UNAVAILABLE:
        response.headers["Retry-After"] = "10"
    return response


def refuse_stale(request: HttpRequest, acting: Acting) -> None:
    """A form drawn in one municipality isn't taken in another. Raises DrawnElsewhere."""
    places = [member.municipality_id for member in getattr(request.user, "open_memberships", ())]
    if request.method == "POST" and len(places) > 1:
        refuse_drawn_elsewhere(request.POST, acting.municipality_id, places)


class Page(View):
    """A page for some roles. GET reads; a write needs :class:`FormPage` or :class:`ActPage`."""

    http_method_names = ["get", "head", "options"]
    roles: ClassVar[Set[Role]]
    room: ClassVar[str] = ""
    template_name: ClassVar[str] = ""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        if getattr(cls, "roles", None) is None:
            raise ImproperlyConfigured(f"{cls.__qualname__} must say which roles it is for")
        return super().as_view(**initkwargs)

    @property
    def acting(self) -> Acting:
        """The one who looks or acts; never None here."""
        acting = cast("WebRequest", self.request).acting
        if acting is None:
            raise NotAllowed
        return acting

    @property
    def municipality(self) -> Municipality:
        """The municipality she is in."""
        municipality = cast("WebRequest", self.request).municipality
        if municipality is None:
            raise NotAllowed
        return municipality

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only those it is for."""
        acting: Acting | None = getattr(request, "acting", None)
        if acting is None:
            if request.user.is_authenticated:
                return refuse(request, NotAllowed())
            return to_sign_in(request, is_form=isinstance(self, FormPage))
        if self.roles and not acting.has(*self.roles):
            return refuse(request, NotAllowed())
        refuse_stale(request, acting)
        return never_store(super().dispatch(request, *args, **kwargs))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read and render in one scope."""
        with self.scope():
            return self._rendered(self.read(**kwargs))

    def scope(self) -> AbstractContextManager[None]:
        """The reading scope of her municipality."""
        return read_scope(self.request)

    def read(self, **kwargs: Any) -> Mapping[str, object] | HttpResponse:
        """The template's context, ``head`` at least; or a whole response (a download). Runs inside the scope."""
        raise NotImplementedError

    def places(self) -> Sequence[Place]:
        """The room's places in the bar."""
        return ()

    def listed(self, table: Table, *, rows: Rows, counts: Mapping[str, int] | None = None) -> TablePage:
        """The table as the address asks for it, with the views of it that she has kept. In the scope; one query."""
        views = list_views(table.name, acting=self.acting) if DOWNLOAD not in self.request.GET else []
        return table.page(
            self.request.GET,
            rows=rows,
            counts=counts,
            path=self.request.path,
            views=[SavedView(view.label, view.query) for view in views],
            save_view_url=f"{reverse('saved_views')}?{urlencode({VIEW_OF: table.name, VIEW_AT: self.request.path})}",
        )

    def _rendered(
        self, context: Mapping[str, object] | HttpResponse, *, status: int = HTTPStatus.OK, **more: object
    ) -> HttpResponse:
        if isinstance(context, HttpResponse):
            return context
        room, places = (gettext(self.room), self.places()) if self.room else room_she_came_from(self.request)
        return render(self.request, self.template_name, {**context, **more}, status=status, room=room, places=places)


class FormPage(Page):
    """A page with a form. A refusal that can be mended comes back in the form, all input kept.

    With ``keeps_draft`` what is written is there again when she comes back, until it is sent or given up.
    """

    http_method_names = ["get", "head", "post", "options"]
    form_class: ClassVar[type[BaseForm]]
    keeps_draft: ClassVar[bool] = False
    # A refusal's field → the form's own, where it bears another name.
    field_names: ClassVar[Mapping[str, str]] = {}

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """What the form is made with besides the data: ``initial``, choices. Runs inside the scope."""
        return {}

    def make_form(self, *data: Any, **kwargs: Any) -> BaseForm:
        """The form, empty or filled."""
        return self.form_class(*data, **self.form_options(**kwargs))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Call one use case; return the address to go on to. Runs outside any scope."""
        raise NotImplementedError

    def field_of(self, error: DomainError, form: BaseForm) -> str | None:
        """The form's field that a refusal is about; None for the form as such. A text's refusal bears its label."""
        own = self.field_names.get(error.field or "")
        if own in form.fields:
            return own
        if "label" in error.values:
            label = gettext(str(error.values["label"]))
            return next((name for name, field in form.fields.items() if str(field.label) == label), None)
        return error.field if error.field in form.fields else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form, empty or as she left it."""
        with self.scope():
            form = self.make_form(**kwargs)
            draft = self._draft()
            kept = get_draft(draft.name, acting=self.acting) if draft else None
            if draft and kept:
                take_up(form, kept.data)
                draft = replace(draft, saved_at=kept.saved_at)
            return self._rendered(self.read(**kwargs), form=form, draft=draft)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check in a scope, act outside it, then go on or show what must be mended."""
        with self.scope():
            form = self.make_form(request.POST, request.FILES, **kwargs)
            if not form.is_valid():
                return self._again(form, HTTPStatus.UNPROCESSABLE_ENTITY, **kwargs)
        key = form.cleaned_data.get("client_key")
        acting = replace(self.acting, client_key=str(key) if key else None)
        try:
            answer = self.act(form, acting, **kwargs)
        except DomainError as error:
            if error.kind not in _MENDABLE:
                raise
            with self.scope():
                field = self.field_of(error, form)
                form.add_error(field, wording.sentence_for(error))
                return self._again(form, getattr(error, "status", STATUS_BY_KIND[error.kind]), **kwargs)
        if draft := self._draft():
            drop_draft(draft.name, acting=self.acting)
        return answer if isinstance(answer, HttpResponseBase) else SeeOther(answer)

    def _draft(self) -> DraftShown | None:
        """By the page's address."""
        return DraftShown(self.request.path) if self.keeps_draft else None

    def _again(self, form: BaseForm, status: int, **kwargs: Any) -> HttpResponse:
        return self._rendered(self.read(**kwargs), status=status, form=form, draft=self._draft())


class ActPage(Page):
    """A button: POST only, with the client key of the page it stands on. A refusal becomes a page with a way back."""

    http_method_names = ["post", "options"]

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Call one use case; return the address to go on to. Runs outside any scope."""
        raise NotImplementedError

    def back(self, **kwargs: Any) -> str:
        """Where the button stands."""
        return resolve_url("/")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Act, then go on."""
        key = client_key_from(request.POST)
        try:
            if key is None:
                raise FormExpired
            answer = self.act(replace(self.acting, client_key=str(key)), **kwargs)
        except DomainError as error:
            return refuse(request, error, back=self.back(**kwargs))
        return answer if isinstance(answer, HttpResponseBase) else SeeOther(answer)

"""Pages for those who aren't inside yet, or who look after their own account: no municipality, no roles."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, ClassVar, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.forms import KitForm
from lederloft.faces.web.kit.pages import (
    STATUS_BY_KIND,
    SeeOther,
    WebRequest,
    never_store,
    read_scope,
    render,
    to_sign_in,
)
from lederloft.foundation.access.api import Account
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import DomainError, ErrorKind
from lederloft.foundation.trail.api import Via
from lederloft.foundation.wording import api as wording

NOBODY = Acting(None, None, None, (), Via.SESSION)


def own_acting(account: Account, *, client_key: object = None) -> Acting:
    """Acts on one's own account: they belong to no municipality."""
    return Acting(account.id, None, None, (), Via.SESSION, client_key=str(client_key) if client_key else None)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class Door(View):
    """A page with one form. Refusals that belong to the form come back in it; others become a page."""

    http_method_names = ["get", "head", "post", "options"]
    form_class: ClassVar[type[KitForm]]
    template_name: ClassVar[str]
    for_signed_in: ClassVar[bool] = False

    def head(self, **kwargs: Any) -> Head:
        """Title and lead."""
        raise NotImplementedError

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """What the template needs besides ``head`` and ``form``."""
        return {}

    def make_form(self, *data: Any, **kwargs: Any) -> KitForm:
        """The form, empty or filled."""
        return self.form_class(*data)

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Do it; return where to go on, or a response."""
        raise NotImplementedError

    @property
    def account(self) -> Account:
        """The one whose session this is; only where ``for_signed_in``."""
        return cast("Account", self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """No copy anywhere, and no address of this page to anybody: it may hold a secret."""
        if self.for_signed_in and not isinstance(request.user, Account):
            return to_sign_in(request)
        # ``head`` is the page's header here, so what Django does by itself is said aloud: a HEAD is read like a GET.
        answer = self.get if request.method == "HEAD" else super().dispatch
        response = never_store(answer(request, *args, **kwargs))
        response.headers["Referrer-Policy"] = "no-referrer" if kwargs else "same-origin"
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The empty form."""
        return self.show(self.make_form(**kwargs), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check, act, go on; or show what must be mended."""
        form = self.make_form(request.POST, **kwargs)
        if not form.is_valid():
            return self.show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY, **kwargs)
        try:
            answer = self.act(form, **kwargs)
        except DomainError as error:
            if error.kind not in {ErrorKind.INVALID, ErrorKind.TOO_MUCH}:
                raise
            form.add_error(error.field if error.field in form.fields else None, wording.sentence_for(error))
            return self.show(form, status=getattr(error, "status", STATUS_BY_KIND[error.kind]), **kwargs)
        return answer if isinstance(answer, HttpResponseBase) else SeeOther(answer)

    def show(self, form: KitForm, *, status: int = HTTPStatus.OK, **kwargs: Any) -> HttpResponseBase:
        """The page."""
        context = {"head": self.head(**kwargs), "form": form, **self.context(**kwargs)}
        with read_scope(self.request):
            return render(self.request, self.template_name, context, status=status)


def web(request: HttpRequest) -> WebRequest:
    """The request with what the middleware added."""
    return cast("WebRequest", request)


def account_acting(acting: Acting) -> Acting:
    """The same person, on her own account."""
    return replace(acting, municipality_id=None, person_id=None, grants=())

"""`/oppsett`: the guide that makes an empty installation ready, behind a link that whoever runs the server prints.

Steps one and two are kept aside in the browser's session until the third, which makes the whole municipality in one
act; from there on every step is an act of its own. Nothing is half-written, and what is made is found again with a new
link, and only who used the last one holds the key. Of two who set up at once one makes the municipality, and the
other is told.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from http import HTTPStatus
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.organisation.api import MunicipalityMade
from lederloft.faces.web.entrance import set_up_forms as forms
from lederloft.faces.web.entrance.doors import Door
from lederloft.faces.web.entrance.set_up_steps import SESSION_KEY, STEPS, Progress, Step
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.client_keys import is_drawn_in
from lederloft.faces.web.kit.forms import KitForm
from lederloft.faces.web.kit.pages import SeeOther, make_chrome, never_store, refuse, render
from lederloft.foundation.access import api as access
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import N_, DomainError, ErrorKind, NotFound
from lederloft.foundation.tenancy.api import Municipality, scope


class MunicipalityMissing(DomainError):
    """The step needs a municipality, and somebody else has begun anew."""

    code = "entrance.municipality_missing"
    message = N_("Kommunen er ikke opprettet ennå. Begynn med det første steget.")
    kind = ErrorKind.CONFLICT


class SetUpPage(Door):
    """A page of the guide: no municipality, no search, the name of the installation in the bar."""

    progress: Progress
    form_class: ClassVar[type[KitForm]] = forms.ButtonForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Gone for good when somebody has come in."""
        self.progress = Progress(request)
        if not self.progress.set_up.is_open:
            raise NotFound
        if not self.may_enter():
            return never_store(SeeOther(reverse("set_up")))
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self) -> bool:
        """The first page and the link itself are for everybody."""
        return True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What somebody else did in the meantime is told in the form too."""
        try:
            return super().post(request, *args, **kwargs)
        except MunicipalityMade as error:
            return refuse(request, error, back=request.path)
        except DomainError as error:
            if error.kind != ErrorKind.CONFLICT:
                raise
            form = self.make_form(request.POST, **kwargs)
            form.full_clean()
            form.refuse(error)
            return self.show(form, status=HTTPStatus.CONFLICT, **kwargs)

    def show(self, form: KitForm, *, status: int = HTTPStatus.OK, **kwargs: Any) -> HttpResponseBase:
        """The page in bars of its own, read and drawn in the municipality: the form's key tells where that was."""
        made = self.progress.municipality
        with scope(made.id) if made is not None else nullcontext():
            profile = self.progress.profile
            owner = profile.details.name if profile is not None else gettext("Ny installasjon")
            bars = make_chrome(self.request)
            chrome = replace(bars, municipality_name=owner, home_url=reverse("set_up"), sign_in_url="")
            context = {"chrome": chrome, "head": self.head(**kwargs), "form": form, **self.context(**kwargs)}
            return render(self.request, self.template_name, context, status=status)


class Start(SetUpPage):
    """`/oppsett`: on to the right step, or how to get a link."""

    http_method_names = ["get", "head", "options"]
    template_name = "entrance/set_up_start.html"

    def head(self, **kwargs: Any) -> Head:
        """What is missing."""
        return Head(
            gettext("Sett opp Lederløft"),
            gettext("Ingen kommune er satt opp her ennå. Du trenger en lenke for å begynne."),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Where she left it."""
        if self.progress.has_key:
            return SeeOther(self.progress.next_step().url)
        return super().get(request, *args, **kwargs)


class Link(SetUpPage):
    """The page behind the link: what will be asked for. The press uses the link up."""

    template_name = "entrance/set_up_link.html"

    def head(self, **kwargs: Any) -> Head:
        """What it takes."""
        return Head(
            gettext("Sett opp Lederløft"),
            gettext("Seks korte steg, rundt 15 minutter. Alt lagres for hvert steg, og alt kan endres siden."),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Looking uses nothing up."""
        access.check_set_up_token(kwargs["token"])
        return super().get(request, *args, **kwargs)

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """The steps ahead."""
        return {"steps": [gettext(step.name) for step in STEPS]}

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """This browser holds the key from now on, and no other."""
        number = access.use_set_up_token(kwargs["token"], press=str(form.cleaned_data["client_key"]))
        self.request.session.cycle_key()
        self.request.session[SESSION_KEY] = number
        return self.progress.next_step().url


class StepPage(SetUpPage):
    """One step: the list at the left, the form at the right."""

    template_name: ClassVar[str] = "entrance/set_up_step.html"
    slug: ClassVar[str]
    question: ClassVar[str]
    makes: ClassVar[bool] = False

    def may_enter(self) -> bool:
        """Only with the key of the link, and in order."""
        return self.progress.has_key and self.progress.may_reach(self.slug)

    @property
    def is_drawn_here(self) -> bool:
        """Whether the form was drawn when the municipality was there; before it, the same fields meant another act."""
        made = self.progress.municipality
        return made is not None and is_drawn_in(self.request.POST, made.id)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only the step that makes the municipality takes a form from before it: the same press twice is one act."""
        if self.progress.municipality is not None and not (self.makes or self.is_drawn_here):
            return refuse(request, MunicipalityMade(), back=request.path)
        return super().post(request, *args, **kwargs)

    def head(self, **kwargs: Any) -> Head:
        """The same on every step."""
        return Head(
            gettext("Sett opp Lederløft"),
            gettext("Seks korte steg, rundt 15 minutter. Alt lagres for hvert steg, og alt kan endres siden."),
        )

    @property
    def number(self) -> int:
        """Its place, from 1."""
        return next(place for place, step in enumerate(STEPS, start=1) if step.slug == self.slug)

    @property
    def next(self) -> Step | None:
        """The one after."""
        return STEPS[self.number] if self.number < len(STEPS) else None

    @property
    def onward(self) -> str:
        """Where the form leads."""
        return self.next.url if self.next is not None else reverse("set_up_done")

    def button(self) -> str:
        """What the press does."""
        return gettext(self.next.onward) if self.next is not None else gettext("Send invitasjonene")

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """The list and the question."""
        return {
            "steps": self.progress.lines(self.slug),
            "question": gettext(self.question),
            "button": self.button(),
            "number": self.number,
            "count": len(STEPS),
            "step": self.slug,
            "onward": self.onward,
        }

    @property
    def municipality(self) -> Municipality:
        """The one in the making. Raises MunicipalityMissing."""
        if self.progress.municipality is None:
            raise MunicipalityMissing
        return self.progress.municipality

    def acting(self, form: KitForm) -> Acting:
        """The installation, with the form's key."""
        return replace(self.progress.acting, client_key=str(form.cleaned_data["client_key"]))

"""The six steps of the set-up guide and its last page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.api import (
    LevelModel,
    LevelName,
    MunicipalityMade,
    NewPerson,
    ProfileDetails,
    TitleKind,
)
from lederloft.faces.web.entrance import set_up_forms as forms
from lederloft.faces.web.entrance import set_up_steps as steps
from lederloft.faces.web.entrance.set_up import MunicipalityMissing, StepPage
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.forms import KitForm
from lederloft.faces.web.kit.roles import role_name
from lederloft.foundation.access import api as access
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_, NotFound
from lederloft.foundation.outbox import api as outbox
from lederloft.foundation.outbox.api import MailState
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.wording import api as wording

LEVELS = {
    LevelModel.TWO: (N_("Kommunalsjef"), N_("Virksomhetsleder")),
    LevelModel.THREE: (N_("Direktør"), N_("Virksomhetsleder"), N_("Avdelingsleder")),
}


class MunicipalityStep(StepPage):
    """Which municipality."""

    slug = "kommunen"
    question = N_("Hvilken kommune er dere?")

    def make_form(self, *data: Any, **kwargs: Any) -> KitForm:
        """With what is known."""
        profile = self.progress.profile
        if profile is not None:
            known = {name: str(value) for name, value in vars(profile.details).items()}
            return forms.MunicipalityForm(*data, initial=known, fixed_model=profile.details.level_model)
        return forms.MunicipalityForm(*data, initial=self.progress.told.get("details") or {"language_form": "nb"})

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """The levels are told when they can't be chosen any more."""
        profile = self.progress.profile
        model = gettext(profile.details.level_model.msgid) if profile is not None else ""
        return {**super().context(**kwargs), "fixed_model": model}

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Keep it aside, or change what is made."""
        assert isinstance(form, forms.MunicipalityForm)  # noqa: S101 — made above
        profile, details = self.progress.profile, form.details
        if profile is None:
            self.progress.tell(details={name: str(value) for name, value in vars(details).items()})
            return self.onward
        kept = profile.details
        details = replace(
            details,
            contact_name=kept.contact_name,
            contact_phone=kept.contact_phone,
            contact_email=kept.contact_email,
            accessibility_url=kept.accessibility_url,
        )
        organisation.change_profile(details, acting=self.acting(form))
        return self.onward


class TitlesStep(StepPage):
    """The municipality's own words."""

    slug = "titler"
    question = N_("Hva heter det hos dere?")

    def make_form(self, *data: Any, **kwargs: Any) -> KitForm:
        """With what is known, else what most use."""
        known: dict[str, Any] = {"top_leader": gettext("Kommunedirektør"), "begins_on": clock.today()}
        municipality = self.progress.municipality
        if municipality is not None:
            with scope(municipality.id):
                spans = {kind: organisation.list_titles(kind) for kind in TitleKind}
            known |= {kind.value: spans[kind][-1].value for kind in TitleKind if spans[kind]}
            first = spans[TitleKind.TOP_LEADER][-1:]
            known["begins_on"] = first[0].valid_from if first else clock.today()
        elif "titles" in self.progress.told:
            told = self.progress.told["titles"]
            known |= {**told, "begins_on": date.fromisoformat(told["begins_on"])}
        return forms.TitlesForm(*data, initial=known)

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Keep them aside, or set them anew."""
        told = form.cleaned_data
        if self.progress.municipality is None:
            self.progress.tell(
                titles={
                    "top_leader": told["top_leader"],
                    "development_office": told["development_office"],
                    "begins_on": told["begins_on"].isoformat(),
                }
            )
            return self.onward
        titles = {kind: told[kind.value] for kind in TitleKind}
        organisation.set_titles(titles, on=told["begins_on"], acting=self.acting(form))
        return self.onward


class AdministratorStep(StepPage):
    """Who manages accounts. This is the act that makes the municipality."""

    slug = "administrator"
    makes = True
    question = N_("Hvem skal styre kontoene?")
    form_class = forms.AdministratorForm

    def button(self) -> str:
        """What the press does."""
        if self.progress.municipality is None:
            return gettext("Opprett kommunen og inviter")
        return gettext("Inviter en administrator til")

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """The invitations, with the link each: mail may not work yet."""
        invited = [(one, self._address(one)) for one in self.progress.administrators]
        return {**super().context(**kwargs), "invited": invited, "is_second": bool(invited)}

    def _address(self, one: access.InvitationHere) -> str:
        mail = access.get_invited_mail(one.invitation_id)
        return self.request.build_absolute_uri(mail.path) if mail is not None else ""

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Make all of it, or invite one more."""
        told = form.cleaned_data
        if self.is_drawn_here:
            people = (NewPerson(told["email"], told["name"]),)
            organisation.invite_people(people, role=Role.IT, acting=self.acting(form))
            return self.request.path
        kept = self.progress.told
        if not kept.keys() >= {"details", "titles"}:
            raise MunicipalityMissing if self.progress.municipality is None else MunicipalityMade
        details = {**kept["details"]}
        model = LevelModel(details.pop("level_model"))
        form_of_language = organisation.LanguageForm(details.pop("language_form"))
        titles = {kind: kept["titles"][kind.value] for kind in TitleKind}
        names = level_names(titles[TitleKind.TOP_LEADER], model)
        organisation.create_municipality(
            steps.slug_for(details["name"], number=details["number"]),
            details=ProfileDetails(**details, level_model=model, language_form=form_of_language),
            titles=titles,
            levels=[LevelName(rank, name) for rank, name in enumerate(names, start=1)],
            begins_on=date.fromisoformat(kept["titles"]["begins_on"]),
            administrator_email=told["email"],
            administrator_name=told["name"],
            is_first=True,
            acting=replace(self.acting(form), municipality_id=None),
        )
        messages.success(self.request, gettext("{name} er opprettet.").format(name=details["name"]))
        return self.request.path


class MailStep(StepPage):
    """Does mail get out?"""

    slug = "e-post"
    question = N_("Kommer e-posten fram?")

    def button(self) -> str:
        """What the press does."""
        return gettext("Send en prøve")

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """Where the last trial stands, and the server it goes by."""
        mail = self.progress.trial
        to = self.progress.administrators
        return {
            **super().context(**kwargs),
            "mail": mail,
            "mail_status": mail_status(mail.state) if mail is not None else "",
            "mail_word": mail_word(mail.state) if mail is not None else "",
            "to": to[0].email if to else "",
            "is_second": mail is not None,
            "here": self.request.path,
        }

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Send one to the first administrator."""
        to = self.progress.administrators
        if not to:
            return reverse("set_up_step", args=["administrator"])
        outbox.try_mail(to[0].invitation_id, acting=self.acting(form))
        return self.request.path


class LogoStep(StepPage):
    """The logo, and who answers questions."""

    slug = "logo"
    question = N_("Hvordan kjenner folk dere igjen?")

    def make_form(self, *data: Any, **kwargs: Any) -> KitForm:
        """With what is known."""
        profile = self.progress.profile
        names = ("contact_name", "contact_phone", "contact_email")
        known = {name: getattr(profile.details, name) for name in names} if profile is not None else {}
        if data:
            return forms.LogoForm(data[0], self.request.FILES, initial=known)
        return forms.LogoForm(initial=known)

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """Whether there is a logo already."""
        return {**super().context(**kwargs), "has_logo": self.progress.has_logo, "has_file": True}

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Both in one act."""
        told, profile = form.cleaned_data, self.progress.profile
        if profile is None:
            raise MunicipalityMissing
        names = ("contact_name", "contact_phone", "contact_email")
        organisation.present_municipality(
            replace(profile.details, **{name: told[name] for name in names}),
            logo=told["logo"] or None,
            acting=self.acting(form),
        )
        return self.onward


class InviteStep(StepPage):
    """Who else."""

    slug = "inviter"
    question = N_("Hvem flere skal inn?")
    form_class = forms.InvitePeopleForm

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """Those who are invited."""
        invited = [(one, role_name(Role(one.role))) for one in self.progress.invitations]
        done = {"done_url": reverse("set_up_done"), "is_second": self.progress.is_done(self.slug)}
        return {**super().context(**kwargs), "people": invited, **done}

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """All or none."""
        told = form.cleaned_data
        invited = organisation.invite_people(told["people"], role=Role(told["role"]), acting=self.acting(form))
        count = len(invited)
        words = ngettext("Én invitasjon er på vei.", "{count} invitasjoner er på vei.", count)
        messages.success(self.request, words.format(count=wording.capitalised(wording.number_word(count))))
        return self.request.path


class Done(StepPage):
    """What is set up, and the way in."""

    http_method_names = ["get", "head", "options"]
    slug = "inviter"
    question = N_("Ferdig")
    template_name = "entrance/set_up_done.html"

    def head(self, **kwargs: Any) -> Head:
        """The way on."""
        profile = self.progress.profile
        name = profile.details.name if profile is not None else ""
        return Head(
            gettext("{name} er klar").format(name=name),
            gettext("Logg inn som administrator. Da stenger oppsettet, og resten gjør du i Drift."),
        )

    def context(self, **kwargs: Any) -> Mapping[str, object]:
        """The steps with how they went, and the administrator's own link."""
        admin = next(iter(self.progress.administrators), None)
        mail = access.get_invited_mail(admin.invitation_id) if admin is not None else None
        return {
            **super().context(**kwargs),
            "lines": [line for line in self.progress.lines("") if line.url],
            "admin": admin,
            "path": mail.path if mail is not None else "",
        }


class WithdrawAdministrator(StepPage):
    """A wrong address: the link no longer works."""

    http_method_names = ["post", "options"]
    slug = "administrator"
    question = N_("Hvem skal styre kontoene?")

    def act(self, form: KitForm, **kwargs: Any) -> str | HttpResponseBase:
        """Withdraw it."""
        access.withdraw_invitation(kwargs["key"], acting=self.acting(form))
        messages.success(self.request, gettext("Invitasjonen er trukket tilbake. Lenken virker ikke lenger."))
        return reverse("set_up_step", args=["administrator"])


_STEP_VIEWS = {
    view.slug: view.as_view()
    for view in (MunicipalityStep, TitlesStep, AdministratorStep, MailStep, LogoStep, InviteStep)
}


def step(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`/oppsett/<steg>`."""
    view = _STEP_VIEWS.get(slug)
    if view is None:
        raise NotFound
    response: HttpResponseBase = view(request)
    return response


def level_names(top: str, model: LevelModel) -> tuple[str, ...]:
    """The leader levels of the model, the top one by the municipality's own title, all different."""
    below = [gettext(name) for name in LEVELS[model]]
    taken = {top.casefold()}
    numbered = gettext("Ledernivå {number}")
    return (
        top,
        *(name if name.casefold() not in taken else numbered.format(number=n + 2) for n, name in enumerate(below)),
    )


def mail_status(state: MailState) -> str:
    """The kit's shape for where a mail stands."""
    return {MailState.SENT: "done", MailState.DEAD: "failed", MailState.DROPPED: "stopped"}.get(state, "coming")


def mail_word(state: MailState) -> str:
    """Where a mail stands, in words."""
    return wording.capitalised(gettext(state.msgid))

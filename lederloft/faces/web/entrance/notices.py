"""Oneself: what has been sent, how one wants to hear, and where the rest of one's own lies."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.entrance.notice_subjects import subjects_of
from lederloft.faces.web.entrance.visitors import NOTICES_SEEN_COOKIE
from lederloft.faces.web.kit.chrome import Action, Crumb, Head
from lederloft.faces.web.kit.forms import WriteForm
from lederloft.faces.web.kit.pages import SIGNED_IN, FormPage, Page
from lederloft.faces.web.kit.roles import role_name
from lederloft.foundation.access import api as access
from lederloft.foundation.access.api import Account
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_
from lederloft.foundation.outbox import api as outbox
from lederloft.foundation.outbox.api import Choice, How, MailState
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module

_MOST = 50

KINDS: Mapping[str, str] = {
    calendars.INVITED: N_("Invitasjon til en samling"),
    calendars.MOVED: N_("En samling er flyttet"),
    calendars.CHANGED: N_("En samling er endret"),
    calendars.CANCELLED: N_("En samling er avlyst"),
    calendars.WITHDRAWN: N_("En samling er tatt ut av kalenderen din"),
    deliver_a_module.SEAT_RESERVED: N_("Du har fått plass"),
    deliver_a_module.PLACE_IN_QUEUE_TAKEN: N_("Du står i kø"),
    deliver_a_module.MOVED_UP: N_("Du rykket opp fra køen"),
    deliver_a_module.SEAT_GIVEN_UP: N_("Du har gitt fra deg plassen"),
    deliver_a_module.EDITION_CANCELLED: N_("Et tilbud er avlyst"),
    "access.new_password": N_("Lenke til nytt passord"),
    outbox.TRIAL: N_("Prøve på at e-posten virker"),
    outbox.DIGEST: N_("Dagens oppsummering"),
}
OTHER_KIND = N_("En melding")

WHERE: Mapping[MailState, tuple[str, str]] = {
    MailState.QUEUED: ("coming", N_("På vei")),
    MailState.SENDING: ("coming", N_("På vei")),
    MailState.HELD: ("coming", N_("Kommer i dagens oppsummering")),
    MailState.SENT: ("done", N_("Sendt på e-post")),
    MailState.DEAD: ("failed", N_("Kom ikke fram")),
}

HOW: Mapping[How, Any] = {
    How.NOW: _("E-post med en gang"),
    How.DAILY: _("Én e-post om dagen, når noe er nytt"),
    How.CALENDAR: _("Bare det som skal i kalenderen"),
}


class Notices(Page):
    """`/varsler`: the latest to her, about what and when. The text is in her mail and stored nowhere else."""

    roles = SIGNED_IN
    template_name = "entrance/notices.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """From now on they are no news in this browser."""
        response = super().get(request, *args, **kwargs)
        response.set_cookie(
            NOTICES_SEEN_COOKIE,
            str(int(clock.now().timestamp())),
            max_age=timedelta(days=365),
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
        return response

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """The newest first; the lead says so when one could not be delivered."""
        mails = outbox.list_own_mails(acting=self.acting, limit=_MOST)
        unreached = sum(one.state == MailState.DEAD for one in mails)
        if unreached:
            words = ngettext("Ett varsel kom ikke fram.", "{count} varsler kom ikke fram.", unreached)
            lead = words.format(count=wording.capitalised(wording.number_word(unreached)))
            lead = f"{lead} {gettext('Spør den som styrer kontoene om adressen din er riktig.')}"
        elif mails:
            lead = gettext("Det siste ble laget {at}.").format(at=wording.moment(clock.in_oslo(mails[0].created_at)))
        else:
            lead = gettext("Du har ikke fått noen varsler den siste måneden.")
        action = Action(gettext("Velg hvordan du får varsler"), reverse("notice_choices"), quiet=True)
        subjects = subjects_of(mails, acting=self.acting)
        rows = [
            (gettext(KINDS.get(one.kind, OTHER_KIND)), subject, one, *_where(one.state))
            for one, subject in zip(mails, subjects, strict=True)
        ]
        return {"head": Head(gettext("Varsler"), lead, action=action), "rows": rows, "is_all": len(mails) < _MOST}


def _where(state: MailState) -> tuple[str, str]:
    shape, words = WHERE[state]
    return shape, gettext(words)


class NoticeChoicesForm(WriteForm):
    """One question per group of messages."""

    act = _("lagre valgene")

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in choices:
            self.fields[choice.group] = forms.ChoiceField(
                label=gettext(choice.title),
                choices=[(how.value, words) for how, words in HOW.items()],
                initial=choice.how.value,
                widget=forms.RadioSelect,
                error_messages={"required": _("Velg ett av svarene."), "invalid_choice": _("Velg ett av svarene.")},
            )
        self.groups = [choice.group for choice in choices]


class NoticeChoices(FormPage):
    """`/meg/varsler`."""

    roles = SIGNED_IN
    template_name = "entrance/notice_choices.html"
    form_class = NoticeChoicesForm

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """What she has chosen so far."""
        return {"choices": outbox.list_notification_choices(acting=self.acting)}

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """Title and lead."""
        title = gettext("Hvordan vil du ha varsler?")
        lead = gettext("Valgene gjelder bare deg. Nytt passord og invitasjoner kommer alltid med en gang.")
        return {"head": Head(title, lead, crumbs=(Crumb(gettext("Meg"), reverse("me")), Crumb(gettext("Varsler"))))}

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """All or none."""
        groups = cast("NoticeChoicesForm", form).groups
        chosen = {group: How(form.cleaned_data[group]) for group in groups}
        outbox.choose_all_notifications(chosen, acting=acting)
        messages.success(self.request, gettext("Valgene er lagret."))
        return reverse("notice_choices")


class Me(Page):
    """`/meg`: who she is here, and the way to everything that is her own."""

    roles = SIGNED_IN
    template_name = "entrance/me.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """Her roles; the rest are links."""
        account, today = cast("Account", self.request.user), clock.today()
        held = [one for one in access.list_roles([account.id]) if one.valid_to is None or one.valid_to >= today]
        lent = {grant.role for grant in self.acting.grants if grant.lent_by_account_id is not None}
        name = getattr(self.request, "visitor").person_name  # noqa: B009 — added by the entrance
        return {
            "head": Head(name, gettext("Du er logget inn som {email}.").format(email=account.email)),
            "roles": [(role_name(one.role), one) for one in held],
            "lent": [role_name(role) for role in sorted(lent)],
            "has_two_step": access.has_two_step(account.id),
        }

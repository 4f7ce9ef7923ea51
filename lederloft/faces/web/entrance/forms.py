"""The forms of the door and of one's own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.kit.fields import WrittenDateField
from lederloft.faces.web.kit.forms import KitForm, WriteForm
from lederloft.faces.web.kit.roles import ROLE_CHOICES

_LONGEST_PASSWORD = 1024


class AddressField(forms.CharField):
    """An e-mail address as it is stored: small letters."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-post"))
        kwargs.setdefault("error_messages", {"required": _("Skriv e-postadressen din.")})
        super().__init__(max_length=254, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        return {**attrs, "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class PasswordField(forms.CharField):
    """A password, kept as it is typed."""

    def __init__(self, *, is_new: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Nytt passord") if is_new else _("Passord"))
        kwargs.setdefault("error_messages", {"required": _("Skriv passordet.")})
        if is_new:
            kwargs.setdefault("help_text", _("Minst 12 tegn. Fire tilfeldige ord er lett å huske."))
        autocomplete = "new-password" if is_new else "current-password"
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=_LONGEST_PASSWORD, strip=False, widget=widget, **kwargs)


class CodeField(forms.CharField):
    """The code of the app, or a recovery code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Kode"))
        kwargs.setdefault("error_messages", {"required": _("Skriv koden.")})
        super().__init__(max_length=40, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        return {**attrs, "autocomplete": "one-time-code", "inputmode": "numeric", "data-width": "number"}


class SignInForm(KitForm):
    """E-mail and password."""

    act = _("logge inn")
    email = AddressField()
    password = PasswordField()
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)


class CodeForm(KitForm):
    """The second step."""

    act = _("logge inn")
    code = CodeField(help_text=_("Seks siffer fra appen, eller en av reservekodene dine."))


class AskForNewPasswordForm(KitForm):
    """Where the mail shall go."""

    act = _("få en lenke")
    email = AddressField()


class NewPasswordForm(WriteForm):
    """A password chosen anew."""

    act = _("lagre passordet")
    password = PasswordField(is_new=True)


class ChangePasswordForm(WriteForm):
    """The old one and the new one."""

    act = _("bytte passord")
    old_password = PasswordField(label=_("Passordet du har nå"))
    password = PasswordField(is_new=True)


class TwoStepForm(WriteForm):
    """The first code of the app, with the sealed secret it was made from."""

    act = _("skru på innlogging i to trinn")
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    code = CodeField(label=_("Koden appen viser"))


class ConfirmByCodeForm(WriteForm):
    """Show that it is you."""

    act = _("gå videre")
    code = CodeField(help_text=_("Seks siffer fra appen, eller en av reservekodene dine."))


class TakeInvitationForm(WriteForm):
    """Nothing but the press."""

    act = _("ta imot")


class TokenForm(WriteForm):
    """A key for the JSON API."""

    act = _("lage nøkkelen")
    layout = ("name", "expires_on")
    name = forms.CharField(
        label=_("Hva skal nøkkelen brukes til?"),
        max_length=80,
        error_messages={"required": _("Skriv hva nøkkelen skal brukes til.")},
    )
    expires_on = WrittenDateField(label=_("Siste dag den virker"), help_text=_("Senest om ett år."))


class InviteForm(WriteForm):
    """Whom to invite, as what."""

    act = _("sende invitasjonen")
    email = AddressField(label=_("E-postadressen invitasjonen skal til"))
    role = forms.ChoiceField(label=_("Rolle"), choices=ROLE_CHOICES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"

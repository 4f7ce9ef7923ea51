"""The forms of the set-up guide."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation.api import LanguageForm, LevelModel, NewPerson, ProfileDetails, clean_details
from lederloft.faces.web.entrance.forms import AddressField
from lederloft.faces.web.kit.fields import FieldFault, WrittenDateField
from lederloft.faces.web.kit.forms import Card, RadioCards, WriteForm
from lederloft.faces.web.kit.roles import ROLE_CHOICES
from lederloft.foundation.acting.values import Role
from lederloft.foundation.documents.api import FileTypeRefused, check_file
from lederloft.foundation.errors.values import DomainError
from lederloft.foundation.wording.api import sentence_for
from lederloft.foundation.wording.values import clean_text

MOST_AT_ONCE = 50
_LARGEST_PASTE = 20_000
_LARGEST_LOGO = 500 * 1024
LANGUAGE_FORMS = [
    (LanguageForm.BOKMAL.value, _("Bokmål")),
    (LanguageForm.NYNORSK.value, _("Nynorsk")),
    (LanguageForm.NEUTRAL.value, _("Nøytral")),
]


def _tree(*rows: tuple[int, ...]) -> str:
    """A small drawing of who leads whom: filled at the top, open below; each row its circles' places across."""
    top, step = 10, 22
    parts = [f'<circle cx="{rows[0][0]}" cy="{top}" r="7" fill="currentColor" stroke="none"/>']
    for depth, (above, below) in enumerate(pairwise(rows), start=1):
        per = len(below) // len(above)
        y = top + depth * step
        for number, x in enumerate(below):
            over = above[number // per]
            parts.append(f'<path d="M{over} {y - step + 7}V{y - 12}H{x}V{y - 6}"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="6"/>' for x in below]
    height = top + (len(rows) - 1) * step + 10
    return mark_safe(  # noqa: S308 — numbers of our own alone
        f'<svg width="124" height="{height}" viewBox="0 0 124 {height}" fill="none" stroke="currentColor" '
        f'stroke-width="1.5" focusable="false">{"".join(parts)}</svg>'
    )


class WordsField(forms.CharField):
    """One line of words, kept as organisation keeps it."""

    def clean(self, value: Any) -> str:
        """Refuse what can't be read."""
        text: str = super().clean(value)
        try:
            return clean_text(text, label=str(self.label), limit=self.max_length or 100)
        except DomainError as error:
            raise FieldFault(sentence_for(error), code=error.code) from error


class MunicipalityForm(WriteForm):
    """Which municipality it is."""

    act = _("gå videre")
    layout = ("name", ("number", "organisation_number"), "language_form", "level_model")
    name = forms.CharField(
        label=_("Navn på kommunen"),
        help_text=_("Slik det skal stå på sidene og i brev."),
        max_length=100,
        error_messages={"required": _("Skriv navnet på kommunen, for eksempel Røros kommune.")},
    )
    number = forms.CharField(
        label=_("Kommunenummer"),
        help_text=_("Fire siffer."),
        max_length=20,
        widget=forms.TextInput(attrs={"data-width": "short", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Skriv kommunenummeret, for eksempel 5025.")},
    )
    organisation_number = forms.CharField(
        label=_("Organisasjonsnummer"),
        help_text=_("Ni siffer."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Skriv organisasjonsnummeret. Dere finner det i Enhetsregisteret.")},
    )
    language_form = forms.ChoiceField(
        label=_("Hvilken målform har kommunen?"),
        help_text=_("Hver bruker kan velge bokmål eller nynorsk for seg selv."),
        widget=forms.RadioSelect,
        choices=LANGUAGE_FORMS,
    )
    level_model = forms.ChoiceField(
        label=_("Hvor mange ledernivåer har dere?"),
        widget=RadioCards,
        choices=[
            (
                LevelModel.TWO.value,
                Card(_("To nivåer"), _("Toppledelsen leder virksomhetene direkte."), _tree((62,), (26, 62, 98))),
            ),
            (
                LevelModel.THREE.value,
                Card(
                    _("Tre nivåer"),
                    _("Et mellomnivå leder virksomheter eller avdelinger."),
                    _tree((62,), (36, 88), (20, 52, 72, 104)),
                ),
            ),
        ],
    )

    def __init__(self, *args: Any, fixed_model: LevelModel | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed_model = fixed_model
        if fixed_model is not None:  # the levels are made; they are changed in the organisation, not here
            del self.fields["level_model"]

    def clean(self) -> dict[str, Any]:
        """Ask organisation, so that the rule stands in one place. Each number is asked for alone, to tell both."""
        data = super().clean() or self.cleaned_data
        good = {"name": "Kommunen", "number": "0301", "organisation_number": "958935420"}
        for field in good:
            if field in data:
                try:
                    clean_details(self._details({**good, field: data[field]}))
                except DomainError as error:
                    self.add_error(field, FieldFault(sentence_for(error), code=error.code))
        return data

    def _details(self, data: dict[str, Any]) -> ProfileDetails:
        return ProfileDetails(
            name=data["name"],
            number=data["number"],
            organisation_number=data["organisation_number"],
            language_form=LanguageForm(data.get("language_form") or LanguageForm.BOKMAL),
            level_model=self.fixed_model or LevelModel(data.get("level_model") or LevelModel.TWO),
        )

    @property
    def details(self) -> ProfileDetails:
        """What was written, as it is stored."""
        return clean_details(self._details(self.cleaned_data))


class TitlesForm(WriteForm):
    """The municipality's own words, and since when."""

    act = _("gå videre")
    layout = ("top_leader", "development_office", "begins_on")
    top_leader = WordsField(
        label=_("Hva kaller dere øverste leder?"),
        help_text=_("For eksempel kommunedirektør eller rådmann."),
        max_length=60,
        widget=forms.TextInput(attrs={"data-width": "medium"}),
        error_messages={"required": _("Skriv tittelen, for eksempel Kommunedirektør.")},
    )
    development_office = WordsField(
        label=_("Hva heter kontoret som driver lederutvikling?"),
        help_text=_("For eksempel HR, eller Organisasjon og forhandling."),
        max_length=100,
        error_messages={"required": _("Skriv navnet på kontoret, for eksempel HR.")},
    )
    begins_on = WrittenDateField(
        label=_("Titlene gjelder fra"),
        help_text=_(
            "Bytter dere tittel senere, står den gamle på det som er gjort før. Skriv for eksempel 1. mars 2024."
        ),
    )


class AdministratorForm(WriteForm):
    """Who comes in first."""

    act = _("sende invitasjonen")
    name = WordsField(
        label=_("Navn"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv navnet på den som skal styre kontoene.")},
    )
    email = AddressField(
        label=_("E-post"), error_messages={"required": _("Skriv e-postadressen invitasjonen skal til.")}
    )

    def clean_email(self) -> str:
        """One that can be mailed to."""
        return checked_address(self.cleaned_data["email"])


class ButtonForm(WriteForm):
    """Nothing but the press."""

    act = _("gå videre")


class LogoForm(WriteForm):
    """The logo, and who answers questions."""

    act = _("gå videre")
    layout = ("logo", "contact_name", ("contact_phone", "contact_email"))
    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG eller JPG, høyst 500 kB og 2000 punkter i hver retning."),
        required=False,
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    contact_name = WordsField(
        label=_("Hvem spør jeg?"),
        help_text=_("Navnet eller kontoret som står nederst på hver side. Det trenger ikke være en person."),
        max_length=100,
        error_messages={"required": _("Skriv hvem folk kan spørre, for eksempel HR-kontoret.")},
    )
    contact_phone = forms.CharField(
        label=_("Telefon"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    contact_email = forms.CharField(label=_("E-post"), max_length=254, required=False, widget=forms.EmailInput)

    def clean_logo(self) -> tuple[str, bytes] | None:
        """Name and content, when the content is what the name says."""
        logo = self.cleaned_data["logo"]
        if not logo:
            return None
        content = logo.read(_LARGEST_LOGO + 1)
        if len(content) > _LARGEST_LOGO:
            raise FieldFault(_("Bildet er for stort. Lagre det mindre enn 500 kB, og velg filen på nytt."))
        try:
            check_file(logo.name, content)
        except FileTypeRefused as error:  # its own words name kinds that a logo can't be
            raise FieldFault(
                _("Logoen må være et bilde av typen PNG eller JPG. Lagre den slik, og velg filen på nytt."),
                code=error.code,
            ) from error
        except DomainError as error:
            raise FieldFault(sentence_for(error), code=error.code) from error
        return logo.name, content

    def clean_contact_phone(self) -> str:
        """Digits, as a telephone dials."""
        phone = str(self.cleaned_data["contact_phone"])
        if phone and not re.fullmatch(r"\+?[0-9 ]{5,20}", phone):
            raise FieldFault(_("Skriv telefonnummeret med siffer, for eksempel 72 41 94 00."))
        return phone

    def clean_contact_email(self) -> str:
        """None, or one that can be mailed to."""
        email = str(self.cleaned_data["contact_email"])
        return checked_address(email) if email else ""


class InvitePeopleForm(WriteForm):
    """Several at once, in one role."""

    act = _("sende invitasjonene")
    layout: ClassVar[Sequence[str | tuple[str, ...]]] = ("people", "role")
    people = forms.CharField(
        label=_("Hvem skal inviteres?"),
        help_text=_("Én person på hver linje: navn og e-post. For eksempel Kari Nordmann kari@kommune.no"),
        max_length=_LARGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": "5", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Skriv minst én person, for eksempel Kari Nordmann kari@kommune.no.")},
    )
    role = forms.ChoiceField(label=_("Rolle"), choices=ROLE_CHOICES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = Role.DEVELOPMENT_OFFICE.value

    def clean_people(self) -> tuple[NewPerson, ...]:
        """Each line a person; every fault told with its line."""
        found: dict[str, NewPerson] = {}
        faults = []
        for number, line in enumerate(str(self.cleaned_data["people"]).splitlines(), start=1):
            if not line.strip():
                continue
            person = read_person(line)
            if person is None:
                shown = line.strip() if len(line.strip()) <= 60 else f"{line.strip()[:60]}…"
                faults.append(
                    FieldFault(
                        _("Linje %(number)s, «%(line)s»: skriv navn og én e-postadresse."),
                        params={"number": number, "line": shown},
                    )
                )
            else:
                found.setdefault(person.email, person)
        if len(found) > MOST_AT_ONCE:
            faults.append(FieldFault(_("Inviter høyst %(most)s om gangen. Ta resten etterpå."), params={"most": 50}))
        if faults:
            raise ValidationError(faults[:10])
        return tuple(found.values())


def checked_address(written: str) -> str:
    """The address as it is stored, in plain letters. Raises FieldFault."""
    address = written.strip().lower()
    try:
        validate_email(address)
        address.encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        raise FieldFault(_("Dette ser ikke ut som en e-postadresse. Skriv den slik: navn@kommune.no.")) from None
    return address


def read_person(line: str) -> NewPerson | None:
    """«Kari Nordmann kari@kommune.no», with or without comma, semicolon, brackets, name; None when it isn't so."""
    words = re.split(r"[\s,;<>]+", line.strip())
    addresses = [word for word in words if "@" in word]
    if len(addresses) != 1 or len(line) > 300:
        return None
    try:
        email = checked_address(addresses[0])
    except FieldFault:
        return None
    name = " ".join(word for word in words if word and "@" not in word)
    return NewPerson(email, name) if len(name) <= 100 else None

"""What the marks say, in words: the privacy statement of a role, and the record of processing (article 30)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext

from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.atlas import Atlas, Model, read_atlas
from lederloft.foundation.privacy.removal import own_field
from lederloft.foundation.privacy.values import (
    Category,
    Keep,
    KeepBy,
    KeepRule,
    KeepWith,
    Marks,
    Personal,
    Then,
)

CATEGORIES: dict[Category, str] = {
    Category.IDENTITY: N_("navn og tilknytning"),
    Category.CONTACT: N_("kontaktopplysninger"),
    Category.POSITION: N_("stilling, enhet og verv"),
    Category.PARTICIPATION: N_("plasser, timer og oppmøte"),
    Category.ACTIVITY: N_("hva noen har gjort i løsningen og når"),
    Category.SURVEY: N_("om noen er bedt om å svare og har svart, og svar som ikke er blandet med andres ennå"),
    Category.CREDENTIAL: N_("passord og nøkler (som avtrykk eller kryptert)"),
    Category.FREE_TEXT: N_("tekst folk skriver selv"),
}


# What a keep rule counts from, in words, by the name of the field. A test fails when one is missing.
MOMENTS: dict[str, str] = {
    "disabled_at": N_("kontoen ble stengt"),
    "done_at": N_("det ble gjort"),
    "ended_at": N_("arbeidet var ferdig"),
    "expire_date": N_("økten gikk ut"),
    "expires_at": N_("nøkkelen gikk ut"),
    "keep_until": N_("lagringstiden som er satt, var ute"),
    "left_on": N_("personen sluttet"),
    "saved_at": N_("det sist ble lagret"),
    "written_at": N_("det ble skrevet"),
}

Counts = Callable[[Marks, Personal], bool]


@dataclass(frozen=True)
class KeepSaid:
    """A keep rule, ready to be said: ``say_keep`` does."""

    then: Then | None = None
    months: int = 0
    moment: str = ""  # msgid: what the months count from
    owner: str = ""  # msgid: the record it goes with
    rule: str = ""  # msgid: the rule in its own words
    about: tuple[str, ...] = ()  # msgids of categories, when the record's fields have several rules


@dataclass(frozen=True)
class Line:
    """One record as a statement or the record of processing shows it. Texts are bokmål msgids; roles are slugs."""

    what: str
    categories: tuple[str, ...]
    purposes: tuple[str, ...]
    bases: tuple[str, ...]
    recipients: tuple[str, ...]
    keep: tuple[KeepSaid, ...]
    after_erasure: str  # why something stays; empty: nothing does


@dataclass(frozen=True)
class Statement:
    """What is stored about everyone who signs in, and what somebody with the role sees about others."""

    role: str
    about_you: tuple[Line, ...]
    you_see: tuple[Line, ...]


def list_processing() -> list[Line]:
    """The record of processing: every record with personal data, by name."""
    atlas = read_atlas()
    return sorted(_lines(atlas, atlas.marks, lambda _marks, _mark: True), key=lambda line: line.what)


def get_statement(role: str, *, records: Iterable[str] | None = None) -> Statement:
    """The statement for somebody who holds the role. ``records`` limits what is said about her to those records."""
    atlas = read_atlas()
    own = [model for model in atlas.marks if _is_about_somebody(atlas, model)]
    wanted = None if records is None else set(records)
    about = _lines(atlas, own, lambda marks, _mark: wanted is None or marks.what in wanted)
    sees = _lines(atlas, atlas.marks, lambda _marks, mark: role in mark.recipients)
    return Statement(role, tuple(sorted(about, key=_name)), tuple(sorted(sees, key=_name)))


def _name(line: Line) -> str:
    return line.what


def _is_about_somebody(atlas: Atlas, model: Model) -> bool:
    # A library's tables serve whoever signs in, also where only the library itself can tell whose a row is.
    return bool(atlas.ways(model)) or not model.__module__.startswith("lederloft.")


def _lines(atlas: Atlas, models: Iterable[Model], counts: Counts) -> Iterator[Line]:
    for model in models:
        marks = atlas.marks[model]
        personal = [mark for mark in marks.fields.values() if isinstance(mark, Personal) and counts(marks, mark)]
        if not personal:
            continue
        yield Line(
            what=marks.what,
            categories=_once(CATEGORIES[mark.category] for mark in personal),
            purposes=_once(str(mark.purpose) for mark in personal),
            bases=_once(str(mark.basis) for mark in personal),
            recipients=tuple(sorted({role for mark in personal for role in mark.recipients})),
            keep=_rules_said(atlas, model, personal),
            after_erasure=marks.kept_at_erasure or "",
        )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _rules_said(atlas: Atlas, model: Model, marks: Iterable[Personal]) -> tuple[KeepSaid, ...]:
    about: dict[KeepSaid, list[str]] = {}
    for mark in marks:
        about.setdefault(_keep_said(atlas, model, mark.keep), []).append(CATEGORIES[mark.category])
    if len(about) == 1:
        return tuple(about)
    return tuple(replace(keep, about=_once(words)) for keep, words in about.items())


def _keep_said(atlas: Atlas, model: Model, keep: KeepRule) -> KeepSaid:
    if isinstance(keep, KeepBy):
        return KeepSaid(rule=keep.rule)
    if isinstance(keep, Keep):
        return KeepSaid(then=keep.then, months=keep.months, moment=MOMENTS.get(keep.after, ""))
    return KeepSaid(owner=atlas.what(_owner(atlas, model, keep) or model))


def _owner(atlas: Atlas, model: Model, keep: KeepWith) -> Model | None:
    one = own_field(model, keep.owner)
    if isinstance(one.related_model, type):
        return one.related_model
    return next((atlas.roots.get(root) for key, root in atlas.keys(model) if key is one), None)


def say_keep(keep: KeepSaid) -> str:
    """The rule as a sentence in the active language."""
    if keep.rule:
        return gettext(keep.rule)
    if keep.owner:
        return gettext("Blir slettet sammen med «{record}».").format(record=gettext(keep.owner))
    period = _period(keep.months)
    words = {"period": period, "moment": gettext(keep.moment)}
    if keep.then == Then.DELETE_ROW:
        said = gettext("Blir slettet {period} etter at {moment}.") if period else gettext("Blir slettet når {moment}.")
    else:
        said = gettext("Blir tømt {period} etter at {moment}.") if period else gettext("Blir tømt når {moment}.")
    return said.format(**words)


def _period(months: int) -> str:
    if not months:
        return ""
    if months % 12:
        return ngettext("{n} måned", "{n} måneder", months).format(n=months)
    return ngettext("{n} år", "{n} år", months // 12).format(n=months // 12)

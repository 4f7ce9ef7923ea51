"""What the numbers of a unit say in words."""

from django.utils.translation import gettext, ngettext

from lederloft.foundation.wording import api as wording


def say_taking_part(leaders: int, *, with_seat: int, with_held: int) -> str:
    """How many of the leaders are or have been with, which nobody is before a gathering is held, or have got a seat."""
    if not leaders:
        return gettext("Ingen ledere er registrert i enheten din ennå.")
    if not with_seat:
        if leaders == 1:
            return gettext("Lederen din har ikke plass i noe ennå.")
        return gettext("Ingen av lederne dine har plass i noe ennå.")
    if not with_held:
        return _say_seated(leaders, with_seat)
    said = _say_been_with(leaders, with_held)
    more = with_seat - with_held
    if not more:
        return said
    given = ngettext(
        "Én til har fått plass i noe som ikke har begynt.",
        "{count} til har fått plass i noe som ikke har begynt.",
        more,
    ).format(count=wording.capitalised(wording.number_word(more)))
    return f"{said} {given}"


def _say_seated(leaders: int, count: int) -> str:
    if count == leaders:
        if leaders == 1:
            return gettext("Lederen din har fått plass.")
        if leaders == 2:
            return gettext("Begge lederne dine har fått plass.")
        return gettext("Alle {leaders} lederne dine har fått plass.").format(leaders=wording.number_word(leaders))
    return ngettext(
        "Én av {leaders} ledere har fått plass.", "{count} av {leaders} ledere har fått plass.", count
    ).format(count=wording.capitalised(wording.number_word(count)), leaders=wording.number_word(leaders))


def _say_been_with(leaders: int, count: int) -> str:
    if count == leaders:
        if leaders == 1:
            return gettext("Lederen din er eller har vært med.")
        if leaders == 2:
            return gettext("Begge lederne dine er eller har vært med.")
        return gettext("Alle {leaders} lederne dine er eller har vært med.").format(
            leaders=wording.number_word(leaders)
        )
    return ngettext(
        "Én av {leaders} ledere er eller har vært med.", "{count} av {leaders} ledere er eller har vært med.", count
    ).format(count=wording.capitalised(wording.number_word(count)), leaders=wording.number_word(leaders))

"""What the numbers of a unit say in words."""

from django.utils.translation import gettext, ngettext

from lederloft.foundation.wording import api as wording


def say_taking_part(leaders: int, *, with_seat: int) -> str:
    """How many of the leaders are or have been with: none, the only one, both, all, or some."""
    if not leaders:
        return gettext("Ingen ledere er registrert i enheten din ennå.")
    if not with_seat:
        if leaders == 1:
            return gettext("Lederen din har ikke plass i noe ennå.")
        return gettext("Ingen av lederne dine har plass i noe ennå.")
    if with_seat == leaders:
        if leaders == 1:
            return gettext("Lederen din er eller har vært med.")
        if leaders == 2:
            return gettext("Begge lederne dine er eller har vært med.")
        return gettext("Alle {leaders} lederne dine er eller har vært med.").format(
            leaders=wording.number_word(leaders)
        )
    return ngettext(
        "Én av {leaders} ledere er eller har vært med.",
        "{count} av {leaders} ledere er eller har vært med.",
        with_seat,
    ).format(
        count=wording.capitalised(wording.number_word(with_seat)),
        leaders=wording.number_word(leaders),
    )

"""The sentence over the numbers reads right however many there are."""

import pytest

from lederloft.faces.web.my_unit.sentences import say_taking_part
from lederloft.foundation.wording.api import in_language


@pytest.mark.parametrize(
    ("leaders", "with_seat", "with_held", "nb", "nn"),
    [
        (0, 0, 0, "Ingen ledere er registrert i enheten din ennå.", "Ingen leiarar er registrerte i eininga di enno."),
        (1, 0, 0, "Lederen din har ikke plass i noe ennå.", "Leiaren din har ikkje plass i noko enno."),
        (3, 0, 0, "Ingen av lederne dine har plass i noe ennå.", "Ingen av leiarane dine har plass i noko enno."),
        (1, 1, 1, "Lederen din er eller har vært med.", "Leiaren din er eller har vore med."),
        (2, 1, 1, "Én av to ledere er eller har vært med.", "Éin av to leiarar er eller har vore med."),
        (2, 2, 2, "Begge lederne dine er eller har vært med.", "Begge leiarane dine er eller har vore med."),
        (3, 2, 2, "To av tre ledere er eller har vært med.", "To av tre leiarar er eller har vore med."),
        (3, 3, 3, "Alle tre lederne dine er eller har vært med.", "Alle tre leiarane dine er eller har vore med."),
        (1, 1, 0, "Lederen din har fått plass.", "Leiaren din har fått plass."),
        (2, 2, 0, "Begge lederne dine har fått plass.", "Begge leiarane dine har fått plass."),
        (3, 3, 0, "Alle tre lederne dine har fått plass.", "Alle tre leiarane dine har fått plass."),
        (3, 1, 0, "Én av tre ledere har fått plass.", "Éin av tre leiarar har fått plass."),
        (
            5, 3, 1,
            "Én av fem ledere er eller har vært med. To til har fått plass i noe som ikke har begynt.",
            "Éin av fem leiarar er eller har vore med. To til har fått plass i noko som ikkje har begynt.",
        ),
    ],
)  # fmt: skip
def test_how_many_take_part(leaders: int, with_seat: int, with_held: int, nb: str, nn: str) -> None:
    with in_language("nb"):
        assert say_taking_part(leaders, with_seat=with_seat, with_held=with_held) == nb
    with in_language("nn"):
        assert say_taking_part(leaders, with_seat=with_seat, with_held=with_held) == nn

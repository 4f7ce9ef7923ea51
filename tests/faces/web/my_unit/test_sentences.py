"""The sentence over the numbers reads right however many there are."""

import pytest

from lederloft.faces.web.my_unit.sentences import say_taking_part
from lederloft.foundation.wording.api import in_language


@pytest.mark.parametrize(
    ("leaders", "with_seat", "nb", "nn"),
    [
        (0, 0, "Ingen ledere er registrert i enheten din ennå.", "Ingen leiarar er registrerte i eininga di enno."),
        (1, 0, "Lederen din har ikke plass i noe ennå.", "Leiaren din har ikkje plass i noko enno."),
        (3, 0, "Ingen av lederne dine har plass i noe ennå.", "Ingen av leiarane dine har plass i noko enno."),
        (1, 1, "Lederen din er eller har vært med.", "Leiaren din er eller har vore med."),
        (2, 1, "Én av to ledere er eller har vært med.", "Éin av to leiarar er eller har vore med."),
        (2, 2, "Begge lederne dine er eller har vært med.", "Begge leiarane dine er eller har vore med."),
        (3, 2, "To av tre ledere er eller har vært med.", "To av tre leiarar er eller har vore med."),
        (3, 3, "Alle tre lederne dine er eller har vært med.", "Alle tre leiarane dine er eller har vore med."),
    ],
)
def test_how_many_take_part(leaders: int, with_seat: int, nb: str, nn: str) -> None:
    with in_language("nb"):
        assert say_taking_part(leaders, with_seat=with_seat) == nb
    with in_language("nn"):
        assert say_taking_part(leaders, with_seat=with_seat) == nn

"""The inspector: docs/reliability.md promises nothing that isn't tested."""

import pytest

from house import reliability
from tests.house.order import assert_in_order

HERE = "tests/house/test_reliability.py"
WHOLE = "\n".join(
    f"| {key} | a statement | later, because the room doesn't exist yet |" for key in reliability.STATEMENTS
)


def test_every_statement_is_answered() -> None:
    assert_in_order(reliability.answers(reliability.TABLE.read_text(encoding="utf-8")))


def test_a_whole_table_has_no_faults() -> None:
    assert list(reliability.answers(WHOLE)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("| 7 | a statement | later, because the room doesn't exist yet |", "", "7 has no row"),
        ("| R14 |", "| R13 |", "R13 stands twice"),
        ("| 40 | a statement | later, because the room doesn't exist yet |", "| 40 | a statement | soon |", "40 names"),
        ("| 1 | a statement |", f"| 1 | `{HERE}::test_gone` |", "has no test_gone"),
        ("| 1 | a statement |", "| 1 | `tests/gone.py::test_x` |", "tests/gone.py doesn't exist"),
        ("| 1 | a statement |", "| 41 | a statement |", "41 is no statement"),
    ],
)
def test_a_fault_in_the_table_is_found(old: str, new: str, fault: str) -> None:
    assert any(fault in line for line in reliability.answers(WHOLE.replace(old, new)))


def test_a_test_that_exists_will_do() -> None:
    named = f"| 1 | `{HERE}::test_every_statement_is_answered` |"
    assert list(reliability.answers(WHOLE.replace("| 1 | a statement |", named))) == []

"""The inspector: what nobody uses."""

import ast

import pytest

from house import files, use
from tests.house.order import assert_in_order

DOOR = "lederloft/domain/a/api.py"
SHOWN = '__all__ = ["b"]'


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(files.text_of(name)) for name in files.committed() if name.endswith(".py")}


def test_doors_show_what_somebody_takes(trees: dict[str, ast.Module]) -> None:
    assert_in_order(use.unused_in_doors(trees))


def test_no_code_is_there_for_its_test_alone(trees: dict[str, ast.Module]) -> None:
    assert_in_order(use.idle(trees))


def test_no_property_or_method_is_there_for_its_test_alone(trees: dict[str, ast.Module]) -> None:
    templates = [files.text_of(name) for name in files.committed() if name.endswith((".html", ".txt"))]
    assert_in_order(use.idle_members(trees, templates=templates))


def test_what_is_waited_for_is_there(trees: dict[str, ast.Module]) -> None:
    assert [name for name in use.WAITING if not any(tree.startswith(name.partition(":")[0]) for tree in trees)] == []


@pytest.mark.parametrize(
    ("name", "code", "is_used"),
    [
        ("lederloft/faces/x.py", "from lederloft.domain.a.api import b", True),
        ("lederloft/faces/x.py", "from lederloft.domain.a import api as a\na.b()", True),
        ("lederloft/config/wiring.py", 'x = f"{_A}.b"', True),
        ("lederloft/config/wiring.py", 'x = "lederloft.domain.a.api.b"', True),
        ("tests/domain/a/test_a.py", "from lederloft.domain.a.api import b", True),
        ("lederloft/domain/a/c.py", "from lederloft.domain.a.api import b", False),
        ("lederloft/faces/x.py", "from lederloft.domain.c.api import b", False),
        ("lederloft/faces/x.py", "from lederloft.domain.a import api as a\na.c()", False),
    ],
)
def test_a_name_that_nobody_takes_is_found(name: str, code: str, is_used: bool) -> None:
    trees = {DOOR: ast.parse(SHOWN), name: ast.parse(code)}
    assert (list(use.unused_in_doors(trees)) == []) == is_used


@pytest.mark.parametrize(
    ("name", "code", "is_used"),
    [
        ("lederloft/faces/x.py", "b()", True),
        ("lederloft/faces/x.py", "a.b", True),
        ("lederloft/config/wiring.py", 'x = "lederloft.domain.a.api.b"', True),
        (DOOR, "from lederloft.domain.a.c import b\n" + SHOWN, False),
        ("tests/domain/a/test_a.py", "b()", False),
    ],
)
def test_code_that_nobody_names_is_found(name: str, code: str, is_used: bool) -> None:
    trees = {"lederloft/domain/a/c.py": ast.parse("def b(): ..."), name: ast.parse(code)}
    assert (list(use.idle(trees)) == []) == is_used


@pytest.mark.parametrize(
    ("member", "code", "template", "is_used"),
    [
        ("class A:\n    def b(self): ...", "", "", False),
        ("class A:\n    def b(self): ...", "a.b()", "", True),
        ("class A:\n    def b(self): ...", "", "{{ a.b }}", True),
        ("class A:\n    def b(self): ...", "b = 1", "", True),
        ("class A(B):\n    def b(self): ...", "", "", True),
        ("class A(B):\n    @property\n    def b(self): ...", "", "", False),
        ("class A(B):\n    @property\n    def b(self): ...", "", "{% if a.b.c %}", True),
        ("class A:\n    def __b__(self): ...", "", "", True),
    ],
)
def test_a_member_that_nobody_names_is_found(member: str, code: str, template: str, is_used: bool) -> None:
    trees = {"lederloft/domain/a/c.py": ast.parse(member), "lederloft/faces/x.py": ast.parse(code)}
    assert (list(use.idle_members(trees, templates=[template])) == []) == is_used

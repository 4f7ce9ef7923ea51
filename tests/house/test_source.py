"""The inspector: what the Python source may not do."""

import ast
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from house import files, source
from tests.house.order import assert_in_order

Rule = Callable[[str, ast.Module], Iterator[str]]

PYTHON = [name for name in files.committed() if name.endswith(".py")]
RULES: list[Rule] = [
    source.signals,
    source.swallowed,
    source.other_clocks,
    source.command_names,
    source.doors,
    source.too_long,
    source.keys_by_class,
    source.unnamed_indexes,
    source.filters_from_requests,
]


def offences(rule: Rule, folder: str) -> list[str]:
    named = [name for name in PYTHON if name.startswith(folder)]
    return [line for name in named for line in rule(name, parsed(name))]


@cache
def parsed(name: str) -> ast.Module:
    return ast.parse(files.text_of(name), filename=name)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_source_keeps(rule: Rule) -> None:
    assert_in_order(offences(rule, "lederloft/"))


def test_the_tests_can_fail() -> None:
    assert_in_order(offences(source.idle_tests, "tests/"))


def test_nothing_is_promised_for_later() -> None:
    watched = [name for name in files.committed() if name.endswith((".py", ".html", ".js", ".css"))]
    assert_in_order(line for name in watched for line in source.promises(name, files.text_of(name)))


OFFENCES: list[tuple[Rule, str, str]] = [
    (source.signals, "lederloft/x.py", "from django.db.models.signals import post_save"),
    (source.signals, "lederloft/x.py", "from django.db.models import signals"),
    (source.signals, "lederloft/x.py", "from allauth.account import signals"),
    (source.signals, "lederloft/x.py", "import django.dispatch"),
    (source.signals, "lederloft/x.py", "@receiver(x)\ndef f(): ..."),
    (source.swallowed, "lederloft/x.py", "try:\n  f()\nexcept Exception:\n  pass"),
    (source.swallowed, "lederloft/x.py", "try:\n  f()\nexcept:\n  ..."),
    (source.swallowed, "lederloft/x.py", "for a in b:\n try:\n  f()\n except (A, BaseException):\n  continue"),
    (source.other_clocks, "lederloft/x.py", "datetime.datetime.now()"),
    (source.other_clocks, "lederloft/x.py", "date.today()"),
    (source.other_clocks, "lederloft/x.py", "a = models.DateTimeField(auto_now=True)"),
    (source.command_names, "lederloft/domain/a/commands/reserve_seat.py", "@use_case(may=x)\ndef reserve(): ..."),
    (source.command_names, "lederloft/processes/a/sign_up.py", "@use_case(may=x)\ndef sign_off(): ..."),
    (source.command_names, "lederloft/foundation/a/commands/sign_up.py", "@use_case(may=x)\ndef sign_off(): ..."),
    (source.command_names, "lederloft/domain/a/b.py", "@use_case(may=x)\ndef b(): ...\n@use_case(may=x)\ndef c(): ..."),
    (source.doors, "lederloft/domain/a/api.py", "def now(): ..."),
    (source.too_long, "lederloft/x.py", "def f():\n" + "  g()\n" * 60),
    (source.too_long, "lederloft/x.py", "class A:\n" + "  b = 1\n" * 250),
    (source.doors, "lederloft/domain/a/api.py", "x = a.b"),
    (source.keys_by_class, "lederloft/domain/a/models.py", "a = models.ForeignKey(Unit, on_delete=models.PROTECT)"),
    (source.unnamed_indexes, "lederloft/domain/a/models.py", "indexes = [models.Index(fields=['a'])]"),
    (source.unnamed_indexes, "lederloft/domain/a/models.py", "class Meta:\n  unique_together = ('a', 'b')"),
    (source.filters_from_requests, "lederloft/x.py", "A.objects.filter(**request.GET.dict())"),
    (source.filters_from_requests, "lederloft/x.py", "A.objects.exclude(**{k: v for k, v in query.items()})"),
    (source.filters_from_requests, "lederloft/x.py", "rows.order_by(*request.GET.getlist('sorter'))"),
    (source.filters_from_requests, "lederloft/x.py", "Q(**form.cleaned_data)"),
    (source.idle_tests, "tests/test_x.py", "def test_x():\n  f()"),
    (source.idle_tests, "tests/test_x.py", "def test_x():\n  pytest.skip('slow')\n  assert 1"),
    (source.idle_tests, "tests/test_x.py", "@pytest.mark.xfail(reason='hard')\ndef test_x():\n  assert 0"),
]


@pytest.mark.parametrize(("rule", "name", "code"), OFFENCES)
def test_an_offence_is_found(rule: Rule, name: str, code: str) -> None:
    assert list(rule(name, ast.parse(code)))


INNOCENT: list[tuple[Rule, str, str]] = [
    (source.filters_from_requests, "lederloft/x.py", "A.objects.filter(name=request.GET.get('navn'), **scope)"),
    (source.filters_from_requests, "lederloft/x.py", "rows.order_by(*names)"),
    (source.swallowed, "lederloft/x.py", "try:\n  f()\nexcept ValueError:\n  pass"),
    (source.swallowed, "lederloft/x.py", "try:\n  f()\nexcept Exception:\n  g()\n  raise"),
    (source.other_clocks, "lederloft/foundation/clock/api.py", "datetime.now(UTC)"),
    (source.command_names, "lederloft/domain/a/commands/reserve_seat.py", "@use_case(may=x)\ndef reserve_seat(): ..."),
    (source.too_long, "lederloft/x.py", "def f():\n" + "  g()\n" * 59),
    (source.doors, "lederloft/domain/a/api.py", "'Door.'\nfrom a.b import c\n__all__ = ['c']"),
    (source.keys_by_class, "lederloft/domain/a/models.py", "class A: pass\na = models.ForeignKey(A)"),
    (source.keys_by_class, "lederloft/domain/a/models.py", "a = models.ForeignKey('organisation.Unit')"),
    (source.idle_tests, "tests/test_x.py", "def test_x():\n  pytest.skip('reference data absent')\n  assert 1"),
]


@pytest.mark.parametrize(("rule", "name", "code"), INNOCENT)
def test_the_innocent_go_free(rule: Rule, name: str, code: str) -> None:
    assert list(rule(name, ast.parse(code))) == []


def test_a_promise_is_found() -> None:
    assert list(source.promises("x.py", "# TO" + "DO: later"))
    assert list(source.promises("x.py", "x = 1  # type: " + "ignore[arg-type]"))

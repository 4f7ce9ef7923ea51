"""The inspector: what the settings read from the environment stands in the page for IT."""

import ast

import pytest

from house import files
from house.environment import names_read

PAGE = "docs/drift.md"


def read_by_settings() -> set[str]:
    settings = [name for name in files.committed() if name.startswith("lederloft/config/") and name.endswith(".py")]
    return {found for name in settings for found in names_read(ast.parse(files.text_of(name)))}


def test_every_setting_is_explained() -> None:
    page = files.text_of(PAGE)
    names = read_by_settings()
    assert {"SECRET_KEY", "BUFFER_DATABASE_URL", "MIGRATE_BUFFER_DATABASE_URL"} <= names
    assert [name for name in sorted(names) if f"`{name}`" not in page and f"`{name}=1`" not in page] == []


@pytest.mark.parametrize(
    "code",
    [
        'A = os.environ.get("MAIL_WORD", "")',
        'A = os.environ["MAIL_WORD"]',
        'A = "MAIL_WORD" in os.environ',
        'A = os.getenv("MAIL_WORD")',
        'os.environ.setdefault("MAIL_WORD", "x")',
        'A = whole_number("MAIL_WORD", otherwise=1)',
        'A = switch("MAIL_WORD")',
        'NAMES = {"a": "MAIL_WORD"}\ndef f(environment): return environment.get(NAMES["a"])',
    ],
)
def test_a_name_that_is_read_is_found(code: str) -> None:
    assert names_read(ast.parse(code)) == {"MAIL_WORD"}


def test_other_texts_are_no_names() -> None:
    assert names_read(ast.parse('A = {"CONN_MAX_AGE": 60}\nB = os.environ.get("PORT")')) == {"PORT"}

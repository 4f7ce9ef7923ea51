"""The inspector: docs/glossary.md names classes that exist."""

import re

from django.apps import apps

from tests.postgres import ROOT

_ROW = re.compile(r"^\| [^|]+ \| ([^|]+) \|", re.MULTILINE)


def test_every_class_of_the_glossary_exists() -> None:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    named = {name for cell in _ROW.findall(text) for name in re.findall(r"`(\w+)`", cell)}
    known = {model.__name__ for model in apps.get_models()}
    assert len(named) > 15
    assert named <= known, named - known


def test_every_domain_table_is_explained() -> None:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    domain = {m.__name__ for m in apps.get_models() if m.__module__.startswith("lederloft.domain.")}
    missing = {name for name in domain if f"`{name}`" not in text}
    assert missing == set()

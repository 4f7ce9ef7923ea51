"""R14: few packages at run time, each pinned by hash, told in the bill of materials; a Django without known holes."""

import json
import re
import tomllib

import django
import pytest

from house import files

PIN = re.compile(
    r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)[^\n]*\\\n((?:\s+--hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", re.MULTILINE
)
MOST = 25


def pins(text: str) -> dict[str, str]:
    """Name → version of every package that a lock pins by hash."""
    return {name: version for name, version, _hashes in PIN.findall(text)}


def unpinned(text: str) -> list[str]:
    """Lines of a lock that name a package without a version or without a hash."""
    named = re.findall(r"(?m)^([A-Za-z0-9._-]+)", text)
    return [name for name in named if name not in pins(text)]


def test_the_direct_packages_of_the_running_product_are_few() -> None:
    project = tomllib.loads(files.text_of("pyproject.toml"))["project"]
    direct = [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    assert len(direct) <= MOST


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_by_hash_and_comes_from_no_address(lock: str) -> None:
    text = files.text_of(lock)
    assert len(pins(text)) > 20
    assert unpinned(text) == []
    assert "://" not in re.sub(r"(?m)^\s*#.*$", "", text)


def test_a_package_without_a_hash_is_found() -> None:
    assert unpinned("django==5.2.9 \\\n    --hash=sha256:" + "0" * 64 + "\nond==1.0\n") == ["ond"]


def test_the_bill_of_materials_tells_what_the_lock_pins() -> None:
    told = json.loads(files.text_of("sbom.cdx.json"))
    assert told["bomFormat"] == "CycloneDX"
    listed = {part["name"]: part["version"] for part in told["components"] if part["purl"].startswith("pkg:pypi/")}
    assert listed == pins(files.text_of("requirements.txt"))
    npm = {part["name"] for part in told["components"] if part["purl"].startswith("pkg:npm/")}
    lock = json.loads(files.text_of("package-lock.json"))["packages"]
    assert npm == {
        place.rpartition("node_modules/")[2] for place, part in lock.items() if place and not part.get("dev")
    }
    assert all(part["integrity"].startswith("sha512-") for place, part in lock.items() if place)


def test_django_is_one_without_the_known_holes() -> None:
    assert django.VERSION >= (5, 2, 8)
    version = tuple(int(part) for part in pins(files.text_of("requirements.txt"))["django"].split("."))
    assert version >= (5, 2, 8)

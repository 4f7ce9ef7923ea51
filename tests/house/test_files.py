"""The inspector: what is committed, by name and text."""

import pytest

from house import files
from tests.house.order import assert_in_order

NAMES = files.committed()


def test_no_name_says_nothing() -> None:
    assert_in_order(files.empty_names(NAMES))


@pytest.mark.parametrize("name", ["lederloft/domain/budget/utils.py", "lederloft/common/api.py", "a/base.html"])
def test_a_name_that_says_nothing_is_found(name: str) -> None:
    assert list(files.empty_names([name]))


def test_every_package_says_what_it_is() -> None:
    assert_in_order(files.without_readme(NAMES))


def test_a_package_that_says_nothing_is_found() -> None:
    silent, room = "lederloft/domain/budget/__init__.py", "lederloft/domain/budget/queries/__init__.py"
    assert list(files.without_readme([silent, room])) == ["lederloft/domain/budget: no README.md"]
    assert list(files.without_readme([silent, room, "lederloft/domain/budget/README.md"])) == []


def test_no_file_is_too_long() -> None:
    assert_in_order(line for name in NAMES for line in files.too_long(name, files.text_of(name)))


def test_a_long_file_is_found_unless_it_is_a_migration() -> None:
    long = "x\n" * 401
    assert list(files.too_long("lederloft/a.py", long))
    assert not list(files.too_long("lederloft/a/migrations/0001_initial.py", long))


def test_nothing_of_this_machine_is_committed() -> None:
    assert_in_order(line for name in NAMES for line in files.of_this_machine(name, files.text_of(name)))


@pytest.mark.parametrize("parts", [("/ro", "ot/x"), ("https://py", "pi.org/simple"), ("/wo", "rk/main")])
def test_what_is_of_this_machine_is_found(parts: tuple[str, ...]) -> None:
    assert list(files.of_this_machine("README.md", "".join(parts)))


@pytest.mark.parametrize("lock", files.LOCKS)
def test_a_lock_holds_no_address(lock: str) -> None:
    assert lock in NAMES
    assert_in_order(files.addresses_in_lock(lock, files.text_of(lock)))


def test_an_address_in_a_lock_is_found() -> None:
    assert list(files.addresses_in_lock("requirements.txt", "--extra-index-url x"))
    assert list(files.addresses_in_lock("package-lock.json", '"resolved": "https://example.test/a.tgz"'))


@pytest.mark.parametrize("lock", [lock for lock in files.LOCKS if lock.endswith(".txt")])
def test_every_package_is_hashed(lock: str) -> None:
    assert_in_order(files.unhashed(lock, files.text_of(lock)))


def test_a_package_without_hash_is_found() -> None:
    text = "# made\nabc==1 \\\n    --hash=sha256:00\nxyz==2\n"
    assert list(files.unhashed("requirements.txt", text)) == ["requirements.txt: xyz==2"]


def test_no_third_party_file_is_copied_in() -> None:
    assert_in_order(files.copied_in(NAMES))


@pytest.mark.parametrize("name", ["lederloft/static/inter.woff2", "lederloft/static/htmx.min.js"])
def test_a_copied_file_is_found(name: str) -> None:
    assert list(files.copied_in([name])) == [name]

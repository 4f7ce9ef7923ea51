"""How the inspector speaks: every offence on a line of its own, and nothing else."""

from collections.abc import Iterable

import pytest


def assert_in_order(offences: Iterable[str]) -> None:
    """Fail with all offences, if there are any."""
    if found := list(offences):
        pytest.fail("\n" + "\n".join(found), pytrace=False)

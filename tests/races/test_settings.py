"""The settings of the sites under test change nothing in the process that imports them."""

import importlib
from copy import deepcopy

from django.conf import settings

from tests.races import settings_faults


def test_the_impatient_site_leaves_the_databases_of_this_process_alone() -> None:
    before = deepcopy({alias: told["OPTIONS"] for alias, told in settings.DATABASES.items()})
    importlib.reload(settings_faults)
    assert {alias: told["OPTIONS"] for alias, told in settings.DATABASES.items()} == before
    word = str(settings_faults.PATIENCE)
    for alias, told in settings_faults.DATABASES.items():
        assert word in str(told["OPTIONS"])
        assert settings.DATABASES[alias]["OPTIONS"] != told["OPTIONS"]

"""The logins that own the tables. Only `lederloft migrate` and the removal of examples use them."""

from collections.abc import Mapping
from typing import Any

from lederloft.config.databases import database_from_url

_VARIABLES = {
    "default": "MIGRATE_DATABASE_URL",
    "answers": "MIGRATE_ANSWERS_DATABASE_URL",
    "buffer": "MIGRATE_BUFFER_DATABASE_URL",
}


def owner_databases(
    databases: Mapping[str, Mapping[str, Any]], environment: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Alias → what the owner connects with, where the environment names an owner.

    One MIGRATE_DATABASE_URL is enough when the same login owns all three PostgreSQL databases on the same server.
    """
    main = environment.get(_VARIABLES["default"])
    owners = {}
    for alias, own in databases.items():
        url = environment.get(_VARIABLES[alias])
        if url:
            owners[alias] = database_from_url(url, variable=_VARIABLES[alias])
        elif main and own["ENGINE"].endswith("postgresql"):
            owner = database_from_url(main, variable=_VARIABLES["default"])
            owners[alias] = owner | {"NAME": own["NAME"], "HOST": own["HOST"], "PORT": own["PORT"]}
    return owners

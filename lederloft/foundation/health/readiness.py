"""Whether the installation can serve: databases, migrations, defences and jobs, in words for IT."""

from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor

from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import get_queue_health
from lederloft.foundation.tenancy.api import missing_defences

OK = "ok"
_SILENT = "svarer ikke"
_KEPT_SECONDS = 3
_LONGEST_LOOK_SECONDS = 15  # each database is given up after 5 if it doesn't let us in: longer, and it hangs
_LONGEST_WAIT_MINUTES = 15  # a queue older than this says that no worker runs
_TELLS_ONLY = frozenset({"jobs"})  # a dead job is told, but takes nobody's site down


def list_checks() -> dict[str, str]:
    """Each check with "ok" or what is wrong."""
    checks = {f"database_{alias}": _database(alias) for alias in connections}
    if checks.get("database_default") == OK:
        try:
            missing = missing_defences(connection)
            checks["jobs"] = _jobs()
        except Error:  # gone since it answered
            return checks | {"database_default": _SILENT}
        checks["defences"] = OK if not missing else "; ".join(missing[:5])
    return checks


# Anybody may ask: a flood costs the databases one look in so many seconds, also when they are gone.
_RECENT = clock.Recent(list_checks, keep=lambda _checks: _KEPT_SECONDS)


def recent_checks() -> tuple[dict[str, str], int]:
    """The same as it was a moment ago, and how many seconds ago that is. Nothing while a look hangs."""
    checks, age = _RECENT.get()
    return ({} if _RECENT.asking_for() > _LONGEST_LOOK_SECONDS else checks), age


def is_ready(checks: dict[str, str]) -> bool:
    """Whether the site may serve with these answers; not without any."""
    return bool(checks) and all(state == OK for name, state in checks.items() if name not in _TELLS_ONLY)


def _database(alias: str) -> str:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connections[alias])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return _SILENT
    return OK if not waiting else f"{len(waiting)} migreringer er ikke kjørt"


def _jobs() -> str:
    health = get_queue_health()
    if health.dead:
        return f"{health.dead} jobber har stoppet"
    since = health.oldest_waiting_since
    if since is not None and clock.minutes_between(since, clock.now()) > _LONGEST_WAIT_MINUTES:
        return f"den eldste har ventet siden {since.isoformat(timespec='seconds')}"
    return OK

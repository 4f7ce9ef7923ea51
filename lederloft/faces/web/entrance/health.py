"""`/helse`: whether the installation lives and is ready, as JSON for whoever watches it. Tells nothing about anyone."""

from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import get_queue_health
from lederloft.foundation.tenancy.api import missing_defences

_LONGEST_WAIT_MINUTES = 15  # a queue older than this says that no worker runs


def readiness() -> dict[str, str]:
    """Each check with "ok" or what is wrong, in words for IT."""
    checks = {}
    for alias in connections:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
            waiting = MigrationExecutor(connections[alias]).migration_plan(
                MigrationExecutor(connections[alias]).loader.graph.leaf_nodes()
            )
            checks[f"database_{alias}"] = "ok" if not waiting else f"{len(waiting)} migrations not run"
        except DatabaseError:
            checks[f"database_{alias}"] = "no answer"
    if checks.get("database_default") == "ok":
        missing = missing_defences(connection)
        checks["defences"] = "ok" if not missing else "; ".join(missing[:5])
        checks["jobs"] = _jobs()
    return checks


def _jobs() -> str:
    health = get_queue_health()
    if health.dead:
        return f"{health.dead} dead"
    since = health.oldest_waiting_since
    if since is not None and clock.minutes_between(since, clock.now()) > _LONGEST_WAIT_MINUTES:
        return f"oldest has waited since {since.isoformat(timespec='seconds')}"
    return "ok"


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when everything is ready, else 503. A dead job is told, but takes nobody's site down."""
    checks = readiness()
    is_ready = all(state == "ok" for name, state in checks.items() if name != "jobs")
    response = JsonResponse(
        {"live": True, "ready": is_ready, "checks": checks, "debug": bool(settings.DEBUG)},
        status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )
    response.headers["Cache-Control"] = "no-store"
    return response

"""The one place where low floors learn of high ones. Dotted names, checked at start; see docs/wiring.md."""

from lederloft.foundation.use_cases import api as use_cases

# Fact → kinds of jobs it starts.
JOBS_BY_FACT: dict[str, tuple[str, ...]] = {}


def connect() -> None:
    """Hand the tables down. Called once, when the apps are ready."""
    use_cases.subscribe(JOBS_BY_FACT)

"""Production settings refuse to start unsafe, and say what is missing."""

import os
import subprocess
import sys

import pytest

from tests.postgres import ROOT

GOOD = {
    "SECRET_KEY": "q8Zr2vK0fTn5Wc7YpLx3Hd9Mb1Sg4Ja6Ue-RtOiPzXvNyQwEkDlFhGjC_BmAs",
    "ALLOWED_HOSTS": "lederloft.vik.kommune.no",
    "SITE_URL": "https://lederloft.vik.kommune.no",
    "DATABASE_URL": "postgresql://lederloft_app@127.0.0.1/lederloft",
    "MIGRATE_DATABASE_URL": "postgresql://lederloft_owner@127.0.0.1/lederloft",
    "EMAIL_HOST": "127.0.0.1",
    "DEFAULT_FROM_EMAIL": "lederloft@vik.kommune.no",
}


def _start(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LEDERLOFT_DATA_DIR") if name in os.environ}
    script = "from lederloft.config.settings import production as p; print(p.DEBUG, p.ONE_CLICK_SIGN_IN)"
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=kept | env, capture_output=True, text=True)


def test_whole_settings_start_without_debug_and_one_click_sign_in() -> None:
    done = _start(GOOD)
    assert done.stdout.split() == ["False", "False"], done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "only-for-local-use-never-in-production"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", ".kommune.no"),
        ("SITE_URL", "http://lederloft.vik.kommune.no"),
        ("MIGRATE_DATABASE_URL", ""),
        ("EMAIL_HOST", ""),
        ("DEFAULT_FROM_EMAIL", ""),
    ],
)
def test_an_unsafe_start_is_refused(name: str, value: str) -> None:
    done = _start(GOOD | {name: value})
    assert done.returncode != 0
    assert "Løsningen starter ikke" in done.stderr
    assert name in done.stderr

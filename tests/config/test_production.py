"""Production settings refuse to start unsafe, and say what is missing."""

import os
import secrets
import string
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from lederloft.config.databases import database_from_url
from lederloft.config.owner_databases import owner_databases
from lederloft.config.unsafe import VARIABLES, list_faults
from tests.postgres import ROOT

KEY = "q8Zr2vK0fTn5Wc7YpLx3Hd9Mb1Sg4Ja6Ue-RtOiPzXvNyQwEkDlFhGjC_BmAs"
GOOD = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "lederloft.vik.kommune.no,lederloft-innsiden.vik.kommune.no",
    "SITE_URL": "https://lederloft.vik.kommune.no",
    "DATABASE_URL": "postgresql://lederloft_app@127.0.0.1/lederloft",
    "MIGRATE_DATABASE_URL": "postgresql://lederloft_owner@127.0.0.1/lederloft",
    "EMAIL_HOST": "127.0.0.1",
    "DEFAULT_FROM_EMAIL": "lederloft@vik.kommune.no",
}
ANSWERS, BUFFER = "postgresql://lederloft_app@127.0.0.1/answers", "postgresql://lederloft_app@127.0.0.1/buffer"


def _start(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LEDERLOFT_DATA_DIR") if name in os.environ}
    script = "from lederloft.config.settings import production as p; print(p.DEBUG, p.ONE_CLICK_SIGN_IN)"
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=kept | env, capture_output=True, text=True)


def faults(changed: dict[str, str], folder: Path) -> list[str]:
    env = GOOD | changed
    databases = {
        alias: database_from_url(env.get(variable) or f"sqlite:///{folder / alias}", variable=variable)
        for alias, variable in VARIABLES.items()
    }
    return list_faults(
        env,
        hosts=[host for host in env["ALLOWED_HOSTS"].split(",") if host],
        databases=databases,
        owners=owner_databases(databases, env),
    )


def test_whole_settings_start_without_debug_and_one_click_sign_in() -> None:
    done = _start(GOOD)
    assert done.stdout.split() == ["False", "False"], done.stderr


@pytest.mark.parametrize(
    "changed",
    [
        {"BEHIND_TLS_PROXY": "1", "TRUSTED_PROXY_COUNT": "2"},
        {"BEHIND_TLS_PROXY": "0"},
        {"ANSWERS_DATABASE_URL": ANSWERS, "BUFFER_DATABASE_URL": BUFFER},
        {"ANSWERS_DATABASE_URL": "postgresql://lederloft_app@10.0.0.4/lederloft"},
        {"ANSWERS_DATABASE_URL": "postgresql://lederloft_app@database.vik.kommune.no/lederloft"},
        {"SITE_URL": "https://LEDERLOFT.vik.kommune.no:8443/"},
        {"ALLOWED_HOSTS": "[2001:db8::1]", "SITE_URL": "https://[2001:db8::1]/"},
        {"OIDC_DISCOVERY_URL": "https://login.example.org", "EMAIL_USE_TLS": "1", "EMAIL_USE_SSL": "0"},
        {"DATABASE_URL": "", "MIGRATE_DATABASE_URL": ""},
    ],
    ids=str,
)
def test_a_safe_start_is_let_through(changed: dict[str, str], tmp_path: Path) -> None:
    assert faults(changed, tmp_path) == []


def test_no_random_key_is_refused(tmp_path: Path) -> None:
    made = [secrets.token_urlsafe(64), secrets.token_urlsafe(38), secrets.token_hex(32), secrets.token_hex(256)]
    assert [key for key in made * 50 if faults({"SECRET_KEY": key}, tmp_path)] == []


WEAK = {
    "nothing": "",
    "short": KEY[:49],
    "one letter": "a" * 60,
    "few signs": "q8Zr2vK0fTn" * 6,
    "a piece over again": KEY[:20] * 4,
    "django's own": f"django-insecure-{KEY}",
    "the alphabet": string.ascii_letters,
    "digits and letters": string.digits + string.ascii_lowercase + string.ascii_uppercase,
    "the alphabet backwards": string.ascii_letters[::-1],
    "our own of one's machine": "only-for-local-use-never-in-production",
}


@pytest.mark.parametrize("key", list(WEAK.values()), ids=list(WEAK))
def test_a_key_that_can_be_guessed_is_refused(key: str, tmp_path: Path) -> None:
    (said,) = faults({"SECRET_KEY": key}, tmp_path)
    assert said.startswith("SECRET_KEY ")
    assert "secrets.token_urlsafe(64)" in said
    assert not key or key not in said


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": ""}),
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": "*"}),
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": ".kommune.no"}),
        ("SITE_URL", {"SITE_URL": "http://lederloft.vik.kommune.no"}),
        ("SITE_URL", {"SITE_URL": "https://lederloft.example.org"}),
        ("SITE_URL", {"SITE_URL": "https://vik.kommune.no"}),
        ("SITE_URL", {"SITE_URL": "https://"}),
        ("SITE_URL", {"SITE_URL": "https://[::1"}),
        ("SITE_URL", {"SITE_URL": "https://evil.example.org@lederloft.vik.kommune.no"}),
        ("OIDC_DISCOVERY_URL", {"OIDC_DISCOVERY_URL": "http://login.example.org"}),
        ("EMAIL_HOST", {"EMAIL_HOST": ""}),
        ("DEFAULT_FROM_EMAIL", {"DEFAULT_FROM_EMAIL": ""}),
        ("EMAIL_USE_TLS", {"EMAIL_USE_TLS": "1", "EMAIL_USE_SSL": "1"}),
        ("TRUSTED_PROXY_COUNT", {"BEHIND_TLS_PROXY": "1"}),
        ("TRUSTED_PROXY_COUNT", {"BEHIND_TLS_PROXY": "1", "TRUSTED_PROXY_COUNT": "0"}),
        ("TRUSTED_PROXY_COUNT", {"BEHIND_TLS_PROXY": "1", "TRUSTED_PROXY_COUNT": "00"}),
        ("DATABASE_URL", {"DATABASE_URL": "sqlite:///:memory:"}),
        ("DATABASE_URL", {"DATABASE_URL": "sqlite:///"}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": "sqlite:///:memory:"}),
        ("BUFFER_DATABASE_URL", {"BUFFER_DATABASE_URL": "sqlite:///file::memory:"}),
        ("BUFFER_DATABASE_URL", {"BUFFER_DATABASE_URL": "sqlite:///file:x?mode=memory"}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": GOOD["DATABASE_URL"]}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": "postgresql://a_second@localhost:5432/lederloft"}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": "postgresql://x@/lederloft?host=/var/run/postgresql"}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": "postgresql://x@/lederloft?host=%2Fvar%2Frun%2Fpostgresql"}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": "postgresql://x@127.0.1.1/lederloft"}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": "postgresql://x@[0:0:0:0:0:0:0:1]/lederloft"}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": "postgresql://x@[::ffff:127.0.0.1]/lederloft"}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": "postgresql://x@localhost./lederloft"}),
        ("BUFFER_DATABASE_URL", {"BUFFER_DATABASE_URL": GOOD["DATABASE_URL"]}),
        ("BUFFER_DATABASE_URL", {"ANSWERS_DATABASE_URL": ANSWERS, "BUFFER_DATABASE_URL": ANSWERS}),
        ("ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": "postgresql://lederloft_app@127.0.0.1"}),
        ("DATABASE_URL", {"DATABASE_URL": "postgresql://127.0.0.1/lederloft"}),
        ("MIGRATE_DATABASE_URL", {"MIGRATE_DATABASE_URL": ""}),
        ("MIGRATE_DATABASE_URL", {"MIGRATE_DATABASE_URL": GOOD["DATABASE_URL"]}),
        ("MIGRATE_DATABASE_URL", {"MIGRATE_DATABASE_URL": "postgresql://lederloft_app:other@10.0.0.4/lederloft"}),
        ("MIGRATE_DATABASE_URL", {"MIGRATE_DATABASE_URL": "sqlite:///:memory:"}),
        ("MIGRATE_ANSWERS_DATABASE_URL", {"ANSWERS_DATABASE_URL": ANSWERS, "MIGRATE_ANSWERS_DATABASE_URL": ANSWERS}),
        (
            "MIGRATE_DATABASE_URL",
            {"DATABASE_URL": "", "MIGRATE_DATABASE_URL": "", "BUFFER_DATABASE_URL": BUFFER},
        ),
    ],
    ids=str,
)
def test_an_unsafe_start_is_refused(name: str, changed: dict[str, str], tmp_path: Path) -> None:
    (said,) = faults(changed, tmp_path)
    assert said.startswith(f"{name} "), said


def test_two_files_that_are_one_are_found(tmp_path: Path) -> None:
    (tmp_path / "default").touch()
    (tmp_path / "link").symlink_to(tmp_path / "default")
    changed = {"DATABASE_URL": "", "BUFFER_DATABASE_URL": f"sqlite:///{tmp_path}/x/../link"}
    (said,) = faults(changed, tmp_path)
    assert said.startswith("BUFFER_DATABASE_URL peker på samme database som DATABASE_URL.")


def test_all_faults_are_told_at_once() -> None:
    done = _start({})
    assert done.returncode != 0
    assert "Løsningen starter ikke:" in done.stderr
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"):
        assert f"- {name} " in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRUSTED_PROXY_COUNT", "to"),
        ("EMAIL_PORT", "65536"),
        ("MAIL_WAITS_SECONDS", "tosekunder"),
        ("MAIL_WAITS_SECONDS", "-120"),
        ("MAIL_WAITS_SECONDS", "4000"),
        ("BACKUPS_KEPT_DAYS", "-1"),
        ("DATABASE_LOG_KEPT_DAYS", "7.5"),
        ("SENT_MAIL_KEPT_DAYS", "999999999"),
        ("EMAIL_USE_TLS", "true"),
        ("EMAIL_USE_SSL", "ja"),
        ("BEHIND_TLS_PROXY", "True"),
        ("OIDC_PRIVATE_ADDRESSES", "yes"),
        ("PORT", "80b"),
        ("ANSWERS_DATABASE_URL", "mysql://somewhere/x"),
        ("MIGRATE_DATABASE_URL", "postgresql://owner:hemmelig/ord@h/a"),
    ],
)
def test_what_cant_be_read_is_named_and_not_repeated(name: str, value: str) -> None:
    done = _start({key: text for key, text in GOOD.items() if key != "SITE_URL"} | {name: value})
    assert done.returncode != 0
    said = done.stderr[done.stderr.index("ImproperlyConfigured:") :]
    assert said.startswith(f"ImproperlyConfigured: Løsningen starter ikke:\n- {name} "), said
    assert value not in said
    assert "hemmelig" not in done.stderr


def test_a_port_with_a_password_in_it_is_not_told() -> None:
    with pytest.raises(ImproperlyConfigured) as told:
        database_from_url("postgresql://app:pass/word@h/a", variable="BUFFER_DATABASE_URL")
    assert str(told.value).startswith("Løsningen starter ikke:\n- BUFFER_DATABASE_URL kan ikke leses.")
    assert "pass/" not in str(told.value)
    assert told.value.__suppress_context__

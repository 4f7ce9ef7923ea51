"""The databases for races are real: files in WAL that survive, and a PostgreSQL that writes to disk."""

import os
import subprocess
import sys

import pytest

from tests.postgres import Databases
from tests.sqlite import SqliteFiles

ASK = """
import django
django.setup()
from django.db import connection
question = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW fsync"}[connection.vendor]
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM tenancy_municipality")
    cursor.execute(question)
    print(cursor.fetchone()[0])
"""


@pytest.mark.races
def test_another_process_finds_the_tables_and_a_safe_database(real_databases: Databases | SqliteFiles) -> None:
    env = os.environ | real_databases.env() | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test"}
    said = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True)
    assert said.stdout.strip() in {"2", "on"}  # SQLite FULL, PostgreSQL fsync

"""Makes the floor's tables and prints a session as JSON."""

import json
import sys
from datetime import timedelta

import django


def main(rows: int) -> None:
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from bench.floor.models import Row

    with connection.cursor() as cursor:  # the clone remembers migrations whose tables lie in another of our databases
        cursor.execute("DROP TABLE IF EXISTS django_migrations")
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    start = timezone.now()
    Row.objects.bulk_create(
        [
            Row(
                key=f"row-{number}",
                name=f"Kari Nordmann {number}",
                unit=f"Avdeling {number % 50}",
                place=number,
                at=start + timedelta(minutes=number),
                minutes=number % 540,
                word="I rute",
                second=number % 180,
                third="Kommer",
            )
            for number in range(rows)
        ],
        batch_size=1_000,
    )
    user = User.objects.create_user("floor")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(json.dumps({"sessionid": session.session_key}))


if __name__ == "__main__":
    main(int(sys.argv[1]))

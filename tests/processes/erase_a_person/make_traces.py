"""Run as a program against the databases of the environment: a person with traces everywhere, told as JSON."""

import json
import sys

import django


def main() -> None:
    django.setup()
    from importlib import import_module

    from django.conf import settings
    from django.db import connection

    from lederloft.foundation.documents.api import Audience
    from tests.canaries import fill_everything, make_woman
    from tests.processes.erase_a_person.test_erase_person import OF_THE_MUNICIPALITY, command, store

    woman = make_woman()
    for _ in range(20):  # enough neighbours that rows lie on several pages
        fill_everything(make_woman())
    fill_everything(woman)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["_auth_user_id"], session["kladd"] = str(woman.account.pk), woman.word("session")
    session.create()
    title = woman.word("a document about her")
    store(title, audience=Audience.OWNER, owner=("organisation.person", woman.person.pk), acting=command(woman))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    words = {word: where for word, where in woman.canaries.items() if where not in OF_THE_MUNICIPALITY}
    json.dump({"person": woman.person.public_key, "session": session.session_key, "words": words}, sys.stdout)


if __name__ == "__main__":
    main()

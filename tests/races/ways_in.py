"""Run as a program: make one of every kind of way in, or tell which of them lead in.

python -m tests.races.ways_in FILE make|shut|tell
"""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import django


def make(file: Path) -> None:
    from lederloft.foundation.access import api as access
    from lederloft.foundation.access.invitations import token_of
    from lederloft.foundation.access.models import Invitation
    from lederloft.foundation.acting.values import Role
    from lederloft.foundation.calendars.api import get_feed_secret, make_feed
    from lederloft.foundation.clock import api as clock
    from lederloft.foundation.tenancy.api import list_municipalities
    from tests.makers import acting_for, make_account

    here = list_municipalities()[0]
    account = make_account(here, Role.LEADER, Role.IT)
    account.set_password("et langt og eget passord")
    account.save()
    acting = replace(acting_for(here, account), client_key="0b9f5b4e-0b43-4a3c-8a41-5ad0a2d4f0f1")
    key = access.new_token_secret(acting)
    access.create_token("uttrekk", secret=key, expires_on=clock.today() + timedelta(days=30), acting=acting)
    make_feed(acting=replace(acting, client_key=None))
    invited = access.invite_person("ny@vik.invalid", role=Role.LEADER, acting=replace(acting, client_key=None))
    ways = {
        "shut later": make_account(here, Role.LEADER).public_key,
        "key": key,
        "calendar": get_feed_secret(acting),
        "invitation": token_of(Invitation.objects.get(pk=invited).public_key),
        "new password": access.get_reset_path(account.id),
        "session": [account.id, account.get_session_auth_hash()],
    }
    file.write_text(json.dumps(ways))


def shut(file: Path) -> None:
    from lederloft.foundation.access.api import disable_account
    from lederloft.foundation.acting.values import upkeep
    from lederloft.foundation.tenancy.api import list_municipalities

    here = list_municipalities()[0]
    disable_account(json.loads(file.read_text())["shut later"], acting=upkeep(municipality_id=here.id))


def tell(file: Path) -> None:
    from lederloft.foundation.access import api as access
    from lederloft.foundation.calendars.api import read_feed
    from lederloft.foundation.errors.values import DomainError

    ways = json.loads(file.read_text())
    account_id, session = ways["session"]
    leads = {
        "key": access.find_acting_by_token(ways["key"]) is not None,
        "new password": access.find_by_reset_link(*ways["new password"].split("/")[-2:]) is not None,
        "session": access.Account.objects.get(pk=account_id).get_session_auth_hash() == session,
    }
    for name, look in (("calendar", read_feed), ("invitation", access.get_open_invitation)):
        try:
            leads[name] = bool(look(ways[name]))
        except DomainError:
            leads[name] = False
    print(json.dumps(sorted(name for name, is_open in leads.items() if is_open)))


if __name__ == "__main__":
    django.setup()
    {"make": make, "shut": shut, "tell": tell}[sys.argv[2]](Path(sys.argv[1]))

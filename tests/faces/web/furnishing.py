"""What the two example municipalities lack so that every page can be seen: `python -m tests.faces.web.furnishing`.

Runs as a program of its own on the databases of the site under test. Adds the municipality `tomme`, where every role
has somebody and nothing else is, a draft, an erased person, and somebody who signs in by password and code. Prints
the addresses that no page links to.
"""

import json
import os
import subprocess
import sys
from datetime import time, timedelta

import django

from tests.postgres import ROOT
from tests.server import Server

EMPTY = "tomme"
PASSWORD = "fire tilfeldige ord 7"


def furnish(site: Server) -> dict[str, str]:
    """Do it on the databases of this site."""
    program = [sys.executable, "-m", "tests.faces.web.furnishing"]
    done = subprocess.run(program, cwd=ROOT, env=site.env, check=True, capture_output=True, text=True, timeout=120)
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


def main() -> dict[str, str]:
    from lederloft.foundation.tenancy.api import get_municipality

    _empty_town()
    town = get_municipality("stavanger")
    return _drafts_and_receipts(town.id) | _secrets(town.id)


def _empty_town() -> None:
    from lederloft.domain.organisation.models import Person, Profile
    from lederloft.foundation.acting.values import Role
    from lederloft.foundation.tenancy.api import Municipality, scope
    from tests.makers import make_account

    town = Municipality.objects.create(slug=EMPTY, is_example=True)
    with scope(town.id):
        Profile.objects.create(
            name="Tomme kommune",
            number="9999",
            organisation_number="800000009",
            language_form="neutral",
            level_model="two",
        )
        people = {role: Person.objects.create(name=f"Tone {role.value.capitalize()}").pk for role in Role}
    for role, person_id in people.items():
        make_account(town, role, person_id=person_id)


def _drafts_and_receipts(municipality_id: int) -> dict[str, str]:
    from lederloft.domain.organisation.models import Person
    from lederloft.domain.programmes import api as programmes
    from lederloft.domain.programmes.models import Edition, Module
    from lederloft.foundation.acting.values import upkeep
    from lederloft.foundation.clock import api as clock
    from lederloft.foundation.tenancy.api import scope
    from lederloft.processes.erase_a_person.api import erase_person, find_person

    acting = upkeep(municipality_id=municipality_id)
    first = clock.today() + timedelta(days=100)
    plan = programmes.EditionPlan(
        name="Utkast",
        capacity=12,
        sign_up_opens_at=clock.now(),
        sign_up_closes_at=clock.now() + timedelta(days=50),
        gatherings=tuple(
            programmes.GatheringPlan(
                title=f"Dag {number}", on=first + timedelta(days=number), starts=time(9), ends=time(12), place="Salen"
            )
            for number in (1, 2, 3)
        ),
    )
    with scope(municipality_id):
        module_id = Module.objects.order_by("pk").values_list("pk", flat=True)[0]
        leaver, other = (Person.objects.create(name=name).public_key for name in ("Gunn Gått", "Stig Står"))
    edition = programmes.make_edition(module_id, plan=plan, acting=acting)
    with scope(municipality_id):
        key = programmes.find_edition(edition.id).edition_key
        held = programmes.find_edition(Edition.objects.order_by("pk").values_list("pk", flat=True)[0])
    receipt = erase_person(find_person(leaver, municipality_id=municipality_id), acting=acting)
    return {
        # The fullest ones, and they lead to everything else.
        "development_office:offer": f"/utviklingskontoret/tilbud/{held.offer_key}",
        "development_office:edition": f"/utviklingskontoret/gjennomforinger/{held.edition_key}",
        "development_office:gatherings": f"/utviklingskontoret/gjennomforinger/{held.edition_key}/samlinger",
        "development_office:open_edition": f"/utviklingskontoret/gjennomforinger/{key}/apne",
        "saved_views": "/visninger?av=deltakere",
        "data_protection:erase": f"/personvern/slett/{other}",
        "data_protection:receipt": f"/personvern/kvitteringer/{receipt.key}",
    }


def _secrets(municipality_id: int) -> dict[str, str]:
    from lederloft.foundation.access.api import get_invited_mail, get_reset_path, invite_person
    from lederloft.foundation.acting.values import Role, upkeep
    from lederloft.foundation.tenancy.api import get_municipality
    from tests.faces.web.entrance.visits import give_two_step, with_password

    invitation = invite_person("ny@example.org", role=Role.LEADER, acting=upkeep(municipality_id=municipality_id))
    mail = get_invited_mail(invitation)
    account = with_password(get_municipality("stavanger"), Role.LEADER, email="kode@example.org")
    reset = get_reset_path(account.id)
    give_two_step(account)
    assert mail
    assert reset
    return {"take_invitation": mail.path, "new_password": reset, "email": account.email}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lederloft.config.settings.local")
    django.setup()
    print(json.dumps(main()))

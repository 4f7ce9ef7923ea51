"""The town of the kill tests, made by the ordinary acts: `python -m tests.races.town LEADERS SEATS`.

Prints who may call with which key, as JSON: leaders who sign up for an open edition, and the development office, which
registers attendance at a gathering that is over.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django

SEATED = 12


def prepare(leaders: int, seats: int) -> dict[str, Any]:
    """One open edition with fewer seats than leaders; one whose first gathering is over, with everybody seated."""
    from lederloft.domain.participation import api as participation
    from lederloft.domain.programmes import api as programmes
    from lederloft.foundation.clock import api as clock
    from lederloft.processes.deliver_a_module import api as process
    from tests.domain.makers import a_gathering, at_sign_up, make_edition, make_town
    from tests.faces.api.calling import make_key

    town = make_town()
    over = make_edition(town, SEATED)
    with at_sign_up():
        for _ in range(SEATED):
            process.sign_up(over, acting=town.person().acting)
    coming = make_edition(
        town,
        seats,
        sign_up_opens_at=clock.now() - timedelta(days=1),
        sign_up_closes_at=clock.now() + timedelta(days=9),
        gatherings=tuple(a_gathering(clock.today() + timedelta(days=days)) for days in (30, 60, 90)),
    )
    crowd = [town.person() for _ in range(leaders)]
    with town.reading():
        gathering = programmes.list_gatherings(over)[0]
        sheet = participation.get_attendance_sheet(gathering.gathering_key, acting=town.office)
        key = programmes.find_edition(coming).edition_key
    return {
        "edition_id": coming,
        "edition": key,
        "gathering": gathering.gathering_key,
        "seated": [{"id": row.seat_id, "key": row.seat_key} for row in sheet.rows],
        "leaders": [{"person_id": one.person_id, "token": make_key(one.acting)[0]} for one in crowd],
        "office": make_key(town.office)[0],
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(prepare(int(sys.argv[1]), int(sys.argv[2]))))

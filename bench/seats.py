"""Who got what in the race, as the database says: seats, queue, and whether their numbers are unbroken."""

import json
import sys

import django


def main(edition_key: str) -> None:
    """Print it as JSON."""
    django.setup()
    from lederloft.domain.participation.api import SeatState
    from lederloft.domain.participation.models import Seat
    from lederloft.foundation.tenancy.api import get_municipality, scope

    with scope(get_municipality("bench").id):
        rows = Seat.objects.filter(edition__public_key=edition_key)
        seats = sorted(rows.filter(state=SeatState.SEATED).values_list("seat_number", flat=True))
        queue = sorted(rows.filter(state=SeatState.QUEUED).values_list("queue_number", flat=True))
    is_unbroken = [*seats] == [*range(1, len(seats) + 1)] and [*queue] == [*range(1, len(queue) + 1)]
    print(json.dumps({"seated": len(seats), "queued": len(queue), "is_unbroken": is_unbroken}))


if __name__ == "__main__":
    main(sys.argv[1])

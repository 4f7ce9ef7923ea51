"""How many single-row transactions a second the database takes from one connection: what a seat race can't beat."""

import sys
import time

import django


def main(seconds: float) -> None:
    """Print the number."""
    django.setup()
    from bench.floor.models import Written

    Written.objects.create(text="warm")
    begun, count = time.monotonic(), 0
    while time.monotonic() - begun < seconds:
        Written.objects.create(text="x")
        count += 1
    print(count / (time.monotonic() - begun))


if __name__ == "__main__":
    main(float(sys.argv[1]))

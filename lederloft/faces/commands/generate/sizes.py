"""The sizes a municipality can be generated in. Plain data; the larger ones take years of history and come later."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How many leaders stand on each level from the top down, and which editions run when."""

    code: str
    leaders: tuple[int, ...]
    first_gatherings: tuple[int, ...]  # one edition each: the week of its first gathering, counted from this one
    module_count: int
    capacity: int
    signed_up: int  # how many sign up for each edition; those above the capacity wait

    @property
    def leader_count(self) -> int:
        """All levels together."""
        return sum(self.leaders)


SIZES = {
    size.code: size
    for size in (
        Size("S", (1, 3, 14), (-60, -34, -5, 4), module_count=2, capacity=12, signed_up=15),
        Size("M", (1, 8, 61, 330), tuple(range(-104, 7, 10)), module_count=4, capacity=18, signed_up=24),
    )
}
LATER = ("L", "XL")

"""What is made up for a generated municipality: names, units and chance. The same seed makes the same up."""

from collections.abc import Iterator
from random import Random

from lederloft.domain.organisation.api import UnitKind
from lederloft.faces.commands.examples.building import Grown
from lederloft.faces.commands.examples.names import FAMILY, GIVEN
from lederloft.faces.commands.generate.sizes import Size

_AREAS = (
    "Oppvekst",
    "Helse og mestring",
    "Teknisk",
    "Kultur og fritid",
    "Økonomi",
    "Samfunn og plan",
    "Eiendom",
    "Velferd",
    "Barn og unge",
    "Miljø og klima",
)
_SERVICES = ("Barneskole", "Barnehage", "Hjemmetjeneste", "Sykehjem", "Bibliotek", "Vei og park", "Bofellesskap")
_PLACES = ("nord", "sør", "øst", "vest", "sentrum", "Lia", "Moen", "Nesset", "Vika", "Åsen", "Strand", "Haugen")
_TITLES = ("Kommunedirektør", "Kommunalsjef", "Virksomhetsleder", "Avdelingsleder")
MODULES = ("Teamledelse", "Ledelse gjennom dialog", "Endring og omstilling", "Helsefremmende ledelse")


def chance(size: Size, seed: int) -> Random:
    """Where every choice comes from."""
    return Random(f"{size.code}-{seed}")  # noqa: S311 — nothing secret hangs on it


def invented_people(random: Random) -> Iterator[str]:
    """Full names in an order of chance, none twice: 1 480 of two words, then 53 000 of three."""
    pairs = [(given, family) for given in GIVEN.split() for family in FAMILY.split()]
    random.shuffle(pairs)
    yield from (f"{given} {family}" for given, family in pairs)
    for middle in FAMILY.split():
        yield from (f"{given} {middle} {family}" for given, family in pairs if family != middle)


def invented_tree(size: Size, random: Random, *, name: str) -> Grown:
    """Units with a head each: as many on every level as the size has leaders there."""
    return _grown(name, 0, 0, size, random)


def _grown(name: str, level: int, number: int, size: Size, random: Random) -> Grown:
    below = []
    if level + 1 < len(size.leaders):
        here, there = size.leaders[level], size.leaders[level + 1]
        # Shared out as evenly as it goes: unit number n gets those from n/here to (n+1)/here of the level below.
        for place, lower in enumerate(range(number * there // here, (number + 1) * there // here)):
            below.append(_grown(_unit_name(level + 1, place, random), level + 1, lower, size, random))
    return Grown(name, _TITLES[level], UnitKind.LINE, tuple(below))


def _unit_name(level: int, place: int, random: Random) -> str:
    if level == 1:
        round_, at = divmod(place, len(_AREAS))
        return _AREAS[at] + (f" {round_ + 1}" if round_ else "")
    if level == 2:
        # The number keeps siblings apart.
        return f"{random.choice(_SERVICES)} {random.choice(_PLACES)} {place + 1}"
    return f"Avdeling {place + 1}"


def levels_of(size: Size) -> tuple[str, ...]:
    """The names of the leader levels, the top first."""
    return _TITLES[: len(size.leaders)]

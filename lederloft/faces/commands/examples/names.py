"""Names of people who don't exist: common Norwegian given names and family names, paired by counting."""

import unicodedata
from collections.abc import Iterator

GIVEN = (
    "Anne Ingrid Kari Marit Liv Inger Astrid Solveig Randi Berit Hilde Silje Camilla Ragnhild Turid Ellen Sunniva Guro "
    "Maren Åse Ole Lars Per Jan Knut Arne Svein Odd Trond Geir Terje Morten Håkon Eirik Sindre Øyvind Magnus Torbjørn "
    "Jonas Vegard"
)
FAMILY = (
    "Lia Bakken Haugen Moen Dahl Strand Nygård Solberg Myhre Vik Sandnes Brekke Tangen Lunde Hagen Eide Aasen Rønning "
    "Fossum Holte Skaar Ødegård Kvamme Bråten Rud Hovland Nesje Grønli Stubberud Tveit Myrvold Engen Sletten Åsheim "
    "Kleppe Heggland Vinje"
)


def invented_names(start: int) -> Iterator[str]:
    """One full name after another without repeating, beginning at a place in the row."""
    # 40 given names and 37 family names have no common factor: 1 480 pairs before one comes again.
    given, family = GIVEN.split(), FAMILY.split()
    number = start
    while True:
        yield f"{given[number % len(given)]} {family[number % len(family)]}"
        number += 1


def address_of(name: str, slug: str) -> str:
    """An e-mail address that no server takes (.invalid)."""
    folded = name.lower().replace("æ", "ae").replace("ø", "o")
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.')}@eksempel.{slug}.invalid"

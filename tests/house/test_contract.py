"""The inspector: modules are entered by their doors only."""

import grimp
import pytest

from house.one_door import OneDoor

OPTIONS = {"name": "one door", "containers": ["h.domain"], "doors": ["api", "values"]}


def kept(*imports: tuple[str, str]) -> bool:
    graph = grimp.ImportGraph()
    for module in ("h", "h.domain", "h.domain.budget", "h.domain.budget.api", "h.domain.budget.models", "h.faces"):
        graph.add_module(module)
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    contract = OneDoor("one door", {"root_packages": ["h"]}, OPTIONS)
    return contract.check(graph, verbose=False).kept


def test_the_door_is_open() -> None:
    assert kept(("h.faces", "h.domain.budget.api"), ("h.domain.budget.api", "h.domain.budget.models"))


@pytest.mark.parametrize("target", ["h.domain.budget.models", "h.domain.budget"])
def test_climbing_in_is_found(target: str) -> None:
    assert not kept(("h.faces", target))

"""A package under a container is entered from outside only through one of its door modules."""

from collections.abc import Iterable
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OneDoor(Contract):
    containers = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        wrong: list[tuple[str, str]] = []
        for container in cast("Iterable[str]", self.containers):
            for room in graph.find_children(container):
                inside = {room} | graph.find_descendants(room)
                allowed = {f"{room}.{door}" for door in cast("Iterable[str]", self.doors)}
                for target in inside - allowed:
                    climbers = graph.find_modules_that_directly_import(target) - inside
                    wrong.extend((importer, target) for importer in climbers)
        return ContractCheck(kept=not wrong, metadata={"wrong": sorted(wrong)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, target in check.metadata["wrong"]:
            output.print_error(f"{importer} climbs in through {target}; use the api", bold=False)

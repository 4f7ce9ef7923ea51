"""What a fact is. Pure Python."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar

from lederloft.foundation.errors.values import N_

Plain = str | int | bool | None


class Via(StrEnum):
    """Through which door the act came."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105 — the name of a door, no secret
    COMMAND = "command"
    JOB = "job"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that has happened, named in the past tense.

    Fields hold ids, numbers, codes and ISO dates, never a name or free text. ``about`` maps a field that holds an id
    to the label of the model it belongs to ("participation.seat"); history and exports find the fact through it.
    ``sentence`` is a msgid; it may use ``{who}`` and the fact's own fields.
    """

    sentence: ClassVar[str] = N_("{who} endret dette")
    about: ClassVar[dict[str, str]] = {}

    @classmethod
    def kind(cls) -> str:
        """ "participation.SeatReserved": the module that tells, and what happened."""
        return f"{cls.__module__.rsplit('.', 2)[-2]}.{cls.__name__}"

    def data(self) -> dict[str, Plain]:
        """The fields as they are stored."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def subjects(self) -> list[tuple[str, int]]:
        """(model label, id) of everything the fact is about."""
        found = []
        for name, label in self.about.items():
            value = getattr(self, name)
            if value is not None:
                found.append((label, int(value)))
        return found


def _all_facts(of: type[Fact] = Fact) -> Iterator[type[Fact]]:
    for told in of.__subclasses__():
        yield told
        yield from _all_facts(told)


def fact_from(kind: str, data: Mapping[str, Plain]) -> Fact:
    """The fact as it was recorded; a bare Fact when the code no longer knows that kind or has changed its fields."""
    for told in _all_facts():
        if told.kind() == kind and {f.name for f in fields(told)} == set(data):
            return told(**data)
    return Fact()

"""Legal transitions as data: one table per kind of thing, checked when it is made and drawn in the docs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from lederloft.foundation.states.errors import StateIsFinal, TransitionNotAllowed
from lederloft.foundation.states.moves import MoveNotAllowed, Moves, may_move, require_move

__all__ = [
    "MoveNotAllowed",
    "Moves",
    "StateIsFinal",
    "StateName",
    "StateTable",
    "Transition",
    "TransitionNotAllowed",
    "may_move",
    "require_move",
]

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class StateName:
    """What people call a state; wording translates it where it is shown."""

    msgid: str

    def __str__(self) -> str:
        return self.msgid


@dataclass(frozen=True)
class Transition(Generic[S]):
    """From one state to another, by a verb: the name of the command that does it."""

    start: S
    to: S
    verb: str


@dataclass(frozen=True)
class StateTable(Generic[S]):
    """Every state of a thing and every way between them.

    ``thing`` starts the sentence («Samlingen»), ``names`` finish it («avlyst»); both are msgids. ``final`` states
    have no way out. A table that is wrong in itself raises ValueError at import.
    """

    states: type[S]
    thing: str
    initial: S
    final: Collection[S]
    names: Mapping[S, str]
    transitions: tuple[Transition[S], ...]
    _targets: dict[S, tuple[S, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        targets: dict[S, tuple[S, ...]] = {
            state: tuple(dict.fromkeys(t.to for t in self.transitions if t.start == state)) for state in self.states
        }
        object.__setattr__(self, "_targets", targets)
        faults = self.faults()
        if faults:
            raise ValueError("; ".join(faults))

    def allowed(self, start: S) -> tuple[Transition[S], ...]:
        """The ways out of a state, in the order they are written."""
        return tuple(transition for transition in self.transitions if transition.start == start)

    def is_allowed(self, start: S, to: S) -> bool:
        """Whether one step leads there. Staying is no step unless it is written."""
        return to in self._targets[start]

    def require(self, start: S, to: S) -> None:
        """Raises StateIsFinal or TransitionNotAllowed when no step leads there."""
        if self.is_allowed(start, to):
            return
        thing, now = StateName(self.thing), self.name_of(start)
        if not self._targets[start]:
            raise StateIsFinal(thing=thing, now=now)
        possible = [self.name_of(state) for state in self._targets[start]]
        raise TransitionNotAllowed(thing=thing, now=now, wanted=self.name_of(to), possible=possible)

    def name_of(self, state: S) -> StateName:
        """What people call the state."""
        return StateName(self.names[state])

    def unreachable(self) -> set[S]:
        """States that nothing leads to from the initial one."""
        return set(self.states) - self._reached_from(self.initial)

    def dead_ends(self) -> set[S]:
        """States from which no final state can be reached (only where there are final states)."""
        if not self.final:
            return set()
        return {state for state in self.states if self._reached_from(state).isdisjoint(self.final)}

    def faults(self) -> list[str]:
        """What is wrong with the table, in English, for whoever writes it."""
        found = []
        if unnamed := sorted(set(self.states) - set(self.names)):
            found.append(f"no name for {', '.join(unnamed)}")
        if lost := sorted(self.unreachable()):
            found.append(f"nothing leads to {', '.join(lost)}")
        if dead := sorted(self.dead_ends()):
            found.append(f"nothing leads from {', '.join(dead)} to an end")
        if left := sorted(state for state in self.final if self._targets[state]):
            found.append(f"{', '.join(left)} is final and has a way out")
        if len(set(self.transitions)) != len(self.transitions):
            found.append("a transition is written twice")
        if len({(t.start, t.verb) for t in self.transitions}) != len(set(self.transitions)):
            found.append("a verb leads from one state to two")
        return found

    def mermaid(self) -> str:
        """The table as a mermaid state diagram, for the docs."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {state} : {self.names[state]}" for state in self.states]
        lines += [f"    {t.start} --> {t.to} : {t.verb}" for t in self.transitions]
        lines += [f"    {state} --> [*]" for state in self.states if state in self.final]
        return "\n".join(lines) + "\n"

    def _reached_from(self, start: S) -> set[S]:
        reached, ahead = {start}, [start]
        while ahead:
            for state in self._targets[ahead.pop()]:
                if state not in reached:
                    reached.add(state)
                    ahead.append(state)
        return reached

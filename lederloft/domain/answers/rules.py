"""What may be mixed, moved and told. Plain Python: counts in, decisions out; nothing here sees who said what."""

import hashlib
from collections.abc import Mapping, Sequence

from lederloft.domain.answers.errors import AnswersNotReadable, MinimumTooLow
from lederloft.domain.answers.values import Answers, InvitationState

MOST_ANSWERS = 200
_HIGHEST = 1000


def clean_answers(answers: Sequence[int | None]) -> Answers:
    """The answers as they are stored; raises AnswersNotReadable."""
    fits = 0 < len(answers) <= MOST_ANSWERS and all(
        one is None or (type(one) is int and 0 <= one <= _HIGHEST) for one in answers
    )
    if not fits:
        raise AnswersNotReadable
    return tuple(answers)


def require_minimum(wanted: int | None, *, floor: int) -> int:
    """How many answers must be mixed; raises MinimumTooLow below the floor."""
    if wanted is not None and wanted < floor:
        raise MinimumTooLow(floor=floor)
    return floor if wanted is None else wanted


def nonce_of(token_hash: str) -> str:
    """What an answer is known by in the buffer: made from the link's hash, and gone with it."""
    return hashlib.sha256(f"buffer:{token_hash}".encode()).hexdigest()


def slip_of(nonce: str) -> str:
    """What the answer store keeps of a nonce for a while: that its answer is in, not which one it is."""
    return hashlib.sha256(f"moved:{nonce}".encode()).hexdigest()


def settled(state: InvitationState, *, is_moved: bool, is_waiting: bool) -> InvitationState:
    """What an invitation must say, when the buffer and the store have been asked.

    The whole of crash and restore is this: an answer counts from the moment it stands in the buffer or the store,
    whatever the invitation had time to say, and one that stands in neither is asked for again.
    """
    if is_moved or is_waiting:
        return InvitationState.ANSWERED
    return InvitationState.INVITED if state == InvitationState.ANSWERED else state


def units_told(invited: Mapping[int, int], minimum: int) -> frozenset[int]:
    """The units so large that an answer may name them; others' answers name none."""
    return frozenset(unit for unit, count in invited.items() if count >= minimum)


def count_to_move(waiting: int, minimum: int) -> int:
    """How many of a unit's waiting answers may leave now, so that as many as the minimum are left for the rest."""
    return waiting - minimum if waiting >= 2 * minimum else 0


def are_enough(answers: int, minimum: int) -> bool:
    """Whether a wave that closes keeps its answers: fewer than the minimum are as good as signed."""
    return answers >= minimum


def units_kept_at_close(answers: Mapping[str, int], minimum: int) -> frozenset[str]:
    """The units whose name their answers keep when a wave closes. "" stands for no unit.

    No unit has fewer than the minimum, nor have the answers without one; to reach it the smallest units give way.
    Too few in all, and none is named; such a wave keeps no answers either (``are_enough``).
    """
    kept = {unit for unit, count in answers.items() if unit and count >= minimum}
    pool = sum(count for unit, count in answers.items() if unit not in kept)
    while kept and 0 < pool < minimum:
        smallest = min(kept, key=lambda unit: (answers[unit], unit))
        kept.discard(smallest)
        pool += answers[smallest]
    return frozenset(kept)

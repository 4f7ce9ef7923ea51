"""What flush, close and restore share: making the three stores agree, and moving answers from buffer to store.

The order, and what a crash after each step leaves behind (P: default, B: buffer, S: answers; the act's own
transaction on P is open all the while, and holds the wave and its invitations, so that nobody gives, withdraws or
invites meanwhile):

1. lock the wave and its open invitations in P, then read B and S  – nothing has changed
2. S: answers and their slips, one transaction                    – in B and S; the slip says so: never moved again
3. B: the answers go                                               – in S; P may say "invited": the slip says so
4. P: answered, hash := null; the act commits                      – done

A crash at any point is put right by the next run's ``settle``, whose table is ``rules.settled``. An answer is in S
once, or in B and not in S; it is never in neither after it has been acknowledged, and never twice in S.
"""

from collections.abc import Collection
from dataclasses import dataclass

from lederloft.domain.answers.commands.stores import (
    chance,
    list_slips,
    list_waiting,
    remove_from_buffer,
    write_to_store,
)
from lederloft.domain.answers.models import BufferedAnswer, Invitation, Wave
from lederloft.domain.answers.rules import count_to_move, nonce_of, settled, slip_of
from lederloft.domain.answers.states import MOVES_OF_INVITATION, InvitationState
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.states.api import require_move


@dataclass(frozen=True)
class Standing:
    """A wave on which the three stores agree: which answers wait, and whose invitations they belong to."""

    wave: Wave
    waiting: dict[str, BufferedAnswer]  # by nonce
    invitation_ids: dict[str, int]  # by nonce
    invited_again: int


def lock_wave(wave_id: int) -> Wave:
    """The wave, held against everybody else who gives, invites, moves or closes; raises NotFound."""
    wave = Wave.objects.select_for_update().filter(pk=wave_id).first()
    if wave is None:
        raise NotFound
    return wave


def settle(wave: Wave) -> Standing:
    """Let P, buffer and store say the same of every invitation that still has its link. The wave is held."""
    held = Invitation.objects.select_for_update().filter(wave=wave, token_hash__isnull=False).order_by("pk")
    invitations = {nonce_of(row.token_hash or ""): row for row in held}
    waiting, slips = list_waiting(wave.public_key), list_slips(wave.public_key)
    moved = {nonce for nonce in invitations if slip_of(nonce) in slips}
    # One without an invitation belongs to somebody who has been erased, or invited after the backup restored here.
    remove_from_buffer([nonce for nonce in waiting if nonce in moved or nonce not in invitations])
    waiting = {nonce: row for nonce, row in waiting.items() if nonce in invitations and nonce not in moved}
    mark_moved([invitations[nonce].pk for nonce in moved])
    changed: dict[InvitationState, list[int]] = {state: [] for state in InvitationState}
    for nonce, row in invitations.items():
        now = InvitationState(row.state)
        to = settled(now, is_moved=nonce in moved, is_waiting=nonce in waiting)
        if to != now:
            require_move(MOVES_OF_INVITATION, now, to)
            changed[to].append(row.pk)
    for state, ids in changed.items():
        if ids:
            Invitation.objects.filter(pk__in=ids).update(state=state)
    return Standing(
        wave,
        waiting,
        {nonce: row.pk for nonce, row in invitations.items()},
        invited_again=len(changed[InvitationState.INVITED]),
    )


def move(standing: Standing, nonces: Collection[str]) -> int:
    """Move those answers from the buffer to the store; returns how many."""
    if nonces:
        write_to_store(standing.wave, {nonce: standing.waiting[nonce] for nonce in nonces})
        remove_from_buffer(nonces)
        mark_moved([standing.invitation_ids[nonce] for nonce in nonces])
    return len(nonces)


def mark_moved(ids: Collection[int]) -> None:
    """The invitations say that they are answered, and their links lead nowhere any more."""
    if ids:
        Invitation.objects.filter(pk__in=list(ids)).update(state=InvitationState.ANSWERED, token_hash=None)


def choose_batch(standing: Standing) -> list[str]:
    """Nonces of those that may leave now: of each unit a choice by chance, with the minimum left for the rest."""
    chosen = []
    units = sorted({row.unit for row in standing.waiting.values()})
    for unit in units:
        nonces = [nonce for nonce, row in standing.waiting.items() if row.unit == unit]
        chosen += chance.sample(nonces, count_to_move(len(nonces), standing.wave.minimum_batch))
    return chosen

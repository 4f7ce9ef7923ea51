"""What erasing somebody means for her answers: those on their way go, those that have been moved can't be found."""

from collections.abc import Collection

from lederloft.domain.answers.commands.stores import remove_from_buffer
from lederloft.domain.answers.models import Invitation
from lederloft.domain.answers.rules import nonce_of


def take_back_answers(person_ids: Collection[int]) -> None:
    """Take her answers out of the buffer, within the erasure's act, which then deletes her invitations.

    The invitations are held until the act ends, so that nothing is given or moved meanwhile. A crash in between
    leaves her invited without an answer, and the erasure is done again.
    """
    held = Invitation.objects.select_for_update().filter(person_id__in=list(person_ids), token_hash__isnull=False)
    remove_from_buffer([nonce_of(row.token_hash or "") for row in held.order_by("pk")])

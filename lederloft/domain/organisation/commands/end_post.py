"""Let a post have its last day."""

from datetime import date

from django.db.models import Q

from lederloft.domain.organisation.commands.histories import hold_still
from lederloft.domain.organisation.errors import PostStillHeld, UnknownPost
from lederloft.domain.organisation.facts import PostEnded
from lederloft.domain.organisation.models import Appointment, Post
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.rules import require_shorter
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.dated.api import Period
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_administer)
def end_post(post_id: int, *, on: date, acting: Acting) -> None:
    """``on`` is the last day. Whoever holds the post must have left it by then.

    Raises UnknownPost, PostStillHeld, PeriodEndsBeforeStart, LastDayAlreadySet.
    """
    hold_still()
    post = Post.objects.filter(id=post_id).first()
    if post is None:
        raise UnknownPost
    if post.valid_to == on:
        return unchanged(None)
    require_shorter(Period(post.valid_from, post.valid_to), on)
    held = Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), post=post)
    if held.exists():
        raise PostStillHeld(post=post.title, on=on)
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    record(PostEnded(post_id=post.pk, last_on=on.isoformat()))
    return None

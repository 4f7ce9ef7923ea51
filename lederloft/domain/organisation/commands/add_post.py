"""Add a post to a unit."""

from datetime import date

from lederloft.domain.organisation.commands.histories import get_state, hold_still, read_histories
from lederloft.domain.organisation.errors import HeadWithoutLevel, UnitHasHead, UnitNotThere, UnknownLevel
from lederloft.domain.organisation.facts import PostAdded
from lederloft.domain.organisation.models import LeaderLevel, Post
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.rules import covers, lifetime
from lederloft.domain.organisation.values import Ref
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.dated.api import Period, valid_between
from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case
from lederloft.foundation.wording.values import clean_text


@use_case(may=may_administer)
def add_post(
    unit_id: int,
    *,
    title: str,
    valid_from: date,
    level_id: int | None = None,
    is_unit_head: bool = False,
    acting: Acting,
) -> Ref:
    """A post from the day on, until further notice. With a leader level its holder is a leader.

    Raises UnknownUnit, UnitNotThere, UnknownLevel, HeadWithoutLevel, UnitHasHead, TextMissing, TextTooLong.
    """
    title = clean_text(title, label=N_("Tittel"), limit=100, is_required=True)
    if is_unit_head and level_id is None:
        raise HeadWithoutLevel
    hold_still()
    histories = read_histories()
    state = get_state(histories, unit_id, on=valid_from)
    if not covers(lifetime(histories[unit_id]), Period(valid_from)):
        raise UnitNotThere(unit=state.name, on=histories[unit_id][-1].valid_to)
    if level_id is not None and not LeaderLevel.objects.filter(id=level_id).exists():
        raise UnknownLevel
    if is_unit_head:
        _require_no_other_head(unit_id, valid_from)
    post = Post.objects.create(
        unit_id=unit_id, title=title, level_id=level_id, is_unit_head=is_unit_head, valid_from=valid_from
    )
    record(PostAdded(post_id=post.pk, unit_id=unit_id, begins_on=valid_from.isoformat()))
    return Ref(post.pk, post.public_key)


def _require_no_other_head(unit_id: int, valid_from: date) -> None:
    heads = Post.objects.filter(valid_between(valid_from, None), unit_id=unit_id, is_unit_head=True)
    first = heads.order_by("valid_from").values_list("valid_from", flat=True).first()
    if first is not None:
        raise UnitHasHead(valid_from=first)

"""How people want to hear: reading and choosing."""

from dataclasses import dataclass

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.outbox.errors import UnknownGroup
from lederloft.foundation.outbox.facts import NotificationsChosen
from lederloft.foundation.outbox.kinds import list_groups
from lederloft.foundation.outbox.models import NotificationChoice
from lederloft.foundation.outbox.values import How, MessageKind
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@dataclass(frozen=True)
class Choice:
    """One line of the page for notifications. ``title`` is a msgid."""

    group: str
    title: str
    how: How


def _chosen(account_id: int | None) -> dict[str, How]:
    if account_id is None:
        return {}
    rows = NotificationChoice.objects.filter(account_id=account_id).values_list("group", "how")
    return {group: How(how) for group, how in rows}


def how_to_reach(account_id: int | None, kind: MessageKind) -> How:
    """What she has chosen for that kind of message. Call it inside the municipality's scope."""
    if kind.group is None:
        return How.NOW
    return _chosen(account_id).get(kind.group, list_groups()[kind.group].default)


def list_notification_choices(*, acting: Acting) -> list[Choice]:
    """Her choices for every group, in the order of the wiring. Call it inside a scope."""
    chosen = _chosen(acting.account_id)
    return [Choice(name, group.title, chosen.get(name, group.default)) for name, group in list_groups().items()]


def _may_choose(acting: Acting, _group: object) -> bool:
    return acting.account_id is not None and acting.municipality_id is not None


@use_case(may=_may_choose)
def choose_notifications(group: str, *, how: How, acting: Acting) -> How:
    """Choose how to hear about a group of things, for oneself. Raises UnknownGroup."""
    if acting.account_id is None:
        raise NotAllowed
    if group not in list_groups():
        raise UnknownGroup(group=group)
    if _chosen(acting.account_id).get(group) == how:
        return unchanged(how)
    NotificationChoice.objects.update_or_create(account_id=acting.account_id, group=group, defaults={"how": how})
    record(NotificationsChosen(group=group, how=how.value))
    return how

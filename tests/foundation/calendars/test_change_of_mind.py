"""What is changed before it was sent is told once, as the newest truth, or not at all."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from django.core import mail

from lederloft.config import wiring
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.api import MessageKind, connect, deliver_due
from tests.foundation.calendars import doing
from tests.foundation.calendars.test_inviting import FIRST, NOW, Stage, details, stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wired")]

__all__ = ["stage"]


def heard() -> list[tuple[str, str]]:
    """(kind, when it was told to begin before) of the mails since last time."""
    deliver_due()
    found = [(str(message.subject).split()[0], str(message.body)) for message in mail.outbox]
    mail.outbox.clear()
    return found


def kinds() -> list[str]:
    return [kind for kind, _body in heard()]


def kinds_through(server: type, settings: Any) -> list[str]:
    """What came while the post went through that mail server; then it is as it was."""
    before, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{server.__module__}.{server.__qualname__}"
    try:
        return kinds()
    finally:
        settings.EMAIL_BACKEND = before


def kinds_in_two_minutes() -> list[str]:
    with clock.frozen_at(NOW + timedelta(minutes=2)):
        return kinds()


@pytest.fixture
def invited(stage: Stage) -> Stage:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    assert kinds() == [calendars.INVITED]
    return stage


def test_who_is_invited_and_withdrawn_before_she_heard_hears_nothing(stage: Stage) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    stage.do(calendars.withdraw, 1, sources=[FIRST])
    assert kinds() == []


def test_what_is_cancelled_before_she_heard_of_it_is_not_told(stage: Stage) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    stage.do(calendars.cancel, FIRST)
    assert kinds() == []


def test_one_who_gives_up_and_comes_back_at_once_hears_nothing_and_has_it_still(invited: Stage) -> None:
    invited.do(calendars.withdraw, 1, sources=[FIRST])
    invited.do(calendars.invite, 1, to={FIRST: details()})
    assert kinds() == []
    invited.do(calendars.withdraw, 1, sources=[FIRST])
    assert kinds() == [calendars.WITHDRAWN]


def test_back_and_away_again_at_once_is_one_word_that_she_is_out(invited: Stage) -> None:
    invited.do(calendars.withdraw, 1, sources=[FIRST])
    invited.do(calendars.invite, 1, to={FIRST: details()})
    invited.do(calendars.withdraw, 1, sources=[FIRST])
    assert kinds() == [calendars.WITHDRAWN]


def test_a_move_she_missed_while_she_was_out_is_told(invited: Stage) -> None:
    invited.do(calendars.withdraw, 1, sources=[FIRST])
    invited.do(calendars.invite, 1, to={FIRST: details(8)})
    assert kinds() == [calendars.CHANGED]


def test_a_move_that_is_overtaken_by_giving_up_isnt_lost_when_she_comes_back(invited: Stage) -> None:
    invited.do(calendars.change, FIRST, details=details(8))
    invited.do(calendars.withdraw, 1, sources=[FIRST])
    invited.do(calendars.invite, 1, to={FIRST: details(8)})
    assert kinds() == [calendars.CHANGED]


def test_two_moves_at_once_are_one_from_the_time_she_knew(invited: Stage) -> None:
    invited.do(calendars.change, FIRST, details=details(8))
    invited.do(calendars.change, FIRST, details=details(9))
    invited.do(calendars.change, FIRST, details=details(9, description="Ta med penn"))
    assert heard() == [(calendars.MOVED, details().starts_at.astimezone(UTC).isoformat())]


def test_a_move_before_she_heard_of_it_is_an_invitation_to_the_new_time(stage: Stage) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    stage.do(calendars.change, FIRST, details=details(8))
    assert kinds() == [calendars.INVITED]


def test_a_new_place_after_an_earlier_move_doesnt_tell_of_that_move_again(invited: Stage) -> None:
    invited.do(calendars.change, FIRST, details=details(8))
    heard()
    invited.do(calendars.change, FIRST, details=details(8, location="Glåmos"))
    ((kind, before),) = heard()
    assert kind == calendars.MOVED
    assert before == details(8).starts_at.astimezone(UTC).isoformat()


def test_an_invitation_that_came_though_the_line_broke_is_cancelled_too(stage: Stage, settings: Any) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    assert kinds_through(doing.TakesAndIsCut, settings) == [calendars.INVITED]
    stage.do(calendars.cancel, FIRST)
    assert kinds_in_two_minutes() == [calendars.CANCELLED]


def test_a_letter_that_may_have_come_is_never_counted_on(stage: Stage, settings: Any) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    assert kinds_through(doing.NeverTakes, settings) == []
    stage.do(calendars.withdraw, 1, sources=[FIRST])
    stage.do(calendars.invite, 1, to={FIRST: details()})
    assert kinds_in_two_minutes() == [calendars.INVITED]


def test_a_withdrawal_that_may_not_have_come_is_said_again(invited: Stage, settings: Any) -> None:
    invited.do(calendars.withdraw, 1, sources=[FIRST])
    assert kinds_through(doing.NeverTakes, settings) == []
    invited.do(calendars.invite, 1, to={FIRST: details()})
    invited.do(calendars.withdraw, 1, sources=[FIRST])
    assert kinds_in_two_minutes() == [calendars.WITHDRAWN]


def test_a_move_that_may_have_come_is_told_from_where_it_went(invited: Stage, settings: Any) -> None:
    invited.do(calendars.change, FIRST, details=details(8))
    assert kinds_through(doing.TakesAndIsCut, settings) == [calendars.MOVED]
    invited.do(calendars.change, FIRST, details=details())
    with clock.frozen_at(NOW + timedelta(minutes=2)):
        assert heard() == [(calendars.MOVED, details(8).starts_at.astimezone(UTC).isoformat())]


def test_who_is_withdrawn_from_what_is_cancelled_still_hears_that_it_is(invited: Stage) -> None:
    invited.do(calendars.cancel, FIRST)
    invited.do(calendars.withdraw, 1, sources=[FIRST])
    assert kinds() == [calendars.CANCELLED]


def test_who_heard_nothing_because_no_server_answered_is_told_nothing(stage: Stage, settings: Any) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    assert kinds_through(doing.Away, settings) == []
    stage.do(calendars.cancel, FIRST)
    assert kinds_in_two_minutes() == []


def test_news_lie_a_while_so_that_a_change_of_mind_can_overtake_them(stage: Stage, settings: Any) -> None:
    settings.MAIL_WAITS_SECONDS = 120
    kind = MessageKind("tests.foundation.calendars.doing.render", is_invitation=True, waits=True)
    connect(dict.fromkeys(calendars.MESSAGE_KINDS, kind), groups={}, recipients={})
    stage.do(calendars.invite, 1, to={FIRST: details()})
    assert kinds() == []
    with clock.frozen_at(NOW + timedelta(seconds=119)):
        assert kinds() == []
    with clock.frozen_at(NOW + timedelta(seconds=120)):
        assert kinds() == [calendars.INVITED]


def test_what_people_are_told_of_places_and_gatherings_waits() -> None:
    told = {name for name, kind in wiring.MESSAGE_KINDS.items() if kind.group is not None}
    assert {name for name, kind in wiring.MESSAGE_KINDS.items() if kind.waits} == told

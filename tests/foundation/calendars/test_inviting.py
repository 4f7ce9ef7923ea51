"""A gathering that moves or is cancelled moves in real calendars, and everybody hears of it once."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from icalendar import Calendar

from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.calendars.api import Details, EventCancelled, Source
from lederloft.foundation.calendars.models import CalendarEvent, Invitation
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.api import deliver_due
from lederloft.foundation.tenancy.api import OutsideScope, scope
from lederloft.foundation.trail.api import NobodyActs
from tests.foundation.calendars.doing import Away, NeverTakes, TakesAndIsCut, act
from tests.makers import acting_for, make_account, make_municipality

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wired")]

NOW = datetime(2024, 1, 22, 8, tzinfo=UTC)
FIRST, SECOND = Source("test.gathering", 1), Source("test.gathering", 2)


def details(day: int = 7, **changes: Any) -> Details:
    on = date(2024, 2, day)
    told = Details("Teamledelse", clock.local(on, time(13)), clock.local(on, time(16)), location="Røros")
    return replace(told, **changes)


@dataclass
class Stage:
    """A municipality with one who acts and three who are invited (persons 1, 2 and 3)."""

    acting: Acting
    emails: dict[int, str]
    municipality_id: int

    def do(self, function: Any, *args: Any, **kwargs: Any) -> None:
        act(lambda: function(*args, **kwargs), acting=self.acting)


@pytest.fixture
def stage() -> Any:
    municipality = make_municipality()
    office = make_account(municipality, Role.DEVELOPMENT_OFFICE)
    emails = {person_id: make_account(municipality, person_id=person_id).email for person_id in (1, 2, 3)}
    with clock.frozen_at(NOW):
        yield Stage(acting_for(municipality, office), emails, municipality.id)


def sent() -> list[tuple[str, str, int, str]]:
    """(address, method, sequence, uid) of every mail since last time, in the order they were sent."""
    deliver_due()
    found = []
    for message in mail.outbox:
        (part,) = [p for p in message.message().walk() if p.get_content_type() == "text/calendar"]
        calendar = Calendar.from_ical(part.get_payload(decode=True))
        (event,) = calendar.walk("VEVENT")
        assert part.get_param("method") == calendar["METHOD"]
        assert event["ATTENDEE"] == f"mailto:{message.to[0]}"
        found.append((message.to[0], str(calendar["METHOD"]), int(event["SEQUENCE"]), str(event["UID"])))
    mail.outbox.clear()
    return found


def test_an_invitation_is_sent_once(stage: Stage) -> None:
    for _ in range(2):
        stage.do(calendars.invite, 1, to={FIRST: details(), SECOND: details(14)})
    first, second = sent()
    assert first[:3] == second[:3] == (stage.emails[1], "REQUEST", 0)
    assert first[3] != second[3]
    assert sent() == []


def test_a_moved_gathering_keeps_its_uid_and_raises_its_sequence(stage: Stage) -> None:
    for person_id in (1, 2):
        stage.do(calendars.invite, person_id, to={FIRST: details()})
    uid = sent()[0][3]
    for _ in range(2):
        stage.do(calendars.change, FIRST, details=details(8))
    assert sorted(sent()) == sorted((stage.emails[n], "REQUEST", 1, uid) for n in (1, 2))
    with scope(stage.municipality_id):
        event = CalendarEvent.objects.get()
        assert event.previous_starts_at == details().starts_at
        assert event.starts_at == details(8).starts_at


def test_who_has_not_heard_of_two_changes_hears_of_the_last(stage: Stage) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    stage.do(calendars.change, FIRST, details=details(8))
    stage.do(calendars.change, FIRST, details=details(9))
    ((_address, method, sequence, _uid),) = sent()
    assert (method, sequence) == ("REQUEST", 2)


def test_new_words_are_told_as_a_change_and_a_new_time_as_a_move(stage: Stage) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    sent()
    stage.do(calendars.change, FIRST, details=details(description="Ta med penn"))
    stage.do(calendars.invite, 2, to={FIRST: details(description="Ta med penn")})
    deliver_due()
    assert [m.subject.split()[0] for m in mail.outbox] == [calendars.CHANGED, calendars.INVITED]
    mail.outbox.clear()
    stage.do(calendars.change, FIRST, details=details(location="Glåmos", description="Ta med penn"))
    deliver_due()
    assert {m.subject.split()[0] for m in mail.outbox} == {calendars.MOVED}


def test_an_invitation_with_new_details_tells_those_invited_before(stage: Stage) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    sent()
    stage.do(calendars.invite, 2, to={FIRST: details(8)})
    assert [row[:3] for row in sent()] == [(stage.emails[1], "REQUEST", 1), (stage.emails[2], "REQUEST", 1)]


def test_a_cancelled_gathering_is_taken_out_once_and_stays_out(stage: Stage) -> None:
    for person_id in (1, 2):
        stage.do(calendars.invite, person_id, to={FIRST: details()})
    uid = sent()[0][3]
    for _ in range(2):
        stage.do(calendars.cancel, FIRST)
    assert sorted(sent()) == sorted((stage.emails[n], "CANCEL", 1, uid) for n in (1, 2))
    stage.do(calendars.withdraw, 1, sources=[FIRST])
    assert sent() == []
    for refused in (
        lambda: calendars.change(FIRST, details=details(8)),
        lambda: calendars.invite(3, to={FIRST: details()}),
    ):
        with pytest.raises(EventCancelled, match="Teamledelse"):
            act(refused, acting=stage.acting)


def test_who_withdraws_is_taken_out_alone_and_can_come_back(stage: Stage) -> None:
    for person_id in (1, 2):
        stage.do(calendars.invite, person_id, to={FIRST: details()})
    uid = sent()[0][3]
    for _ in range(2):
        stage.do(calendars.withdraw, 1, sources=[FIRST, SECOND])
    assert sent() == [(stage.emails[1], "CANCEL", 1, uid)]
    for day in (8, 9, 10):
        stage.do(calendars.change, FIRST, details=details(day))
    assert [row[:3] for row in sent()] == [(stage.emails[2], "REQUEST", 3)]
    stage.do(calendars.invite, 1, to={FIRST: details(10)})
    assert sent() == [(stage.emails[1], "REQUEST", 3, uid)]


def test_what_is_over_troubles_nobody(stage: Stage) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    sent()
    with clock.frozen_at(details().ends_at):
        stage.do(calendars.change, FIRST, details=details(description="Takk for sist"))
        stage.do(calendars.withdraw, 1, sources=[FIRST])
        stage.do(calendars.invite, 2, to={FIRST: details(description="Takk for sist")})
        stage.do(calendars.cancel, FIRST)
        assert sent() == []


def test_what_nobody_was_invited_to_is_nothing_to_change(stage: Stage) -> None:
    act(lambda: calendars.change(FIRST, details=details()), acting=stage.acting)
    act(lambda: calendars.cancel(FIRST), acting=stage.acting)
    with scope(stage.municipality_id):
        assert not CalendarEvent.objects.exists()


def test_only_inside_an_act(stage: Stage) -> None:
    with pytest.raises(NobodyActs):
        calendars.invite(1, to={FIRST: details()})
    with scope(stage.municipality_id), pytest.raises(NobodyActs):
        calendars.cancel(FIRST)
    with pytest.raises(OutsideScope):
        calendars.list_entries(1)


def test_another_municipality_has_its_own(stage: Stage) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    other = make_municipality()
    make_account(other, person_id=1)
    stranger = acting_for(other, make_account(other, Role.DEVELOPMENT_OFFICE))
    act(lambda: calendars.cancel(FIRST), acting=stranger)
    act(lambda: calendars.invite(1, to={FIRST: details(9)}), acting=stranger)
    with scope(stage.municipality_id):
        (entry,) = calendars.list_entries(1)
        assert entry.details == details()
        assert not entry.is_cancelled


def test_invitations_are_deleted_a_year_after_the_event(stage: Stage) -> None:
    stage.do(calendars.invite, 1, to={FIRST: details()})
    with scope(stage.municipality_id):
        (id_,) = Invitation.objects.values_list("id", flat=True)
        assert calendars.list_due_invitations(details().ends_at + timedelta(days=365)).delete == {
            "calendars.invitation": []
        }
        assert calendars.list_due_invitations(details().ends_at + timedelta(days=366)).delete == {
            "calendars.invitation": [id_]
        }


@dataclass
class Programme:
    """A calendar program: takes what is newer than what it has, as RFC 5546 says."""

    entries: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    heard: dict[str, tuple[int, datetime | None]] = field(default_factory=dict)

    def receive(self, text: bytes) -> None:
        calendar = Calendar.from_ical(text)
        (event,) = calendar.walk("VEVENT")
        uid, sequence = str(event["UID"]), int(event["SEQUENCE"])
        is_gone = calendar["METHOD"] == "CANCEL"
        said = None if is_gone else event.decoded("DTSTART")
        newest, before = self.heard.get(uid, (-1, said))
        assert sequence > newest or (sequence, said) == (newest, before), (
            "every text is newer than the last, or it again"
        )
        self.heard[uid] = (sequence, said)
        if is_gone:
            self.entries.pop(uid, None)
        else:
            self.entries[uid] = (sequence, event.decoded("DTSTART").astimezone(UTC))


@pytest.mark.parametrize("seed", range(25))
def test_whatever_happens_every_calendar_ends_up_true(stage: Stage, seed: int, settings: Any) -> None:
    dice = random.Random(seed)
    programmes = {email: Programme() for email in stage.emails.values()}
    days = {FIRST: 7, SECOND: 14}
    cancelled: set[Source] = set()

    def post_comes(server: type = EmailBackend) -> None:
        settings.EMAIL_BACKEND = f"{server.__module__}.{server.__qualname__}"
        deliver_due()
        for message in mail.outbox:
            (part,) = [p for p in message.message().walk() if p.get_content_type() == "text/calendar"]
            programmes[message.to[0]].receive(part.get_payload(decode=True))
        mail.outbox.clear()

    posts = {"post": EmailBackend, "cut": TakesAndIsCut, "refused": NeverTakes, "away": Away}
    for _ in range(25):
        source, person_id = dice.choice([FIRST, SECOND]), dice.choice([1, 2, 3])
        what = dice.choices(["invite", "withdraw", "move", "cancel", *posts], [6, 4, 4, 0.3, 3, 1, 1, 1])[0]
        if what in posts:
            post_comes(posts[what])
        elif source in cancelled and what in {"invite", "move"}:
            continue
        elif what == "invite":
            stage.do(calendars.invite, person_id, to={source: details(days[source])})
        elif what == "withdraw":
            stage.do(calendars.withdraw, person_id, sources=[source])
        elif what == "move":
            days[source] = dice.randint(1, 28)
            stage.do(calendars.change, source, details=details(days[source]))
        else:
            cancelled.add(source)
            stage.do(calendars.cancel, source)
    with clock.frozen_at(NOW + timedelta(hours=2)):
        post_comes()
    with scope(stage.municipality_id):
        for person_id, email in stage.emails.items():
            should_be = {
                entry.uid: entry.details.starts_at
                for entry in calendars.list_entries(person_id)
                if not entry.is_cancelled
            }
            assert {uid: at for uid, (_sequence, at) in programmes[email].entries.items()} == should_be

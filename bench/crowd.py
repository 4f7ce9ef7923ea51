"""A generated municipality with many more people in it, put in as rows."""

from datetime import time, timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from lederloft.domain.organisation.models import Appointment, Person, Post, Unit
from lederloft.domain.participation.api import AttendanceKind, PlaceRule, SeatState
from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.programmes.api import EditionPlan, GatheringPlan, get_edition, hold_gathering, list_gatherings
from lederloft.domain.programmes.models import Edition, Module
from lederloft.foundation.access.api import Account, Membership, get_acting
from lederloft.foundation.access.models import RoleGrant
from lederloft.foundation.access.sign_in import find_example_account
from lederloft.foundation.acting.values import Acting, Role, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import get_municipality, scope
from lederloft.foundation.trail.api import Via
from lederloft.processes.deliver_a_module.api import open_an_edition

_BATCH = 1_000
_BACKEND = "lederloft.foundation.access.backend.Backend"


class Crowd:
    """The municipality and those who were put into it."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.municipality = get_municipality(slug)
        self.people: list[int] = []
        self._sessions: dict[str, str] = {}
        self.add_people(10)

    @property
    def office(self) -> Acting:
        """The one who plans."""
        account = find_example_account(Role.DEVELOPMENT_OFFICE, self.municipality)
        assert account is not None
        return get_acting(account.id, self.municipality.id, via=Via.COMMAND)

    def add_people(self, count: int) -> None:
        """That many more, each with a post somewhere."""
        first, day = len(self.people), clock.today() - timedelta(days=400)
        with scope(self.municipality.id):
            units = list(Unit.objects.values_list("id", flat=True))
            people = Person.objects.bulk_create(
                [
                    Person(name=f"Test Testesen {number}", email=f"test.{number}@eksempel.{self.slug}.invalid")
                    for number in range(first, first + count)
                ],
                batch_size=_BATCH,
            )
            posts = Post.objects.bulk_create(
                [Post(unit_id=units[n % len(units)], title="Rådgiver", valid_from=day) for n in range(count)],
                batch_size=_BATCH,
            )
            Appointment.objects.bulk_create(
                [
                    Appointment(person=person, post=post, kind="permanent", valid_from=day)
                    for person, post in zip(people, posts, strict=True)
                ],
                batch_size=_BATCH,
            )
        self.people += [person.pk for person in people]

    def open_edition(self, name: str, capacity: int, *, first: timedelta = timedelta(weeks=4)) -> str:
        """An edition of three gatherings that can be signed up for; returns its key."""
        day = clock.today() + first
        with scope(self.municipality.id):
            module_id = Module.objects.order_by("id").values_list("id", flat=True)[0]
        plan = EditionPlan(
            name=name,
            capacity=capacity,
            sign_up_opens_at=clock.now() - timedelta(days=1),
            sign_up_closes_at=clock.start_of_day(day - timedelta(days=1)),
            gatherings=tuple(
                GatheringPlan(f"Samling {n + 1}", day + timedelta(weeks=4 * n), time(9), time(12), place="Rådhuset")
                for n in range(3)
            ),
        )
        edition = open_an_edition(module_id, plan=plan, acting=self.office)
        with scope(self.municipality.id):
            return str(Edition.objects.values_list("public_key", flat=True).get(pk=edition.id))

    def listed_edition(self, name: str, count: int) -> str:
        """An edition with that many people on a seat, two gatherings held and attendance at both; returns its key."""
        now = clock.now()
        with clock.frozen_at(now - timedelta(weeks=10)):
            key = self.open_edition(name, min(count + 5, 5_000), first=timedelta(weeks=4))
        with scope(self.municipality.id):
            edition_id = get_edition(key, acting=self.office).edition_id
            gatherings = list_gatherings(edition_id)
        for gathering in gatherings[:2]:
            with clock.frozen_at(max(gathering.ends_at, now)):
                hold_gathering(gathering.gathering_id, acting=self.office)
        with scope(self.municipality.id):
            seats = Seat.objects.bulk_create(
                [
                    Seat(
                        edition_id=edition_id,
                        person_id=person_id,
                        state=SeatState.SEATED,
                        seat_number=number,
                        rule=PlaceRule.SEAT_WAS_FREE,
                        signed_up_at=now,
                        seated_at=now,
                    )
                    for number, person_id in enumerate(self.people[:count], 1)
                ],
                batch_size=_BATCH,
            )
            Attendance.objects.bulk_create(
                [
                    Attendance(
                        seat=seat,
                        gathering_id=gathering.gathering_id,
                        kind=AttendanceKind.PARTIAL if number % 9 == 0 else AttendanceKind.FULL,
                        minutes=120 if number % 9 == 0 else 180,
                        registered_at=now,
                    )
                    for number, seat in enumerate(seats)
                    for gathering in gatherings[:2]
                ],
                batch_size=_BATCH,
            )
        return key

    def let_sign_in(self, count: int) -> list[str]:
        """Sessions of that many leaders, each her own account."""
        accounts = Account.objects.bulk_create(
            [Account(email=f"konto.{n}@eksempel.{self.slug}.invalid", created_at=clock.now()) for n in range(count)],
            batch_size=_BATCH,
        )
        day = clock.today() - timedelta(days=30)
        Membership.objects.bulk_create(
            Membership(account=account, municipality=self.municipality, person_id=person_id)
            for account, person_id in zip(accounts, self.people[:count], strict=True)
        )
        with scope(self.municipality.id):
            RoleGrant.objects.bulk_create(
                RoleGrant(account=account, role=Role.LEADER, scope_kind=ScopeKind.OWN, valid_from=day)
                for account in accounts
            )
        return [new_session(account) for account in accounts]

    def session_of(self, role: str) -> str:
        """The session of the one who is shown for a role."""
        if role not in self._sessions:
            account = find_example_account(Role(role), self.municipality)
            assert account is not None
            self._sessions[role] = new_session(account)
        return self._sessions[role]


def new_session(account: Account) -> str:
    """Signed in, as after the door."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)

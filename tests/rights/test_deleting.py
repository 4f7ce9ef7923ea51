"""Deleting, ending and cancelling need their own right; nobody writes into another's calendar or attendance."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.models import Appointment, Person, Post, Unit
from lederloft.domain.participation import api as participation
from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.values import AttendanceEntry, AttendanceKind
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.models import Edition, FacilitatorAssignment, Gathering
from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.foundation.access import api as access
from lederloft.foundation.access.models import RoleGrant, StandIn
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.calendars.models import CalendarFeed, Invitation
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import DomainError, ErrorKind, NotAllowed
from lederloft.processes.deliver_a_module import api as deliver_a_module
from lederloft.processes.erase_a_person import api as erase_a_person
from tests.domain.makers import OPENS_ON, SIGN_UP_TIME, after
from tests.faces.api.calling import in_session, with_key
from tests.rights.places import ROLES, Place

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

LEDERLOFT = Path(organisation.__file__).parents[2]
OFFICE = {Role.DEVELOPMENT_OFFICE}
IT = {Role.IT}
BOTH = {Role.DEVELOPMENT_OFFICE, Role.IT}

# Verb → who may do it to what isn't her own. Written by hand.
VERBS: dict[str, set[Role]] = {
    "cancel_a_gathering": OFFICE,
    "cancel_an_edition": OFFICE,
    "cancel_gathering": OFFICE,
    "close_an_edition": OFFICE,
    "disable_account": IT,
    "end_appointment": BOTH,
    "end_post": BOTH,
    "end_seats": OFFICE,
    "end_stand_in": IT,
    "end_unit": BOTH,
    "erase_person": {Role.DATA_PROTECTION},
    "give_up_a_seat": OFFICE,
    "give_up_seat": OFFICE,
    "register_leaving": BOTH,
    "release_a_facilitator": OFFICE,
    "release_facilitator": OFFICE,
    "remove_example": set(),  # the command line alone
    "remove_lost_two_step": IT,
    "reopen_a_gathering": OFFICE,
    "reopen_gathering": OFFICE,
    "revoke_token": IT,
    "take_back_attendance": OFFICE,
    "withdraw_from_queue": OFFICE,
    "withdraw_invitation": IT,
    "withdraw_role": IT,
}
# They take no other's: the one who acts is the only one they know.
OWN = {"drop_draft", "drop_view", "remove_feed", "remove_two_step", "disconnect_subject"}
# Called within one that is asked, or by the installation: tests of their own.
INNER = {"erase_here", "close_wave", "close_buffer"}
_ENDING = ("cancel", "close", "delete", "disable", "drop", "end_", "erase", "forget", "give_up", "leav", "release")
_ENDING += ("register_leaving", "remove", "reopen_", "revoke", "take_back", "withdraw")


def verbs_in_code() -> set[str]:
    """Every act whose name says that something ends or goes."""
    found = set()
    for file in LEDERLOFT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith(_ENDING):
                names = {ast.unparse(one.func) for one in node.decorator_list if isinstance(one, ast.Call)}
                if "use_case" in names:
                    found.add(node.name)
    return found


def test_every_act_that_ends_something_stands_in_the_table() -> None:
    outside = {"erase_person"}  # a step around its act: it makes the receipt before and after
    assert verbs_in_code() - OWN - INNER == set(VERBS) - outside


def test_no_act_deletes_a_seat_and_one_attendance() -> None:
    """What somebody has attended goes with the person or on its day, by privacy's rules, and by the office's
    correction of a gathering that hasn't been held after all."""
    files = (LEDERLOFT / "domain/participation").rglob("*.py")
    found = [file.name for file in files if ".delete(" in file.read_text(encoding="utf-8")]
    assert found == ["take_back_attendance.py"]


@dataclass
class Target:
    """What there is to end in the place."""

    edition: int
    gathering: int
    seat: int
    appointment: int
    post: int
    unit: int
    person: int
    grant: int
    stand_in: int
    facilitator: int


def target_of(place: Place) -> Target:
    keys = place.keys
    with place.town.reading():
        return Target(
            edition=Edition.objects.get(public_key=keys["api/editions.key"]).pk,
            gathering=Gathering.objects.get(public_key=keys["api/gatherings.key"]).pk,
            seat=Seat.objects.get(public_key=keys["api/seats.key"]).pk,
            appointment=Appointment.objects.get(public_key=keys["development_office/personer.appointment"]).pk,
            post=Post.objects.get(public_key=keys["development_office/stillinger.key"]).pk,
            unit=Unit.objects.get(public_key=keys["development_office/enheter.key"]).pk,
            person=Person.objects.get(public_key=keys["development_office/personer.key"]).pk,
            grant=RoleGrant.objects.get(public_key=keys["withdraw_role.grant"]).pk,
            stand_in=StandIn.objects.get(public_key=keys["end_account_stand_in.stand_in"]).pk,
            facilitator=place.somebody["fasilitator"].person_id,
        )


def calls(place: Place) -> dict[str, Callable[[Acting], Any]]:
    """Each verb on something that isn't the acting one's."""
    t, keys = target_of(place), place.keys
    found = erase_a_person.find_person(
        keys["development_office/personer.key"], municipality_id=place.town.municipality.id
    )
    return {
        "cancel_a_gathering": lambda a: deliver_a_module.cancel_a_gathering(t.gathering, acting=a),
        "cancel_an_edition": lambda a: deliver_a_module.cancel_an_edition(t.edition, acting=a),
        "cancel_gathering": lambda a: programmes.cancel_gathering(t.gathering, acting=a),
        "close_an_edition": lambda a: deliver_a_module.close_an_edition(t.edition, acting=a),
        "disable_account": lambda a: access.disable_account(keys["disable_account.key"], acting=a),
        "end_appointment": lambda a: organisation.end_appointment(t.appointment, on=OPENS_ON, acting=a),
        "end_post": lambda a: organisation.end_post(t.post, on=OPENS_ON, acting=a),
        "end_seats": lambda a: participation.end_seats(t.edition, acting=a),
        "end_stand_in": lambda a: access.end_stand_in(t.stand_in, acting=a),
        "end_unit": lambda a: organisation.end_unit(t.unit, on=OPENS_ON, acting=a),
        "erase_person": lambda a: erase_a_person.erase_person(found, acting=a),
        "give_up_a_seat": lambda a: deliver_a_module.give_up_a_seat(t.seat, acting=a),
        "give_up_seat": lambda a: participation.give_up_seat(t.seat, acting=a),
        "register_leaving": lambda a: organisation.register_leaving(t.person, on=OPENS_ON, acting=a),
        "release_a_facilitator": lambda a: deliver_a_module.release_a_facilitator(
            t.edition, person_id=t.facilitator, acting=a
        ),
        "release_facilitator": lambda a: programmes.release_facilitator(t.edition, person_id=t.facilitator, acting=a),
        "remove_example": lambda a: organisation.remove_example(place.town.municipality.slug, acting=a),
        "remove_lost_two_step": lambda a: access.remove_lost_two_step(keys["remove_lost_two_step.key"], acting=a),
        "reopen_a_gathering": lambda a: deliver_a_module.reopen_a_gathering(t.gathering, acting=a),
        "reopen_gathering": lambda a: programmes.reopen_gathering(t.gathering, acting=a),
        "take_back_attendance": lambda a: participation.take_back_attendance(t.gathering, acting=a),
        "revoke_token": lambda a: access.revoke_token(keys["revoke_token.key"], acting=a),
        "withdraw_from_queue": lambda a: participation.withdraw_from_queue(t.seat, acting=a),
        "withdraw_invitation": lambda a: access.withdraw_invitation(keys["withdraw_invitation.key"], acting=a),
        "withdraw_role": lambda a: access.withdraw_role(t.grant, acting=a),
    }


def test_each_needs_its_own_right(place: Place) -> None:
    verbs = calls(place)
    # Hers is the stand-in, as the one who is absent and the one who stands in; hers the key.
    hers = {"end_stand_in": {"leder", "budsjettansvarlig"}, "revoke_token": {"leder"}}
    wrong = [
        f"{verb} as {role}: {came}"
        for verb, call in verbs.items()
        for role in ROLES
        if role not in VERBS[verb] | hers.get(verb, set())
        and (came := outcome(call, place.somebody[role].acting)) not in REFUSALS
    ]
    assert not wrong, "\n".join(wrong)
    # For whoever has it, the right is enough; an earlier act may have ended the thing already.
    allowed = {verb: outcome(verbs[verb], place.somebody[min(may)].acting) for verb, may in VERBS.items() if may}
    assert not [verb for verb, came in allowed.items() if came == ErrorKind.NOT_ALLOWED]
    assert list(allowed.values()).count(None) > len(allowed) / 2


REFUSALS = {ErrorKind.NOT_ALLOWED, ErrorKind.NOT_FOUND}


def outcome(call: Callable[[Acting], Any], acting: Acting) -> ErrorKind | None:
    """Nothing when it was done, else the kind of refusal."""
    try:
        call(acting)
    except DomainError as error:
        return error.kind
    return None


# --- another's calendar and attendance


def test_nobody_but_the_office_and_the_assigned_registers_attendance(
    place: Place, sign_up_day: clock.StoppedClock
) -> None:
    keys = place.keys
    sign_up_day.move_to(after(1))
    path = f"/gatherings/{keys['api/gatherings.key']}/attendance"
    body = {"entries": [{"seat_key": keys["api/seats.key"], "kind": "full"}]}
    with place.town.reading():
        FacilitatorAssignment.objects.filter(person_id=place.somebody["coach"].person_id).delete()
    may = {"utviklingskontoret", "fasilitator", "leverandor"}  # the coach has just lost the assignment
    for who in sorted(set(ROLES) - may):
        for caller in (in_session(place.somebody[who]), with_key(place.somebody[who])):
            assert caller.send("put", path, body).status_code in {403, 404}, who
            page = caller.client.post(f"/oppmote/{keys['api/gatherings.key']}", {"act": "save"})
            assert page.status_code in {302, 403, 404}, who
    t = target_of(place)
    with pytest.raises(NotAllowed):
        deliver_a_module.register_attendance(
            t.gathering,
            entries=[AttendanceEntry(t.seat, AttendanceKind.FULL, None)],
            acting=place.somebody["leder"].acting,
        )
    with place.town.reading():
        assert not Attendance.objects.exists()
    assert in_session(place.somebody["fasilitator"]).send("put", path, body).status_code == 200
    with place.town.reading():
        assert Attendance.objects.count() == 1


def test_nobody_but_the_office_writes_into_anothers_calendar(place: Place, sign_up_day: clock.StoppedClock) -> None:
    keys = place.keys
    sign_up_day.move_to(SIGN_UP_TIME)
    other = place.town.person(name="En annen")
    with place.town.reading():
        key = Person.objects.get(pk=other.person_id).public_key
        before = list(Invitation.objects.order_by("pk").values())
    for who in sorted(set(ROLES) - {"utviklingskontoret"}):
        caller = in_session(place.somebody[who])
        asked = caller.send("post", f"/editions/{keys['api/editions.key']}/sign-up", {"person_key": key})
        assert asked.status_code in {403, 404}, who
        given_up = caller.send("post", f"/seats/{keys['api/seats.key']}/give-up")
        assert given_up.status_code == 404, who
        caller.client.post("/meg/kalender/lag", {"person": key, "account": "1", "client_key": new_client_key()})
    with place.town.reading():
        assert list(Invitation.objects.order_by("pk").values()) == before
    owners = set(CalendarFeed.objects.values_list("account_id", flat=True))
    assert owners == {account.pk for role, account in place.people.items() if role != "utviklingskontoret"}
    office = in_session(place.somebody["utviklingskontoret"])
    path = f"/editions/{keys['api/editions.key']}/sign-up"
    assert office.send("post", path, {"person_key": key}).status_code == 200
    with place.town.reading():
        assert Invitation.objects.filter(person_id=other.person_id).count() == 3

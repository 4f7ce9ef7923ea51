"""The recipients of each mail are exactly those who may see what it is about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage

from lederloft.config.wiring import MESSAGE_KINDS
from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.faces.web.entrance.doors import NOBODY
from lederloft.foundation.access import api as access
from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import run_due
from lederloft.foundation.outbox import api as outbox
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.processes.deliver_a_module import api as process
from tests.domain.makers import DAYS, Somebody, Town, a_gathering, at_sign_up, gathering_ids, make_edition, make_town
from tests.faces.web.browsing import browser_of

pytestmark = pytest.mark.django_db(transaction=True)


def address(who: Somebody) -> str:
    return Account.objects.get(pk=who.acting.account_id).email


def follow(message: EmailMessage, reader: Somebody) -> int:
    """Every link of ours in it leads its reader, signed in, to a page she may open."""
    paths = re.findall(rf"{re.escape(settings.SITE_URL)}(/(?!logg-inn)\S*)", str(message.body))
    for path in paths:
        assert browser_of(reader).get(path, follow=True).status_code == 200, (message.subject, path)
    return len(paths)


class Post:
    """What has been sent so far, and of which kinds."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.followed = 0

    @contextmanager
    def only_to(self, *who: Somebody | str) -> Iterator[None]:
        """What is done inside sends mail to each of these and to nobody else; one mail, one recipient, no copies."""
        mail.outbox.clear()
        yield
        run_due()
        assert {one for message in mail.outbox for one in message.to} == {
            one if isinstance(one, str) else address(one) for one in who
        }
        assert all(len(message.recipients()) == 1 for message in mail.outbox)
        links = {address(one): one for one in who if isinstance(one, Somebody)}
        self.followed += sum(follow(message, links[to]) for message in mail.outbox for to in message.to if to in links)
        self.kinds |= set(OutgoingMail.objects.filter(state="sent").values_list("kind", flat=True))


@pytest.fixture
def town() -> Town:
    """Everybody who could get a mail too many: every role, and a neighbour with the same."""
    town, neighbour = make_town(), make_town()
    for role in Role:
        town.person(role)
        neighbour.person(role)
    return town


def test_each_mail_goes_to_those_it_is_about_and_to_nobody_else(town: Town) -> None:
    post, first, second = Post(), town.person(), town.person()
    holder, of_one = town.person(Role.FACILITATOR), town.person(Role.COACH)
    edition_id = make_edition(town, 1)
    one, two, _three = gathering_ids(town, edition_id)
    with at_sign_up() as stopped:
        with post.only_to(holder):
            process.assign_a_facilitator(edition_id, person_id=holder.person_id, acting=town.office)
        with post.only_to(of_one):
            process.assign_a_facilitator(edition_id, person_id=of_one.person_id, gathering_id=two, acting=town.office)
        with post.only_to(first):
            process.sign_up(edition_id, acting=first.acting)
        with post.only_to(second):
            second_place = process.sign_up(edition_id, acting=second.acting)
        with post.only_to(first, holder):
            moved = a_gathering(DAYS[0] + timedelta(days=1))
            process.move_a_gathering(one, plan=moved, acting=town.office)
        with post.only_to(first, holder):
            process.move_a_gathering(one, plan=a_gathering(moved.on, place="Et annet rom"), acting=town.office)
        with post.only_to(first, holder):
            more = a_gathering(moved.on, place="Et annet rom", practical_information="Ta med PC.")
            process.move_a_gathering(one, plan=more, acting=town.office)
        with post.only_to(first, second):
            with town.reading():
                (mine,) = participation.list_my_places(acting=first.acting)
            process.give_up_a_seat(mine.place.seat_id, acting=first.acting)
        with post.only_to(second, holder, of_one):  # the first has nothing to do with it any more
            process.cancel_a_gathering(two, acting=town.office)
        with post.only_to(second, holder):
            process.add_a_gathering(edition_id, plan=a_gathering(DAYS[1]), acting=town.office)
        with town.reading():
            assert participation.find_place(second_place.seat_id).state == participation.SeatState.SEATED
            assert programmes.get_edition(programmes.find_edition(edition_id).edition_key, acting=second.acting)
        stopped.forward(timedelta(hours=1))
        with post.only_to(second, holder):
            process.cancel_an_edition(edition_id, acting=town.office)
        _account_acts(town, post)
    # A new kind of message stands here with its recipients before it is sent to anybody.
    assert post.kinds >= set(MESSAGE_KINDS)
    assert post.followed > 15


def _account_acts(town: Town, post: Post) -> None:
    it = town.person(Role.IT)
    with post.only_to(it):
        outbox.try_mail(acting=it.acting)
    with post.only_to("ny@example.org"):
        access.invite_person("ny@example.org", role=Role.LEADER, acting=it.acting)
    forgetful = town.person()
    account = Account.objects.get(pk=forgetful.acting.account_id)
    account.set_password("et passord hun har glemt")
    account.save()
    with post.only_to(forgetful):
        access.ask_for_new_password(address(forgetful), acting=NOBODY)
    with post.only_to():
        access.ask_for_new_password("ukjent@example.org", acting=NOBODY)


def test_who_may_no_longer_come_in_hears_nothing_more(town: Town) -> None:
    """Shut out between the act and the sending, she may see nothing: the mail is dropped, also one already written."""
    post, gone, stays = Post(), town.person(), town.person()
    edition_id = make_edition(town)
    one = gathering_ids(town, edition_id)[0]
    with at_sign_up():
        process.sign_up(edition_id, acting=gone.acting)
        process.sign_up(edition_id, acting=stays.acting)
        run_due()
        with post.only_to(stays):
            process.move_a_gathering(one, plan=a_gathering(DAYS[0], place="Et annet rom"), acting=town.office)
            Membership.objects.filter(account_id=gone.acting.account_id).update(disabled_at=clock.now())


def test_a_mail_too_many_is_found(town: Town) -> None:
    """The measure itself: had one more been told, it would say so."""
    post, leader = Post(), town.person()
    edition_id = make_edition(town)
    with at_sign_up(), pytest.raises(AssertionError), post.only_to():
        process.sign_up(edition_id, acting=leader.acting)

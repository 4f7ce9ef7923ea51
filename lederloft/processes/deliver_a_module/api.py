"""The door to delivering a module."""

from lederloft.processes.deliver_a_module.add_a_gathering import add_a_gathering
from lederloft.processes.deliver_a_module.assign_a_facilitator import assign_a_facilitator
from lederloft.processes.deliver_a_module.cancel_a_gathering import cancel_a_gathering
from lederloft.processes.deliver_a_module.cancel_an_edition import cancel_an_edition
from lederloft.processes.deliver_a_module.change_an_edition import change_an_edition
from lederloft.processes.deliver_a_module.close_an_edition import close_an_edition
from lederloft.processes.deliver_a_module.errors import OfferEnded
from lederloft.processes.deliver_a_module.give_up_a_seat import give_up_a_seat
from lederloft.processes.deliver_a_module.make_a_module import make_a_module
from lederloft.processes.deliver_a_module.move_a_gathering import move_a_gathering
from lederloft.processes.deliver_a_module.open_a_draft import open_a_draft
from lederloft.processes.deliver_a_module.open_an_edition import open_an_edition
from lederloft.processes.deliver_a_module.register_attendance import register_attendance
from lederloft.processes.deliver_a_module.release_a_facilitator import release_a_facilitator
from lederloft.processes.deliver_a_module.reopen_a_gathering import reopen_a_gathering
from lederloft.processes.deliver_a_module.sign_up import sign_up
from lederloft.processes.deliver_a_module.telling import (
    EDITION_CANCELLED,
    GATHERING,
    MESSAGE_KINDS,
    MOVED_UP,
    PLACE_IN_QUEUE_TAKEN,
    SEAT_GIVEN_UP,
    SEAT_RESERVED,
)
from lederloft.processes.deliver_a_module.tend_calendars import tend_calendars

__all__ = [
    "EDITION_CANCELLED",
    "GATHERING",
    "MESSAGE_KINDS",
    "MOVED_UP",
    "PLACE_IN_QUEUE_TAKEN",
    "SEAT_GIVEN_UP",
    "SEAT_RESERVED",
    "OfferEnded",
    "add_a_gathering",
    "assign_a_facilitator",
    "cancel_a_gathering",
    "cancel_an_edition",
    "change_an_edition",
    "close_an_edition",
    "give_up_a_seat",
    "make_a_module",
    "move_a_gathering",
    "open_a_draft",
    "open_an_edition",
    "register_attendance",
    "release_a_facilitator",
    "reopen_a_gathering",
    "sign_up",
    "tend_calendars",
]

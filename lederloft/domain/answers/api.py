"""The door to answers."""

from lederloft.domain.answers.commands.close_wave import close_wave
from lederloft.domain.answers.commands.flush_buffer import flush_buffer
from lederloft.domain.answers.commands.give_answer import give_answer
from lederloft.domain.answers.commands.invite import invite
from lederloft.domain.answers.commands.links import link_token
from lederloft.domain.answers.commands.open_wave import open_wave
from lederloft.domain.answers.commands.settle_after_restore import settle_after_restore
from lederloft.domain.answers.commands.take_back_answers import take_back_answers
from lederloft.domain.answers.commands.tend_waves import tend_waves
from lederloft.domain.answers.commands.withdraw_answer import withdraw_answer
from lederloft.domain.answers.errors import (
    AlreadyAnswered,
    LinkInvalid,
    MinimumTooLow,
    NotOpenNow,
    WaveEndsBeforeStart,
    WaveIsClosed,
)
from lederloft.domain.answers.queries import export_waiting_answers, what_stays_of
from lederloft.domain.answers.values import Invited, NewWave

__all__ = [
    "AlreadyAnswered",
    "Invited",
    "LinkInvalid",
    "MinimumTooLow",
    "NewWave",
    "NotOpenNow",
    "WaveEndsBeforeStart",
    "WaveIsClosed",
    "close_wave",
    "export_waiting_answers",
    "flush_buffer",
    "give_answer",
    "invite",
    "link_token",
    "open_wave",
    "settle_after_restore",
    "take_back_answers",
    "tend_waves",
    "what_stays_of",
    "withdraw_answer",
]

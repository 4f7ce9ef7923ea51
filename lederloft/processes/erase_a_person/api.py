"""The door to erasing a person and to keeping nothing too long."""

from lederloft.processes.erase_a_person.carry_out_retention import carry_out_portion, carry_out_retention
from lederloft.processes.erase_a_person.erase_person import erase_person
from lederloft.processes.erase_a_person.errors import PersonNotFound, ReceiptNotFound, SeveralMunicipalities
from lederloft.processes.erase_a_person.facts import PersonErased
from lederloft.processes.erase_a_person.find_person import Consequences, Found, find_person, get_consequences
from lederloft.processes.erase_a_person.followers import sessions_of
from lederloft.processes.erase_a_person.redo_erasure import finish_erasures, redo_erasure

__all__ = [
    "Consequences",
    "Found",
    "PersonErased",
    "PersonNotFound",
    "ReceiptNotFound",
    "SeveralMunicipalities",
    "carry_out_portion",
    "carry_out_retention",
    "erase_person",
    "find_person",
    "finish_erasures",
    "get_consequences",
    "redo_erasure",
    "sessions_of",
]

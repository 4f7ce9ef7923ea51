"""The door to backups."""

from lederloft.foundation.backups.afterwards import connect, put_right
from lederloft.foundation.backups.making import ALIASES, make_backup
from lederloft.foundation.backups.presence import list_present, present_as
from lederloft.foundation.backups.restoring import restore_backup
from lederloft.foundation.backups.values import Manifest

__all__ = [
    "ALIASES",
    "Manifest",
    "connect",
    "list_present",
    "make_backup",
    "present_as",
    "put_right",
    "restore_backup",
]

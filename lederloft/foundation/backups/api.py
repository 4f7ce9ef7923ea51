"""The door to backups."""

from lederloft.foundation.backups.afterwards import connect, put_right
from lederloft.foundation.backups.errors import (
    BackupDamaged,
    BackupForOtherEngine,
    FolderNotEmpty,
    StillRunning,
    ToolFailed,
)
from lederloft.foundation.backups.making import ALIASES, make_backup
from lederloft.foundation.backups.presence import Present, list_present, present_as, stop_present
from lederloft.foundation.backups.restoring import read_backup, restore_backup
from lederloft.foundation.backups.values import Manifest

__all__ = [
    "ALIASES",
    "BackupDamaged",
    "BackupForOtherEngine",
    "FolderNotEmpty",
    "Manifest",
    "Present",
    "StillRunning",
    "ToolFailed",
    "connect",
    "list_present",
    "make_backup",
    "present_as",
    "put_right",
    "read_backup",
    "restore_backup",
    "stop_present",
]

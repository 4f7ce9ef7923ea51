"""Refusals of backup and restore. Nothing has been changed when one is raised."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class FolderNotEmpty(DomainError):
    """A backup never writes over anything."""

    code = "backups.folder_not_empty"
    message = N_("Mappen {folder} er ikke tom. Velg en ny mappe for sikkerhetskopien.")
    kind = ErrorKind.CONFLICT


class BackupDamaged(DomainError):
    """The backup isn't what its list of contents says."""

    code = "backups.damaged"
    message = N_("Sikkerhetskopien er skadet: {what}. Ingenting er endret. Bruk en annen sikkerhetskopi.")


class BackupForOtherEngine(DomainError):
    """A backup of PostgreSQL can't be restored on SQLite, nor the other way."""

    code = "backups.other_engine"
    message = N_("Sikkerhetskopien er tatt fra {theirs}, men installasjonen bruker {ours}. Ingenting er endret.")


class StillRunning(DomainError):
    """A server or a worker uses the databases."""

    code = "backups.still_running"
    message = N_("Løsningen kjører ({who}). Stopp den først, eller kjør med --stop. Ingenting er endret.")
    kind = ErrorKind.CONFLICT


class ToolFailed(DomainError):
    """A PostgreSQL program is missing or gave up."""

    code = "backups.tool_failed"
    message = N_("Programmet {program} stoppet: {reason}")
    kind = ErrorKind.UNAVAILABLE

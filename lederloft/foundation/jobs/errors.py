"""Refusals of the job queue. All but JobNotFound mean a fault in the program."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class UnknownKind(DomainError):
    """No handler is wired for that kind of job."""

    code = "jobs.unknown_kind"
    message = N_("Løsningen kjenner ikke jobben «{kind}».")
    kind = ErrorKind.UNAVAILABLE


class MunicipalityMissing(DomainError):
    """Only account acts and upkeep of the installation may have no municipality."""

    code = "jobs.municipality_missing"
    message = N_("Løsningen prøvde å starte jobben «{kind}» uten å vite hvilken kommune den gjelder.")
    kind = ErrorKind.UNAVAILABLE


class NotIdsOnly(DomainError):
    """A job was given something else than whole numbers, or a key that could hold personal data."""

    code = "jobs.not_ids_only"
    message = N_("Løsningen prøvde å lagre annet enn numre i en jobb.")
    kind = ErrorKind.UNAVAILABLE


class JobNotFound(DomainError):
    """No such job, or it is somebody else's."""

    code = "jobs.job_not_found"
    message = N_("Vi finner ikke jobben. Den kan være ryddet bort. Start den på nytt om du trenger den.")
    kind = ErrorKind.NOT_FOUND

"""Every refusal in one shape: {code, message, field}, with the status of its kind."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind, NotFound
from lederloft.foundation.wording import api as wording

STATUS_BY_KIND: Mapping[ErrorKind, HTTPStatus] = {
    ErrorKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    ErrorKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.TOO_MUCH: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
CONTENT_TYPE = "application/problem+json"
_LONGEST_NAME = 80

logger = logging.getLogger("django.request")


class ApiRefusal(DomainError):
    """A refusal of the API itself. ``at`` is the field, for refusals that can be about any."""

    status: ClassVar[int | None] = None

    def __init__(self, *, at: str | None = None, **values: object) -> None:
        super().__init__(**values)
        self.at = at


class SignInNeeded(ApiRefusal):
    """Neither a session nor a key that opens."""

    code = "api.sign_in_needed"
    message = N_("Logg inn, eller send en gyldig nøkkel som Bearer. Nøkler lages på siden «Nøkler til API-et».")
    kind = ErrorKind.NOT_ALLOWED
    status = HTTPStatus.UNAUTHORIZED


class NotFromOurPages(ApiRefusal):
    """A write with a session, without the token our own pages send."""

    code = "api.not_from_our_pages"
    message = N_("Skriving med innlogget økt må sende X-CSRFToken fra våre egne sider. Bruk en nøkkel fra programmer.")
    kind = ErrorKind.NOT_ALLOWED


class FieldMissing(ApiRefusal):
    """Something that must be told wasn't."""

    code = "api.field_missing"
    message = N_("{name} mangler. Legg det til.")


class FieldUnknown(ApiRefusal):
    """Something was told that nobody asks for."""

    code = "api.field_unknown"
    message = N_("{name} finnes ikke her. Ta det bort.")


class FieldInvalid(ApiRefusal):
    """A value of the wrong kind, size or form."""

    code = "api.field_invalid"
    message = N_("{name} har en verdi som ikke kan brukes. Formen står i /api/openapi.json.")


class Unreadable(ApiRefusal):
    """Not JSON."""

    code = "api.unreadable"
    message = N_("Vi kan ikke lese det som ble sendt. Send ett JSON-objekt i UTF-8.")
    status = HTTPStatus.BAD_REQUEST


class NotJson(ApiRefusal):
    """Another content type."""

    code = "api.not_json"
    message = N_("Innholdet må være JSON. Send Content-Type: application/json.")
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class TooLarge(ApiRefusal):
    """More than we read."""

    code = "api.too_large"
    message = N_("Det som ble sendt, er for stort. Del det opp.")
    kind = ErrorKind.TOO_MUCH


class MethodUnknown(ApiRefusal):
    """The address is right, the method isn't."""

    code = "api.method_unknown"
    message = N_("Adressen kan ikke brukes med denne metoden. Metodene som virker, står i Allow.")
    status = HTTPStatus.METHOD_NOT_ALLOWED


class Unavailable(ApiRefusal):
    """The database doesn't answer."""

    code = "api.unavailable"
    message = N_("Løsningen svarer ikke akkurat nå. Prøv igjen om litt, med samme Idempotency-Key.")
    kind = ErrorKind.UNAVAILABLE


class Broken(ApiRefusal):
    """A fault in the program; the log has it."""

    code = "api.broken"
    message = N_("Noe gikk galt hos oss. Feilen er skrevet ned. Prøv igjen med samme Idempotency-Key.")
    status = HTTPStatus.INTERNAL_SERVER_ERROR


def status_of(error: DomainError) -> int:
    """One table; a refusal may name a status of its own (429, 401)."""
    own = getattr(error, "status", None)
    return int(own) if own is not None else int(STATUS_BY_KIND[error.kind])


def problem(error: DomainError) -> HttpResponse:
    """The refusal in the language of the request."""
    status = status_of(error)
    field = error.at if isinstance(error, ApiRefusal) and error.at is not None else error.field
    body = {"code": error.code, "message": wording.sentence_for(error), "field": field}
    response = JsonResponse(body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="lederloft"'
    if status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        response.headers["Retry-After"] = "10"
    return response


def broken(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """What nobody foresaw: the log is told where, and the caller that it is our fault."""
    logger.error("A fault in the API", exc_info=error if isinstance(error, Exception) else True)
    return problem(Broken())


def refusal_of(errors: Sequence[Mapping[str, Any]]) -> DomainError:
    """The first fault of a request that didn't fit its form. A spoiled key in the address is a key nobody has."""
    if any(error["loc"][0] == "path" for error in errors):
        return NotFound()
    first = errors[0]
    where = first["loc"][0]
    steps = [str(step)[:_LONGEST_NAME] for step in first["loc"][1:]]
    if where == "body":
        steps = steps[1:]
        if not steps and first["type"] == "missing":
            return Unreadable()
    name = ".".join(steps) or ("Idempotency-Key" if where == "header" else "JSON")
    if where == "header":
        name = "Idempotency-Key"
    if first["type"] == "missing":
        return FieldMissing(at=name, name=name)
    if first["type"] == "extra_forbidden":
        return FieldUnknown(at=name, name=name)
    return FieldInvalid(at=name, name=name)

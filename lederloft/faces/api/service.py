"""The API put together: routes, refusals, and the description a program reads."""

import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
    UnreadablePostError,
)
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from lederloft.faces.api import attendance, editions, myself, numbers, offers, organisation
from lederloft.faces.api.problems import (
    CONTENT_TYPE,
    MethodUnknown,
    NotJson,
    SignInNeeded,
    TooLarge,
    Unreadable,
    broken,
    problem,
    refusal_of,
)
from lederloft.faces.api.who_acts import Key, Session
from lederloft.foundation.errors.values import DomainError, NotFound
from lederloft.foundation.health.api import is_out_of_service

_WRITES = {"POST", "PUT", "PATCH", "DELETE"}
_READABLE = {"", "application/json"}

_PROBLEM = {
    "title": "Problem",
    "type": "object",
    "properties": {
        "code": {"type": "string", "description": "Stable; programs go by this."},
        "message": {"type": "string", "description": "For people, in bokmål or nynorsk by Accept-Language."},
        "field": {"type": ["string", "null"], "description": "The field at fault, when one is."},
    },
    "required": ["code", "message", "field"],
    "additionalProperties": False,
}
_REFUSALS = {
    HTTPStatus.BAD_REQUEST: "Not JSON",
    HTTPStatus.UNAUTHORIZED: "Nobody is signed in, and no key opens",
    HTTPStatus.FORBIDDEN: "This person may not",
    HTTPStatus.NOT_FOUND: "Unknown, or not for this person: the same answer",
    HTTPStatus.CONFLICT: "True a moment ago, not now; or the Idempotency-Key was used for something else",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Too large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Not application/json",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Something must be mended; field says what",
    HTTPStatus.SERVICE_UNAVAILABLE: "Try again, with the same Idempotency-Key",
}


class Service(NinjaAPI):
    """Ninja, with our refusals in the description."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Every operation can be refused in the same ways, so they are written once."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"].setdefault("schemas", {})["Problem"] = _PROBLEM
        schema["components"]["responses"] = {
            f"Problem{status.value}": {
                "description": words,
                "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
            for status, words in _REFUSALS.items()
        }
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status in _REFUSALS:
                    reference = {"$ref": f"#/components/responses/Problem{status.value}"}
                    operation["responses"][str(status.value)] = reference
        return schema


service = Service(
    title="Lederløft",
    version="1",
    description="What the rooms read and write, for programs. See docs/api.md.",
    openapi_url="/openapi.json",
    docs_url=None,
    auth=[Key(), Session()],
    urls_namespace="api",
)
for _module in (myself, offers, editions, attendance, numbers, organisation):
    service.add_router("/v1", _module.router)


@service.exception_handler(DomainError)
def _domain(request: HttpRequest, error: DomainError) -> HttpResponse:
    return problem(error)


@service.exception_handler(ValidationError)
def _form(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(refusal_of(error.errors))


@service.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(SignInNeeded())


@service.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(Unreadable())


@service.exception_handler(Http404)
def _unknown(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(NotFound())


@service.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem(TooLarge())


def _spoiled(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return problem(Unreadable())


def _broken(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    if isinstance(error, Exception) and is_out_of_service(error):  # answered for all faces in one place
        raise error
    return broken(request, error)


for _kind in (SuspiciousOperation, BadRequest, UnreadablePostError):
    service.add_exception_handler(_kind, _spoiled)
service.add_exception_handler(Exception, _broken)


def guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Around every route: JSON only, never stored, and no page where a program expects a problem."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in _WRITES and (request.content_type or "").lower() not in _READABLE:
            return problem(NotJson())
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = response.headers["Allow"]
            response = problem(MethodUnknown())
            response.headers["Allow"] = allowed
        response.headers["Cache-Control"] = "no-store"
        return response

    setattr(answer, "csrf_exempt", True)  # noqa: B010 — who_acts asks for the token where a session writes
    return answer


def describe(request: HttpRequest) -> HttpResponseBase:
    """The description: open to all, since it holds nothing of anybody."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return JsonResponse(service.get_openapi_schema())


def nothing_here(request: HttpRequest) -> HttpResponseBase:
    """An address nobody made."""
    return problem(NotFound())

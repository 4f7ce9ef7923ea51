"""Reading in a scope, writing outside one with a key that makes a repeat harmless, and pages of long lists."""

import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any, Concatenate, Generic, ParamSpec, TypeVar, cast, get_type_hints
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Path
from pydantic import BaseModel, ConfigDict, Field

from lederloft.faces.api.problems import FieldUnknown
from lederloft.faces.api.who_acts import ApiRequest
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.tenancy.api import scope

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

LONGEST_PAGE = 200
_LONGEST_NAME = 80

# A public key as it stands in an address or a body.
PublicKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]
KeyInPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{22}$")]
ClientKey = Annotated[
    UUID,
    Header(
        alias="Idempotency-Key",
        description="A random UUID, new for each write. The same key again gives the first answer and does nothing.",
    ),
]


class Shape(BaseModel):
    """What leaves the house: these fields and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Asked(BaseModel):
    """What is asked for in the address or sent in a body: these fields and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Paging(Asked):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=LONGEST_PAGE)
    offset: int = Field(0, ge=0, le=1_000_000)


class Part(Shape, Generic[T]):
    """A part of a list, and how long the whole is."""

    items: tuple[T, ...]
    total: int
    limit: int
    offset: int


def cut(rows: Sequence[T], paging: Paging) -> Sequence[T]:
    """The part of a list already read."""
    return rows[paging.offset : paging.offset + paging.limit]


def reads(function: Callable[Concatenate[ApiRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """A route that reads, in the scope of the municipality of the one who calls."""
    known = _known(function)

    @functools.wraps(function)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        _refuse_unknown(request, known)
        api_request = cast("ApiRequest", request)
        with scope(_municipality_of(api_request.auth)):
            return function(api_request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], R]", run)


def writes(function: Callable[Concatenate[ApiRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """A route that writes. It opens reading scopes itself, and calls its one use case outside them."""
    known = _known(function)

    @functools.wraps(function)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        _refuse_unknown(request, known)
        return function(cast("ApiRequest", request), *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], R]", run)


def keyed(acting: Acting, client_key: UUID) -> Acting:
    """The one who acts, with the key of this write."""
    return replace(acting, client_key=str(client_key))


def reading(acting: Acting) -> Any:
    """The reading scope within a route that writes."""
    return scope(_municipality_of(acting))


def _municipality_of(acting: Acting) -> int:
    if acting.municipality_id is None:
        raise LookupError("an API call always has a municipality")
    return acting.municipality_id


def _known(function: Callable[..., Any]) -> frozenset[str]:
    """The names a route takes in the address after the question mark."""
    asked = (
        hint
        for name, hint in get_type_hints(function).items()
        if name not in {"return", "body"} and inspect.isclass(hint) and issubclass(hint, Asked)
    )
    return frozenset(name for hint in asked for name in hint.model_fields)


def _refuse_unknown(request: HttpRequest, known: frozenset[str]) -> None:
    for name in request.GET:
        if name not in known:
            short = name[:_LONGEST_NAME]
            raise FieldUnknown(at=short, name=short)

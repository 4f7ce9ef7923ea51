"""@use_case: one act, one transaction, one policy, one trail."""

import functools
import hashlib
import inspect
import re
from collections.abc import Callable
from contextlib import ExitStack
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar, cast, get_type_hints

from django.db import connection, transaction
from pydantic import TypeAdapter

from lederloft.foundation.acting.values import Acting, Grant, Permission
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import current_municipality, scope
from lederloft.foundation.trail.api import bound
from lederloft.foundation.use_cases.errors import CalledInsideScope, FactMissing, KeyUsedForOther
from lederloft.foundation.use_cases.models import ClientKey
from lederloft.foundation.use_cases.subscriptions import start_subscribed_jobs

P = ParamSpec("P")
R = TypeVar("R")

_running: ContextVar[bool] = ContextVar("use_case_running", default=False)

_WRITE = re.compile(r"\s*(INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
# Rows that serve the machinery; a change of them alone is no change of what the municipality knows.
_MACHINERY = re.compile(r"^(trail_|jobs_|use_cases_|outbox_|drafts_|search_|django_session)")


class _Writes:
    """Counts the rows of meaning that a use case changes."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        match = _WRITE.match(sql)
        if match and not _MACHINERY.match(match.group(2)):
            # SQLite counts the rows of INSERT … RETURNING only when they have been fetched.
            is_counted = match.group(1).upper().startswith("INSERT") or context["cursor"].rowcount != 0
            if is_counted:
                self.tables.add(match.group(2))
        return result


def unchanged(result: R) -> R:
    """Say aloud that nothing needed doing. The use case then may end without a fact, and must not have written."""
    _said_unchanged.set(True)
    return result


_said_unchanged: ContextVar[bool] = ContextVar("said_unchanged", default=False)


def use_case(
    *,
    may: Callable[[Acting, Any], Permission],
    trail: bool = True,
    because: str = "",
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function one act.

    ``may(acting, subject)`` is asked inside the transaction, ``subject`` being the first positional argument (None
    without one); it returns a grant, True, or something false: NotAllowed. The function needs a keyword ``acting``.
    ``acting.client_key`` makes a repeat of the same act return the first answer.
    Called from inside another use case it joins that one's transaction. ``trail=False`` only where a fact would
    reveal a person, with the reason in ``because``.

    Raises NotAllowed, FactMissing (something written and no fact), CalledInsideScope, KeyUsedForOther.
    """
    if not trail and not because:
        raise ValueError("trail=False needs a reason")

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__}.{function.__qualname__}"

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            acting = kwargs.get("acting")
            if not isinstance(acting, Acting):
                raise TypeError(f"{name} needs acting=")
            if _running.get():
                _ask(may, acting, args[0] if args else None)
                outer_said = _said_unchanged.get()
                try:
                    return function(*args, **kwargs)
                finally:  # what an inner act found unchanged says nothing of the outer one
                    _said_unchanged.set(outer_said)
            return _outermost(function, name, may, acting, trail, args, kwargs)

        return run

    return decorate


def _outermost(
    function: Callable[..., R],
    name: str,
    may: Callable[[Acting, Any], Permission],
    acting: Acting,
    trail: bool,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> R:
    """Run the function as the one act of its transaction."""
    if current_municipality() is not None:
        raise CalledInsideScope
    with ExitStack() as stack:
        stack.enter_context(transaction.atomic(durable=True))
        if acting.municipality_id is not None:
            stack.enter_context(scope(acting.municipality_id))
        stack.callback(_running.reset, _running.set(True))
        stack.callback(_said_unchanged.reset, _said_unchanged.set(False))
        if acting.client_key:
            done, answer = _already_done(function, name, acting, args, kwargs)
            if done:
                return cast("R", answer)
        permission = _ask(may, acting, args[0] if args else None)
        binding = stack.enter_context(
            bound(
                account_id=acting.account_id,
                on_behalf_of_account_id=permission.lent_by_account_id if isinstance(permission, Grant) else None,
                via=acting.via,
                municipality_id=acting.municipality_id,
            )
        )
        writes = _Writes()
        with connection.execute_wrapper(writes):
            result = function(*args, **kwargs)
        if trail and writes.tables and (not binding.facts or _said_unchanged.get()):
            raise FactMissing
        start_subscribed_jobs(binding)
        if acting.client_key:
            _remember(function, acting, result)
        return result


def _ask(may: Callable[[Acting, Any], Permission], acting: Acting, subject: Any) -> Permission:
    permission = may(acting, subject)
    if not permission:
        raise NotAllowed
    return permission


def _fingerprint(acting: Acting, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """What was asked for, and where: the same in another municipality is another act."""
    told = {k: v for k, v in kwargs.items() if k != "acting"}
    return hashlib.sha256(repr((acting.municipality_id, args, sorted(told.items()))).encode()).hexdigest()


@functools.cache
def _answer_type(function: Callable[..., Any]) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(inspect.unwrap(function)).get("return", type(None)))


def _already_done(
    function: Callable[..., Any],
    name: str,
    acting: Acting,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> tuple[bool, Any]:
    """Claim the key, or fetch the first answer. A twin press waits here until the first has committed."""
    print_ = _fingerprint(acting, args, kwargs)
    account_id = acting.account_id or 0
    done_at = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO use_cases_clientkey (account_id, key, use_case, fingerprint, answer, done_at) "
            "VALUES (%s, %s, %s, %s, NULL, %s) ON CONFLICT (account_id, key) DO NOTHING",
            [account_id, acting.client_key, name, print_, done_at],
        )
        if cursor.rowcount == 1:
            return False, None
    first = ClientKey.objects.get(account_id=account_id, key=acting.client_key)
    if first.use_case != name or first.fingerprint != print_:
        raise KeyUsedForOther
    return True, _answer_type(function).validate_python(first.answer)


def _remember(function: Callable[..., Any], acting: Acting, result: Any) -> None:
    answer = _answer_type(function).dump_python(result, mode="json")
    ClientKey.objects.filter(account_id=acting.account_id or 0, key=acting.client_key).update(answer=answer)

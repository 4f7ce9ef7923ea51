"""Which messages exist, who writes them and how recipients are found. Filled by config/wiring.py."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.module_loading import import_string

from lederloft.foundation.outbox.errors import UnknownGroup, UnknownMessageKind
from lederloft.foundation.outbox.values import Group, Mail, MailRequest, MessageKind, Recipient

Renderer = Callable[[MailRequest], Mail | None]
DigestRenderer = Callable[[MailRequest, Sequence[Mail]], Mail | None]
Resolver = Callable[[int, int | None], Recipient | None]

DIGEST = "outbox.digest"

_kinds: dict[str, tuple[MessageKind, Renderer]] = {}
_groups: dict[str, Group] = {}
_resolvers: dict[str, Resolver] = {}
_digest: list[DigestRenderer] = []
_language: list[Callable[[], str]] = []


def connect(
    kinds: Mapping[str, MessageKind],
    *,
    groups: Mapping[str, Group],
    recipients: Mapping[str, str],
    digest_renderer: str | None = None,
    language: str | None = None,
) -> None:
    """Replace the tables of messages.

    ``recipients``: kind of recipient → dotted name of ``resolve(recipient_id, municipality_id) -> Recipient | None``,
    called inside the municipality's scope; "account" and "person" are known already, and "person" may be replaced.
    ``digest_renderer``: dotted name of ``render(request, parts) -> Mail | None`` for the daily summary.
    ``language``: dotted name of what tells the municipality's language, called inside its scope, for those who haven't
    chosen one; "" when the municipality has none.
    Raises ImportError for a dotted name that leads nowhere, UnknownGroup for a kind in a group that isn't there.
    """
    made = {name: (kind, import_string(kind.renderer)) for name, kind in kinds.items()}
    resolvers = {name: import_string(dotted) for name, dotted in recipients.items()}
    digest = [import_string(digest_renderer)] if digest_renderer else []
    told = [import_string(language)] if language else []
    for kind, _renderer in made.values():
        if kind.group is not None and kind.group not in groups:
            raise UnknownGroup(group=kind.group)
    _kinds.clear()
    _kinds.update(made)
    _groups.clear()
    _groups.update(groups)
    _resolvers.clear()
    _resolvers.update(resolvers)
    _digest[:] = digest
    _language[:] = told


def require_message_kind(name: str) -> tuple[MessageKind, Renderer]:
    """What is known about the kind, and its renderer. Raises UnknownMessageKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownMessageKind(kind=name) from None


def get_municipality_language() -> str:
    """What those read who haven't chosen; "" when nothing tells. Call it inside the municipality's scope."""
    return _language[0]() if _language else ""


def get_digest_renderer() -> DigestRenderer | None:
    """Who writes the daily summary; None when nobody does, and then nothing is held for it."""
    return _digest[0] if _digest else None


def get_resolver(recipient_kind: str) -> Resolver | None:
    """The wired way to a kind of recipient."""
    return _resolvers.get(recipient_kind)


def list_groups() -> dict[str, Group]:
    """Every group people can choose about, in the order of the wiring."""
    return dict(_groups)

"""Aksel icons as inline SVG: read once from the npm package, cached, hidden from screen readers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

_NAME = re.compile(r"[A-Z][A-Za-z0-9]{1,60}")
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


REPOSITORY = Path(__file__).resolve().parents[4]


class UnknownIcon(LookupError):
    """The icon package has no such file, or set-up has not run."""


def folder() -> Path:
    """Where the SVG files lie; ``KIT_ICON_DIR`` wins over the npm package under the project."""
    chosen = getattr(settings, "KIT_ICON_DIR", None)
    return Path(chosen) if chosen else REPOSITORY / "node_modules/@navikt/aksel-icons/dist/svg"


@cache
def icon(name: str, css_class: str = "") -> SafeString:
    """The inline SVG of an Aksel icon by its file name without ending («CheckmarkCircleFill»)."""
    if not _NAME.fullmatch(name):
        raise UnknownIcon(name)
    if css_class and not re.fullmatch(r"[a-z0-9 -]+", css_class):
        raise UnknownIcon(f"{name}: class {css_class!r}")
    try:
        found = _BODY.search((folder() / f"{name}.svg").read_text(encoding="utf-8"))
    except OSError as error:
        raise UnknownIcon(f"{name}: run `make setup`, then look in @navikt/aksel-icons") from error
    if found is None:
        raise UnknownIcon(name)
    body = " ".join(found.group(1).split()).replace("> <", "><")
    classes = f"ll-icon {css_class}".strip()
    return mark_safe(  # noqa: S308 - our own package file, name and class checked above
        f'<svg class="{classes}" viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">{body}</svg>'
    )

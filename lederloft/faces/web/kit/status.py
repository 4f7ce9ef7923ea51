"""A status is a word with a shape: icon + word, never a pill, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.kit.icons import icon


@dataclass(frozen=True, slots=True)
class Status:
    icon: str
    colour: str
    word: str | Promise


STATUSES: dict[str, Status] = {
    # verdicts, in the order of look.md
    "met": Status("CheckmarkCircleFill", "success", _("Oppfylt")),
    "not_met": Status("XMarkOctagonFill", "danger", _("Ikke oppfylt")),
    "at_risk": Status("ExclamationmarkTriangleFill", "multe", _("I faresonen")),
    "not_yet_due": Status("Clock", "neutral", _("Ikke forfalt")),
    "cannot_tell": Status("QuestionmarkCircle", "info", _("Kan ikke avgjøres")),
    "waived": Status("CircleSlash", "lyng", _("Fraveket")),
    # everything else borrows one of the six shapes and brings its own word
    "done": Status("CheckmarkCircleFill", "success", _("Ferdig")),
    "failed": Status("XMarkOctagonFill", "danger", _("Feilet")),
    "warning": Status("ExclamationmarkTriangleFill", "multe", _("Trenger deg")),
    "coming": Status("Clock", "neutral", _("Kommer")),
    "unknown": Status("QuestionmarkCircle", "info", _("Vet ikke")),
    "stopped": Status("CircleSlash", "neutral", _("Avlyst")),
}

VERDICTS = ("met", "not_met", "at_risk", "not_yet_due", "cannot_tell", "waived")


def status_html(kind: str, word: Any = None, note: Any = None) -> SafeString:
    """``status_html("met")`` or ``status_html("done", "3 timer", note="plass holdt 12. april")``."""
    status = STATUSES.get(kind) or STATUSES["unknown"]
    words = conditional_escape(str(status.word) if word in (None, "") else word)
    return _drawn(status.icon, status.colour, words, "" if note in (None, "") else conditional_escape(note))


@lru_cache(maxsize=512)
def _drawn(icon_name: str, colour: str, words: str, note: str) -> SafeString:
    """``words`` and ``note`` are escaped already: a table says the same status a thousand times."""
    line = f'<span class="ll-status" data-color="{colour}">{icon(icon_name)}<span>{words}</span></span>'
    if note:
        line += f'<span class="ll-status-note">{note}</span>'
    return mark_safe(line)  # noqa: S308 - every value went through conditional_escape

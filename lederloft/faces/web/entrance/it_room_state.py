"""IT's room: whether everything is ready, in words, each with its remedy. Numbers only, nothing about anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lederloft.faces.web.entrance.it_room import ItRoom
from lederloft.faces.web.entrance.set_up_pages import mail_status, mail_word
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import ActPage
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.backups.api import list_present
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_
from lederloft.foundation.health.api import OK, list_checks
from lederloft.foundation.jobs import api as jobs
from lederloft.foundation.outbox import api as outbox
from lederloft.foundation.wording import api as wording

CHECKS: Mapping[str, tuple[str, str]] = {
    "database_default": (N_("Databasen"), N_("Kjør «lederloft migrate», og se at databasen svarer.")),
    "database_answers": (N_("Databasen for svar"), N_("Kjør «lederloft migrate», og se at databasen svarer.")),
    "database_buffer": (N_("Mellomlageret for svar"), N_("Kjør «lederloft migrate», og se at databasen svarer.")),
    "defences": (
        N_("Skillet mellom kommuner"),
        N_("Kjør «lederloft migrate». Den bygger skillet på nytt."),
    ),
}


@dataclass(frozen=True)
class Line:
    """One check: what, how it is, and what to do when it isn't well."""

    title: str
    shape: str
    words: str
    note: str = ""


class State(ItRoom):
    """`/drift/tilstand`."""

    template_name = "entrance/it_room/state.html"

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """Everything `/helse` knows and what belongs to this machine."""
        checks = list_checks()
        is_moving = checks.pop("jobs", OK) == OK
        lines = [*health_lines(checks), worker_line(), queue_line(is_moving=is_moving), mail_line()]
        faults = sum(line.shape in {"failed", "warning"} for line in lines)
        if faults:
            words = ngettext("Én ting trenger deg.", "{count} ting trenger deg.", faults)
            lead = words.format(count=wording.capitalised(wording.number_word(faults)))
        else:
            lead = gettext("Alt er klart.")
        trial = next(iter(outbox.list_mails(acting=self.acting, kind=outbox.TRIAL, limit=1)), None)
        return {
            "head": Head(gettext("Tilstand"), lead),
            "lines": lines,
            "trial": trial,
            "trial_status": mail_status(trial.state) if trial is not None else "",
            "trial_word": mail_word(trial.state) if trial is not None else "",
            "kept_days": settings.BACKUPS_KEPT_DAYS,
            "version": version("lederloft"),
        }


class TryMail(ActPage, ItRoom):
    """Send oneself a mail."""

    def back(self, **kwargs: Any) -> str:
        """The page."""
        return reverse("it_state")

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Write it to the outbox."""
        outbox.try_mail(acting=acting)
        messages.success(self.request, gettext("En prøve er på vei til din egen adresse."))
        return self.back()


def health_lines(checks: Mapping[str, str]) -> list[Line]:
    """The checks of `/helse`; each says «ok» or what is wrong."""
    found = []
    for name, state in checks.items():
        title, remedy = CHECKS.get(name, (name, ""))
        if state == OK:
            found.append(Line(gettext(title), "done", gettext("I orden")))
        else:
            found.append(Line(gettext(title), "failed", gettext("Ikke i orden"), f"{state}. {gettext(remedy)}"))
    return found


def worker_line() -> Line:
    """The workers of this machine; others may run elsewhere."""
    workers = sum(one.kind == "worker" for one in list_present())
    title = gettext("Jobbkjørere på denne maskinen")
    if workers:
        return Line(title, "done", wording.number(workers))
    note = gettext("Start «lederloft work» her, eller se at den kjører på en annen maskin.")
    return Line(title, "unknown", gettext("Ingen"), note)


def queue_line(*, is_moving: bool) -> Line:
    """Numbers of the whole installation's queue, and what to do when it stands still."""
    queue = jobs.get_queue_health()
    said = gettext("{waiting} venter, {running} pågår").format(
        waiting=wording.number(queue.waiting), running=wording.number(queue.running)
    )
    note = ""
    if queue.oldest_waiting_since is not None:
        since = wording.moment(clock.in_oslo(queue.oldest_waiting_since))
        note = gettext("Den eldste har ventet siden {since}.").format(since=since)
    if queue.dead:
        words = ngettext("{count} jobb har stoppet.", "{count} jobber har stoppet.", queue.dead)
        stopped = words.format(count=wording.number(queue.dead))
        note = f"{stopped} {gettext('Start dem på nytt fra oversikten.')} {note}".strip()
        return Line(gettext("Jobbene i bakgrunnen"), "warning", said, note)
    if not is_moving:
        note = f"{note} {gettext('Se at «lederloft work» kjører.')}".strip()
        return Line(gettext("Jobbene i bakgrunnen"), "warning", said, note)
    return Line(gettext("Jobbene i bakgrunnen"), "done", said, note)


def mail_line() -> Line:
    """Numbers of the whole installation's mail."""
    post = outbox.get_outbox_health()
    said = gettext("{waiting} venter, {held} venter på dagens oppsummering").format(
        waiting=wording.number(post.waiting), held=wording.number(post.held)
    )
    if post.is_server_away:
        note = gettext("Serveren svarer ikke. Ingenting er mistet. Sjekk EMAIL_HOST og EMAIL_PORT.")
        return Line(gettext("E-posten"), "failed", said, note)
    if post.dead:
        words = ngettext("{count} e-post kom ikke fram.", "{count} e-poster kom ikke fram.", post.dead)
        return Line(gettext("E-posten"), "warning", said, words.format(count=wording.number(post.dead)))
    return Line(gettext("E-posten"), "done", said)

"""The programs a walk goes through: server and worker on files of its own, their mail, and time that can pass."""

import email
import email.policy
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from icalendar import Calendar, Event

from tests.postgres import ROOT
from tests.server import Program, Server, Worker
from tests.sqlite import SqliteFiles
from tests.walks.passing_time import AHEAD

PROGRAM = (sys.executable, "-m", "tests.walks.passing_time")
MAIL_WITHIN = 60.0  # seconds; a ceiling against hanging


class WalkServer(Server):
    program = PROGRAM


class WalkWorker(Worker):
    program = PROGRAM


class Site:
    """Where a walk takes place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ahead = folder / "ahead"
        self.ahead.write_text("0")
        self.databases = SqliteFiles(folder)
        self.databases.create()
        local = {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.local", AHEAD: str(self.ahead)}
        self.server = WalkServer(self.databases.env() | local, folder, "--workers", "1")
        self.server.env["SITE_URL"] = self.server.url
        self.worker = WalkWorker(self.server.env, folder, "--threads", "1")

    @property
    def url(self) -> str:
        return self.server.url

    def command(self, *arguments: str) -> str:
        """What a command says."""
        done = subprocess.run(
            [*Program.program, *arguments], cwd=ROOT, env=self.server.env, check=True, capture_output=True, text=True
        )
        return done.stdout

    def pass_time_to(self, moment: datetime) -> None:
        """Let it be that moment."""
        self.ahead.write_text(str((moment - datetime.now(UTC)).total_seconds()))

    def mails(self, to: str) -> list[EmailMessage]:
        """Everything this address has got, in the order it came."""
        found: list[EmailMessage] = []
        for file in sorted((self.folder / "mail").glob("*"), key=lambda file: file.stat().st_mtime_ns):
            for written in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                message = email.message_from_bytes(written, policy=email.policy.default)
                if to in str(message["To"]):
                    found.append(message)
        return found

    def mail(self, to: str, subject: str, *, after: int = 0) -> EmailMessage:
        """The mail with these words in its subject, waited for: the worker sends it after the press."""
        until = time.monotonic() + MAIL_WITHIN
        while True:
            mails = self.mails(to)[after:]
            for mail in mails:
                if subject in str(mail["Subject"]):
                    return mail
            assert time.monotonic() < until, (subject, [str(mail["Subject"]) for mail in mails])
            time.sleep(0.1)

    def invitations(self, to: str, *, at_least: int) -> list[Event]:
        """The calendar events in this address's mail, in the order they came; waits for so many."""
        until = time.monotonic() + MAIL_WITHIN
        while len(found := self._invitations(to)) < at_least:
            assert time.monotonic() < until, found
            time.sleep(0.1)
        return found

    def _invitations(self, to: str) -> list[Event]:
        return [
            event
            for mail in self.mails(to)
            for part in mail.walk()
            if part.get_content_type() == "text/calendar"
            for event in Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
        ]


def words_of(mail: EmailMessage) -> str:
    """What the mail says."""
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().replace("\xa0", " ").split())


@contextmanager
def walk_site(folder: Path, *, like: Path | None = None) -> Iterator[Site]:
    """The site with nothing in it, or with the same as in the databases of another folder."""
    site = Site(folder)
    if like is not None:
        for file in like.glob("*.sqlite3*"):
            shutil.copy(file, folder)
    with site.server, site.worker:
        yield site

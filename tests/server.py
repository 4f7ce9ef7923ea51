"""The real programs under test: `lederloft serve` and `lederloft work` as processes that can be stopped and killed.

with Server(databases.env(), tmp_path) as server:
    urllib.request.urlopen(server.url + "/helse")
"""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.postgres import COMMAND, ROOT
from tests.sqlite import SqliteFiles

READY_WITHIN = 60.0  # seconds; a ceiling against hanging, not a goal


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Program:
    """One `lederloft …` process with its children, and what it said."""

    program: Sequence[str | Path] = (COMMAND,)

    def __init__(self, env: dict[str, str], folder: Path, *arguments: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.arguments = arguments
        self.env = os.environ | {"LEDERLOFT_DATA_DIR": str(folder), "MAIL_WAITS_SECONDS": "0"} | env
        self.log = folder / f"{arguments[0]}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.program, *self.arguments],
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def stop(self) -> int:
        """Ask it to end, as an operator would; returns its exit code."""
        return self._signal(signal.SIGTERM)

    def kill(self) -> int:
        """SIGKILL to it and its children at once: nothing can be tidied up."""
        return self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> int:
        if self.process is None:
            return 0
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            return self.process.wait(30)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


class Server(Program):
    """The web server on a free port of its own."""

    def __init__(self, env: dict[str, str], folder: Path, *arguments: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        super().__init__(env, folder, "serve", "--port", str(self.port), *arguments)

    def start(self) -> Self:
        super().start()
        deadline = time.monotonic() + READY_WITHIN
        while not self.answers():
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the server didn't start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        """Whether /helse says it is well."""
        try:
            with urllib.request.urlopen(f"{self.url}/helse", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


class Worker(Program):
    """The job worker."""

    def __init__(self, env: dict[str, str], folder: Path, *arguments: str) -> None:
        super().__init__(env, folder, "work", *arguments)


@contextmanager
def example_site(folder: Path) -> Iterator[Server]:
    """The web server and the job worker on file databases with the two example municipalities."""
    databases = SqliteFiles(folder)
    databases.create()
    env = databases.env() | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.local"}
    server, worker = Server(env, folder), Worker(env, folder)
    subprocess.run([COMMAND, "examples", "load"], cwd=ROOT, env=server.env, check=True, stdout=subprocess.DEVNULL)
    with server, worker:
        yield server

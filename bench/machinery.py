"""Real servers under measure: starting, asking, and what their workers used. Linux only: it reads /proc."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.server import free_port

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 90.0
WORKERS, THREADS = 2, 4


class Site:
    """One server and one connection to it, kept open as a proxy keeps it."""

    def __init__(self, command: list[str], env: Mapping[str, str], log: Path, *, ready: str, headers: dict[str, str]):
        self.port = free_port()
        self.command = [part.replace("PORT", str(self.port)) for part in command]
        self.env = dict(os.environ) | dict(env)
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation keeps what it has compiled
        self.log, self.ready, self.headers = log, ready, headers
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.started_in = self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> float:
        """Start it; returns the seconds until it first answered."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        while True:
            try:
                if self.ask("GET", self.ready, "").status < 500:
                    return time.monotonic() - begun
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() - begun > READY_WITHIN:
                self.stop()
                raise SystemExit(f"the server didn't start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.01)

    def stop(self) -> None:
        """End it and its workers."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(20)

    def connect(self) -> http.client.HTTPConnection:
        """A connection of one's own."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(
        self,
        method: str,
        path: str,
        cookie: str,
        body: str | None = None,
        connection: http.client.HTTPConnection | None = None,
    ) -> http.client.HTTPResponse:
        """One request, its answer read to the end."""
        own = connection or self.connect()
        headers = self.headers | ({"Cookie": cookie} if cookie else {})
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://127.0.0.1:{self.port}/",
            }
        own.request(method, path, body=body, headers=headers)
        answer = own.getresponse()
        answer.read()
        if connection is None:
            own.close()
        return answer

    @property
    def workers(self) -> list[int]:
        """The processes that answer: the server's children."""
        assert self.process is not None
        return [
            int(one) for one in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def cpu_ms(self) -> float:
        """What the workers have used so far."""
        return sum(_cpu_ms(pid) for pid in self.workers)

    def started_cpu_s(self) -> float:
        """What the server and its workers have used since the start."""
        assert self.process is not None
        return sum(_cpu_ms(pid) for pid in (self.process.pid, *self.workers)) / 1000

    def memory_mb(self) -> float:
        """The largest worker, as it lies in memory."""
        return max(_resident_mb(pid) for pid in self.workers)


def _cpu_ms(pid: int) -> float:
    """From schedstat, in nanoseconds per thread; /proc/<pid>/stat counts in hundredths of a second."""
    threads = list(Path(f"/proc/{pid}/task").glob("*/schedstat"))
    if threads:
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def floor_site(env: Mapping[str, str], folder: Path) -> Site:
    """The floor app behind the same server with the same options."""
    command = [
        str(Path(sys.executable).parent / "gunicorn"),
        "--bind=127.0.0.1:PORT",
        f"--workers={WORKERS}",
        f"--threads={THREADS}",
        "--worker-class=gthread",
        f"--worker-tmp-dir={folder}",
        "--max-requests=20000",
        "--timeout=60",
        "--log-level=warning",
        "bench.floor.wsgi:application",
    ]
    return Site(command, env, folder / "floor.log", ready="/one", headers={})


def our_site(env: Mapping[str, str], folder: Path) -> Site:
    """`lederloft serve` with production settings, as behind a proxy that ends TLS."""
    command = [str(Path(sys.executable).parent / "lederloft"), "serve", "--port", "PORT"]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS)]
    proxy = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    return Site(command, env, folder / "ours.log", ready="/helse", headers=proxy)

"""The real server under hostile traffic: a file of 60 MB, broken requests, forged lines; afterwards it is well."""

import json
import re
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hostile.test_logs import FORGED, LINE
from tests.server import Server
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races

MB = 1024 * 1024
# Without the cookie the refusal comes before anybody asks for the body.
COOKIE = "Cookie: csrftoken=" + "a" * 32 + "\r\n"
SECRET = "hemmelig-kode-som-ingen-skal-se"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("fiendtlig")
    databases = SqliteFiles(folder / "db")
    databases.create()
    env = databases.env() | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.local"}
    with Server(env, folder, "--workers", "1") as started:
        yield started
    databases.drop()


def resident(server: Server, what: str = "VmRSS") -> int:
    """Bytes of memory the server's processes hold together; ``VmHWM`` is the most they have held."""
    assert server.process is not None
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text(encoding="ascii")
    held = 0
    for number in [server.process.pid, *map(int, children.split())]:
        told = Path(f"/proc/{number}/status").read_text(encoding="ascii")
        held += int(re.search(rf"{what}:\s+(\d+)", told)[1]) * 1024
    return held


def say(server: Server, sent: bytes, *, more: int = 0) -> bytes:
    """Send raw bytes, and so many more; what comes back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        try:
            line.sendall(sent)
            for _number in range(more // MB):
                line.sendall(b"x" * MB)
        except (BrokenPipeError, ConnectionResetError):  # it has heard enough
            pass
        answer = b""
        try:
            while part := line.recv(65_536):
                answer += part
                if b"\r\n\r\n" in answer and more:
                    break
        except (ConnectionResetError, TimeoutError):
            return answer
        return answer


def is_well(server: Server) -> bool:
    with urllib.request.urlopen(f"{server.url}/helse", timeout=10) as answer:
        return bool(answer.status == 200)


@pytest.mark.parametrize("path", ["/logg-inn", "/oppsett/logo", "/api/v1/me", "/finnes-ikke"])
def test_a_file_of_sixty_megabytes_is_refused_without_being_kept_in_memory(server: Server, path: str) -> None:
    say(server, b"GET /logg-inn HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    before = resident(server, "VmHWM")
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {60 * MB + 130}\r\nConnection: close\r\n{COOKIE}"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="logo"; filename="logo.png"\r\nContent-Type: image/png\r\n\r\n'
    )
    began = time.monotonic()
    answer = say(server, head.encode(), more=60 * MB)
    status = int(answer.split()[1]) if answer else 0
    assert status in {0, 400, 403, 404, 405, 413, 415}, answer[:300]  # 0: the line was cut while we still sent
    assert resident(server, "VmHWM") - before < 200 * MB
    assert time.monotonic() - began < 30
    assert is_well(server)


def test_a_page_that_takes_files_says_that_it_is_too_large(server: Server) -> None:
    head = f"POST /logg-inn HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {60 * MB}\r\nConnection: close\r\n{COOKIE}"
    answer = say(server, head.encode() + b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n")
    assert answer.startswith(b"HTTP/1.1 413"), answer[:200]
    assert b"Filen er for stor" in answer


def test_no_line_is_forged_in_the_real_log(server: Server) -> None:
    start = server.log.stat().st_size
    for forged in FORGED:
        raw = forged.encode("utf-8", "surrogatepass")
        quoted = b"".join(b"%%%02x" % byte for byte in raw)
        say(server, b"GET /" + quoted + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        say(server, b"GET /x HTTP/1.1\r\nHost: ond" + raw + b"\r\nConnection: close\r\n\r\n")
        say(server, b"GET /" + raw + b" HTTP/1.1\r\n\r\n")
        say(server, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-" + raw + b": y\r\nConnection: close\r\n\r\n")
        say(
            server,
            b"GET /finnes-ikke HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: \x1b[2J\xff\r\n"
            b"Referer: x\x0b\r\nConnection: close\r\n\r\n",
        )
        body = b"email=a" + quoted + b"@x.test&password=" + SECRET.encode()
        say(
            server,
            b"POST /logg-inn HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Connection: close\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body,
        )
    for path in ("invitasjon", "kalender", "oppsett/lenke"):
        say(server, f"GET /{path}/{SECRET} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    time.sleep(0.5)
    told = server.log.read_bytes()[start:].decode("utf-8")
    lines = told.split("\n")[:-1]
    assert len(lines) > 3 * len(FORGED)
    for line in lines:
        assert LINE.fullmatch(line), repr(line)
        assert line.isprintable(), repr(line)
    assert SECRET not in told
    assert "x.test" not in told
    assert is_well(server)


MALFORMED = {
    "line": b"GET /{word} FTP/1.0 {word}\r\n\r\n",
    "method": b"{word}\xe5 / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "version": b"GET /{word} HTTP/9.9\r\n\r\n",
    "header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{word} x: y\r\n\r\n",
    "no colon": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{word}\r\n\r\n",
    "folded": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: y\r\n {word}\r\n\r\n",
    "value": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {word}\x00\r\n\r\n",
    "coding": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: {word}\r\n\r\n",
    "length": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {word}\r\n\r\n",
    "expectation": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: {word}\r\nContent-Length: 1\r\n\r\nx",
}


def test_a_malformed_request_leaves_its_kind_in_the_log_and_none_of_its_words(server: Server) -> None:
    start = server.log.stat().st_size
    for sent in MALFORMED.values():
        answer = say(server, sent.replace(b"{word}", SECRET.encode()))
        assert answer.split()[1][:1] in {b"4", b"5"}, sent
    time.sleep(0.5)
    told = server.log.read_bytes()[start:].decode("utf-8")
    assert SECRET not in told
    assert "\\xe5" not in told
    lines = told.splitlines()
    assert len(lines) >= len(MALFORMED) - 1
    assert len({line for line in lines if re.search(r"a malformed request: \w+ from=127\.0\.0\.1$", line)}) >= 6
    assert is_well(server)


def test_odd_clients_leave_the_server_well(server: Server) -> None:
    before = resident(server)
    for sent in (
        b"",
        b"\x00" * 1_000,
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/9.9\r\n\r\n",
        b"G" * 100_000,
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 5_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nx\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
            line.settimeout(10)
            with suppress(OSError):  # it may hang up first
                line.sendall(sent)
                line.shutdown(socket.SHUT_WR)
                while line.recv(65_536):
                    pass
    assert is_well(server)
    assert resident(server) - before < 100 * MB
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(f"{server.url}/api/v1/me", timeout=10)
    assert json.loads(refusal.value.read())["code"] == "api.sign_in_needed"

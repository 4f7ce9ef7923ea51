"""After all hostile traffic the site is well: /helse says 200, and the memory is back."""

import json
import os
import random
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.races.site import Site, open_site
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races

MIB = 1024 * 1024
ROUNDS = 12


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    databases = SqliteFiles(tmp_path / "databases")
    databases.create()
    with ExitStack() as undo:
        yield open_site(undo, databases, tmp_path / "data")


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    told = {"Host": "127.0.0.1", "Content-Length": str(len(body)), "Connection": "close", **headers}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in told.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def hostile(site: Site, dice: random.Random) -> Iterator[bytes]:
    """What strangers and programs gone wrong send."""
    key = {"Authorization": f"Bearer {site.town['office']}", "Content_Type": "application/json"}
    sign_up = f"/api/v1/editions/{site.town['edition']}/sign-up"
    form = {"Content_Type": "multipart/form-data; boundary=x"}
    file = b'--x\r\nContent-Disposition: form-data; name="f"; filename="../../x.svg"\r\n\r\n'
    yield dice.randbytes(4000)
    yield b"GET " + b"/a" * 20_000 + b" HTTP/1.1\r\n\r\n"
    yield request("GET", "/", X_Long="x" * 60_000)
    yield request("GET", "/?" + "&".join(f"a{n}=1" for n in range(3000)))
    yield request("POST", sign_up, b"[" * 500_000, **key)
    yield request("POST", sign_up, json.dumps({"person_key": "x" * MIB}).encode(), **key)
    yield request("POST", sign_up, b"{}", **{**key, "Authorization": "Bearer lederloft_" + "x" * 5000})
    yield request("PUT", f"/api/v1/gatherings/{site.town['gathering']}/attendance", b'{"entries": 1e999999}', **key)
    yield request("POST", "/logg-inn", b"&".join(b"f%d=1" % n for n in range(5000)))
    yield request("POST", "/logg-inn", file + b"\0" * (8 * MIB) + b"\r\n--x--\r\n", **form)
    yield request("GET", "/..%2f..%2fetc/passwd%00", Cookie="sessionid=" + "a" * 4000)
    yield request("GET", "/helse", Range="bytes=" + ",".join(f"{n}-" for n in range(1000)))
    yield request("POST", sign_up, b"", **{**key, "Content_Length": str(60 * MIB)})  # and nothing comes
    yield request("POST", sign_up, b"zzz\r\n", Transfer_Encoding="chunked", Content_Length="3")


def send(site: Site, sent: bytes) -> None:
    with suppress(OSError), socket.create_connection(("127.0.0.1", site.server.port), timeout=2) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        while line.recv(65_536):
            pass


def memory(site: Site) -> int:
    """What the server and its children hold, in bytes."""
    assert site.server.process is not None
    held = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(folder.name)) == site.server.process.pid:
                held += int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return held


def test_the_site_is_well_and_its_memory_is_back(site: Site) -> None:
    dice = random.Random(40)
    for sent in hostile(site, dice):  # once, so that all code is loaded that refuses
        send(site, sent)
    before = memory(site)
    for _ in range(ROUNDS):
        for sent in hostile(site, dice):
            send(site, sent)
    with urllib.request.urlopen(f"{site.server.url}/helse", timeout=5) as answer:
        assert answer.status == 200
        assert json.loads(answer.read())["ready"] is True
    assert memory(site) < before + 40 * MIB
    assert site.server.process is not None
    assert site.server.process.poll() is None
    said = site.server.log.read_text()
    assert "Traceback" not in said
    assert "WORKER TIMEOUT" not in said

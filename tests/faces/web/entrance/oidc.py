"""A real OpenID Connect provider (npm's oidc-provider) in a process of its own, and a browser that walks between."""

import json
import re
import socket
import subprocess
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

CLIENT_ID, SECRET = "lederloft", "only-for-tests-and-long-enough"
SITE = "http://testserver"
_SCRIPT = Path(__file__).parent / "provider" / "provider.mjs"


def make_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """The service, on a port of its own, with a key that can be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None
        self.start("one")

    def start(self, key_id: str) -> None:
        self.key_id, self.key = key_id, make_key()
        private = jwt.algorithms.RSAAlgorithm.to_jwk(self.key, as_dict=True) | {
            "kid": key_id,
            "use": "sig",
            "alg": "RS256",
        }
        keys = self.folder / f"keys-{self.port}.json"
        keys.write_text(json.dumps({"keys": [private]}))
        places = (f"{SITE}/logg-inn/tjeneste/svar", f"{SITE}/logg-ut/ferdig")
        self.process = subprocess.Popen(
            ["node", _SCRIPT, str(self.port), CLIENT_ID, SECRET, *places, keys],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        while "ready" not in (line := self.process.stdout.readline()):
            assert line, "the provider did not start"

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.communicate()
            self.process = None

    def change_key(self, key_id: str) -> None:
        self.stop()
        self.start(key_id)

    def use(self, settings: Settings) -> None:
        settings.SITE_URL = SITE
        settings.OIDC_PRIVATE_ADDRESSES = True  # the provider stands on this machine
        settings.OIDC_NAME = "Prøvetjenesten"
        settings.OIDC_DISCOVERY_URL = f"{self.issuer}/.well-known/openid-configuration"
        settings.OIDC_CLIENT_ID = CLIENT_ID
        settings.OIDC_CLIENT_SECRET = SECRET

    def sign(self, claims: dict[str, Any], *, key: Any = None, algorithm: str = "RS256", **head: Any) -> str:
        return jwt.encode(claims, key or self.key, algorithm, headers={"kid": self.key_id, **head})


class Browser:
    """One browser: our site through Django's client, the service over HTTP, cookies for each."""

    def __init__(self, client: Client, provider: Provider) -> None:
        self.client, self.provider = client, provider
        self.there = requests.Session()

    def as_person(self, subject: str) -> None:
        """Who will sign in at the service; an empty one cancels."""
        self.there.cookies.set("person", quote(subject), domain="127.0.0.1", path="/")

    def leave(self, path: str = "/logg-inn/tjeneste") -> str:
        """Press the button; returns the address at the service."""
        answer = self.client.get(path)
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"].startswith(self.provider.issuer)
        return answer["Location"]

    def sign_in_there(self, url: str) -> str:
        """Sign in at the service; returns the address it sends the browser back to."""
        for _ in range(10):
            answer = self.there.get(url, allow_redirects=False)
            assert answer.is_redirect, f"{answer.status_code} {answer.text[:400]}"
            url = urljoin(url, answer.headers["Location"])
            if url.startswith(SITE):
                return url
        raise AssertionError("the service never sent the browser back")

    def come_back(self, url: str) -> HttpResponse:
        parts = urlsplit(url)
        return self.client.get(f"{parts.path}?{parts.query}")

    def walk(self, subject: str, path: str = "/logg-inn/tjeneste") -> HttpResponse:
        self.as_person(subject)
        return self.come_back(self.sign_in_there(self.leave(path)))

    def sign_out_there(self, url: str) -> str:
        """Confirm at the service; returns where it sends the browser."""
        page = self.there.get(url)
        assert page.ok, page.text
        action = unescape(re.search(r'action="([^"]+)"', page.text).group(1))
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
        answer = self.there.post(urljoin(url, action), {**fields, "logout": "yes"}, allow_redirects=False)
        return answer.headers.get("Location", "")

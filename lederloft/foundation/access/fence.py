"""The only way out of the server: to the sign-in service that whoever runs the installation has set, and no other.

https, and an address on the open net. A service on the municipality's own net is let by when OIDC_PRIVATE_ADDRESSES
says so; then also plain http to the machine itself, for trying it out. Each step of a redirect is asked anew.
"""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter

_OWN_MACHINE = {"127.0.0.1", "localhost", "::1"}


class AddressRefused(requests.RequestException):
    """The address leads somewhere the server doesn't go; ``reason`` is a fixed word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_safe_url(url: str) -> bool:
    """Whether the address has a form that may be opened or handed to the browser: https, no name or password in it."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None:
        return False
    if parts.scheme == "https":
        return True
    return parts.scheme == "http" and host in _OWN_MACHINE and settings.OIDC_PRIVATE_ADDRESSES


def check_address(url: str) -> None:
    """Raises AddressRefused when the server must not go there."""
    if not is_safe_url(url):
        raise AddressRefused("not https")
    if settings.OIDC_PRIVATE_ADDRESSES:
        return
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise AddressRefused("no such host") from error
    if not found or not all(_is_open(str(place[4][0])) for place in found):
        raise AddressRefused("not on the open net")


def _is_open(address: str) -> bool:
    """Neither the machine itself, nor the net around it, nor a cloud's own services — also when wrapped in IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast


class _Fence(HTTPAdapter):
    """Asked for every request, the steps of a redirect included."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Go only where it is allowed."""
        check_address(request.url or "")
        kwargs["timeout"] = kwargs.get("timeout") or settings.SOCIALACCOUNT_REQUESTS_TIMEOUT
        return super().send(request, *args, **kwargs)


def fenced_session() -> requests.Session:
    """A session that stays inside the fence and never waits for long."""
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Fence())
    return session

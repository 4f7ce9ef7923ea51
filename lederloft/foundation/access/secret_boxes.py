"""Secrets at rest and on their way: sealed with the installation's key, or derived from it."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _keys() -> list[str]:
    return [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _box(purpose: str) -> MultiFernet:
    made = [hashlib.sha256(f"lederloft:{purpose}:{key}".encode()).digest() for key in _keys()]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def seal(text: str, *, purpose: str) -> str:
    """The text so that only this installation can read it."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str, seconds: int | None = None) -> str | None:
    """The text again; None when it isn't ours, or older than ``seconds``."""
    try:
        return _box(purpose).decrypt(sealed.encode(), ttl=seconds).decode()
    except InvalidToken:
        return None


def derive(purpose: str, about: str) -> str:
    """A secret for one thing, 256 bits, that can be made again here and nowhere else."""
    told = f"lederloft:{purpose}:{about}".encode()
    digest = hmac.new(_keys()[0].encode(), told, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_secret(secret: str) -> str:
    """How a secret of full strength is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()

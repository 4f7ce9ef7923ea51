"""Counting attempts: the sign-in library's limits, on keys that tell nothing to who reads the table."""

from django.conf import settings
from django.utils.crypto import salted_hmac


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """The cache key as it is stored: addresses and e-mail in it can't be read back."""
    told = f"{key_prefix}:{version}:{key}"
    return salted_hmac(
        "lederloft.foundation.access.throttle", told, settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()

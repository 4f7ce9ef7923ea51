"""What settings and the address book name in the entrance."""

from lederloft.faces.web.entrance.health import health_unknown
from lederloft.faces.web.entrance.middleware import EntranceMiddleware

__all__ = ["EntranceMiddleware", "health_unknown"]

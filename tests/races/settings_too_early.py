"""The planted fault that the kill tests must find: a write is acknowledged before it is committed."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from tests.races.settings import *  # noqa: F403
from tests.races.settings import MIDDLEWARE as REAL

DELAY = 0.15  # seconds between what the client hears and what is done


class AnswersBeforeCommit:
    """Says «done» to each write of the API and then does it, one after another, as a queue in memory would."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.lock = threading.Lock()
        self.hands: ThreadPoolExecutor | None = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "PUT":
            return self.get_response(request)
        assert request.body
        with self.lock:  # made here, since a thread doesn't outlive gunicorn's fork
            self.hands = self.hands or ThreadPoolExecutor(4)
        self.hands.submit(self.do, request)
        return JsonResponse({})

    def do(self, request: HttpRequest) -> None:
        time.sleep(DELAY)
        close_old_connections()
        self.get_response(request)
        close_old_connections()


MIDDLEWARE = ["tests.races.settings_too_early.AnswersBeforeCommit", *REAL]

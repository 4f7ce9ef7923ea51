"""A mail server for the kill tests: keeps the Message-ID of each letter before it says that it has it."""

import socketserver
import threading
from collections import Counter
from typing import Self


class _Line(socketserver.StreamRequestHandler):
    server: "PostOffice"

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        while raw := self.rfile.readline():
            verb = raw[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                if not self.take():
                    return
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                return

    def take(self) -> bool:
        """One letter; False when the line is cut in the middle of it, and then it isn't one."""
        message_id = ""
        while raw := self.rfile.readline():
            if raw == b".\r\n":
                self.server.letters[message_id] += 1
                return True
            if not message_id and raw.lower().startswith(b"message-id:"):
                message_id = raw.split(b":", 1)[1].strip().decode()
        return False


class PostOffice(socketserver.ThreadingTCPServer):
    """``letters`` counts how often each Message-ID has come."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Line)
        self.letters: Counter[str] = Counter()
        self.port = int(self.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(self, *told: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A killed worker cuts its line: nothing to tell."""

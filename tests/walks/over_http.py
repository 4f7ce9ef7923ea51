"""Somebody who does what the browser does, without one: for the many of whom one is enough to watch."""

import re
from html import unescape

import requests

from tests.walks.walker import PASSWORD

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Visitor:
    """One person's session."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.session = requests.Session()

    def read(self, path: str) -> str:
        answer = self.session.get(self.origin + path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def press(self, path: str, *, action: str = "", **fields: str) -> str:
        """Send the form of the page whose action begins so, hidden fields and all; returns the page that follows."""
        forms = re.findall(r'<main.*?(<form[^>]*method="post".*)</main>', self.read(path), re.DOTALL)[0].split("<form")
        form = next(form for form in forms if 'method="post"' in form and f'action="{action}' in form + 'action="')
        hidden = {unescape(name): unescape(value) for name, value in _HIDDEN.findall(form)}
        found = re.search(r'action="([^"]+)"', form.partition(">")[0])
        answer = self.session.post(
            self.origin + (unescape(found.group(1)) if found else path),
            data={**hidden, **fields},
            headers={"Referer": self.origin + path},
        )
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text

    def come_in(self, invitation: str, email: str) -> None:
        """Take the invitation and sign in."""
        self.press(invitation, password=PASSWORD)
        self.press("/logg-inn", email=email, password=PASSWORD)

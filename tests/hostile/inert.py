"""Whether anything of what hostile hands wrote has become more than text."""

import re
from html.parser import HTMLParser

_OURS = re.compile(r"xss\(\d+\)")
_RUN = re.compile(r"^\s*(?:javascript|vbscript|data):", re.IGNORECASE)
_LEADS = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "hx-get", "hx-post"}
_NEVER = {"iframe", "object", "embed", "base", "math", "x:script", "frame", "applet"}


class Reader(HTMLParser):
    """Reads a page as a browser would and notes what could run or has broken out of its place."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.text: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = tag if tag in {"script", "style"} else ""
        if tag in _NEVER:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            told = re.sub(r"[\x00-\x20]", "", value or "")
            if name.startswith("on") or name == "srcdoc" or "xss" in name:
                self.faults.append(f"<{tag} {name}>")
            if name in _LEADS and _RUN.match(told):
                self.faults.append(f"<{tag} {name}={told[:40]}>")
            if name in {"src", "style"} and _OURS.search(value or ""):
                self.faults.append(f"<{tag} {name}={told[:40]}>")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in and _OURS.search(data):
            self.faults.append(f"{self._in}: {data[:60]}")
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        if _OURS.search(data):
            self.faults.append(f"comment: {data[:60]}")


def read(html: str) -> Reader:
    """The page read."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def faults(html: str) -> list[str]:
    """What runs, or would."""
    return read(html).faults

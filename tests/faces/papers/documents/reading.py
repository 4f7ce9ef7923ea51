"""A small reader of PDFs made without compression: what a screen reader would be told, in its order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_MARKED = re.compile(rb"<</MCID (\d+)>>\s+BDC(.*?)EMC", re.DOTALL)
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>|\((?:[^()\\]|\\.)*\)")


@dataclass(frozen=True)
class Read:
    """A piece of the structure tree that holds text."""

    role: str
    text: str


class Pdf:
    """A file taken apart."""

    def __init__(self, made: bytes) -> None:
        self.objects = {int(number): body for number, body in _OBJECT.findall(made)}
        self.catalog = next(body for body in self.objects.values() if b"/Type /Catalog" in body)
        self._pages: dict[int, dict[int, str]] = {}

    def read(self) -> list[Read]:
        """Everything in the structure tree that holds text."""
        root = self._reference(self.catalog, "StructTreeRoot")
        return [piece for kid in self._kids(self.objects[root]) for piece in self._walk(kid)]

    def roles(self) -> set[str]:
        """The roles that occur in the structure tree."""
        bodies = [body for body in self.objects.values() if b"/Type /StructElem" in body]
        return {role.decode() for body in bodies for role in re.findall(rb"/S /(\w+)", body)}

    def info(self) -> bytes:
        """The file's own data."""
        return next(body for body in self.objects.values() if b"/Producer" in body and b"/CreationDate" in body)

    def _reference(self, body: bytes, name: str) -> int:
        found = re.search(rf"/{name} (\d+) 0 R".encode(), body)
        assert found is not None, name
        return int(found[1])

    def _kids(self, body: bytes) -> list[int]:
        found = re.search(rb"/K \[([^\]]*)\]", body)
        assert found is not None
        return [int(number) for number in re.findall(rb"(\d+) 0 R", found[1])]

    def _walk(self, number: int) -> Iterator[Read]:
        body = self.objects[number]
        role = re.search(rb"/S /(\w+)", body)
        assert role is not None
        kids = self._kids(body)
        spans = [kid for kid in kids if b"/S /Span" in self.objects[kid]]
        if spans:
            yield Read(role[1].decode(), " ".join(self._text(kid) for kid in spans))
            return
        for kid in kids:
            yield from self._walk(kid)

    def _text(self, number: int) -> str:
        body = self.objects[number]
        page = self._page(self._reference(body, "Pg"))
        marks = re.search(rb"/K \[([\d ]+)\]", body)
        assert marks is not None
        return "".join(page[int(mark)] for mark in marks[1].split())

    def _page(self, number: int) -> dict[int, str]:
        if number not in self._pages:
            body = self.objects[number]
            resources = self.objects[self._reference(body, "Resources")]
            fonts = self.objects[self._reference(resources, "Font")]
            letters = {name: self._letters(int(font)) for name, font in re.findall(rb"/(\w+) (\d+) 0 R", fonts)}
            stream = self.objects[self._reference(body, "Contents")]
            self._pages[number] = {int(mark): _decode(shown, letters) for mark, shown in _MARKED.findall(stream)}
        return self._pages[number]

    def _letters(self, font: int) -> dict[int, str]:
        table = self.objects[self._reference(self.objects[font], "ToUnicode")]
        pairs = re.findall(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>", table.partition(b"endcodespacerange")[2])
        return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def _decode(shown: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    letters: dict[int, str] = {}
    text = []
    for font, glyphs in _SHOWN.findall(shown):
        if font:
            letters = fonts[font]
        for start in range(0, len(glyphs), 4):
            text.append(letters[int(glyphs[start : start + 4], 16)])
    return "".join(text)

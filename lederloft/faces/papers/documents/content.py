"""What a paper says, before it is a PDF or a DOCX: one small model for both."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# What XML can't hold, and signs that turn the direction of text round.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_VERSION_LENGTH = 8


def plain(text: str) -> str:
    """Text as people see it: one line, no control characters."""
    return " ".join(_NOT_TEXT.sub("", text).replace("\t", " ").split(" ")).replace("\r", " ").replace("\n", " ").strip()


@dataclass(frozen=True)
class Heading:
    """A heading under the title: level 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Names with their values."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """A table with a name. The first column heads its rows when ``has_row_heads``."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    has_row_heads: bool = True


Block = Heading | Paragraph | Facts | Table


@dataclass(frozen=True)
class Content:
    """A whole paper. ``on`` is the day it stands for, ``url`` leads back to the facts."""

    title: str
    language: str  # nb, nn
    author: str
    on: date
    url: str
    blocks: tuple[Block, ...]

    @property
    def version(self) -> str:
        """A short print of all it says: two papers that say the same are the same version."""
        return hashlib.sha256(repr(self).encode("utf-8", "replace")).hexdigest()[:_VERSION_LENGTH]

    @property
    def language_tag(self) -> str:
        """As word processors want it."""
        return f"{self.language}-NO"

    @property
    def made_at(self) -> str:
        """The fixed moment in the file's own data: the day, never the second it was made."""
        return f"{self.on.isoformat()}T00:00:00Z"

"""Hostile files: names that lead elsewhere, and contents that are something else than they say."""

import io
import struct
import zipfile
import zlib
from itertools import product

NAMES = (
    "../../../../etc/passwd.png",
    "..\\..\\windows\\win.ini.png",
    "/etc/passwd.png",
    "C:\\logo.png",
    "%2e%2e%2fetc%2fpasswd.png",
    "....//....//logo.png",
    "logo.png\x00.html",
    "lo\r\ngo.png",
    'logo".png; filename="x.html',
    "\u202egnp.html.png",
    "a" * 300 + ".png",
    ".htaccess.png",
    "CON.png",
    "-rf.png",
    "$(id).png",
    "{{7*191}}.png",
    "<script>xss(1)</script>.png",
    "=1+1.png",
    "file:///etc/passwd.png",
    "logo.png/",
    "logo.png.",
)
WRONG_ENDINGS = (
    "logo.svg",
    "logo.html",
    "logo.png.exe",
    "logo.php",
    "logo",
    "logo.",
    "logo.xhtml",
    "logo.js",
    "logo.gif",
    "logo.webp",
    "logo.zip",
    "logo.xml",
    "logo.py",
    "logo.pdf",
    "logo.docx",
)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='xss(1)'/>"
HTML = b"<!doctype html><script>xss(2)</script>"


def png(width: int = 20, height: int = 20, *, extra: bytes = b"", after: bytes = b"") -> bytes:
    """A picture, with a text part and something behind its end when told."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x10" * min(width, 50) for _ in range(min(height, 50))))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    text = part(b"tEXt", b"Comment\0" + extra) if extra else b""
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + text + part(b"IDAT", rows) + part(b"IEND", b"") + after


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
BOMB = zipped({"word/document.xml": b"0" * 20_000_000})
BAD_PICTURES = (
    b"",
    b"\x00",
    SVG,
    HTML,
    b"\xef\xbb\xbf" + SVG,
    b"GIF89a/*" + HTML + b"*/",
    b"%PDF-1.7 /JavaScript (xss)",
    b"MZ" + b"\0" * 100,
    b"#!/bin/sh\nid",
    b"PK\x03\x04" + b"\0" * 60,
    BOMB,
    zipped({"word/document.xml": XXE}),
    b"\x89PNG",
    b"\x89PNG\r\n\x1a\n",
    b"\x89PNG\r\n\x1a\n" + HTML,
    png()[:25],
    png(0, 20),
    png(1_000_000, 1_000_000),
    png(2**31, 1),
    b"\xff\xd8\xff" + HTML,
    b"\xff\xd8\xff\xc0\x00\x00",
    b"\xff\xd8" + b"\xff\xe0\x00\x02" * 1_000,
    png() * 8_000,
    b"\xff" * 600_000,
    XXE,
)
POLYGLOTS = (
    png(after=HTML),
    png(after=SVG),
    png(extra=HTML),
    png(after=zipped({"x.html": HTML})),
    png(extra=b"<?php system('id'); ?>"),
)


def refused() -> list[tuple[str, bytes]]:
    """Files that no picture's place takes, each for its name's or its content's sake."""
    found = [("logo.png", content) for content in BAD_PICTURES] + [("logo.jpg", content) for content in BAD_PICTURES]
    found += list(product(WRONG_ENDINGS, (png(), SVG)))
    names = ("../../logo.png", "logo.png\x00.html", "\u202egnp.logo.png", "LOGO.PNG", "logo.jpeg")
    found += list(product(names, BAD_PICTURES[:12]))
    return found


def accepted() -> list[tuple[str, bytes]]:
    """Real pictures with hostile names or a second face: taken in as a picture, under a name of ours."""
    return [(name, png()) for name in NAMES] + [("logo.png", content) for content in POLYGLOTS]

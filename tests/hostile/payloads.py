"""What hostile hands write, said once: scripts, templates, formulas, and the values that break parsers."""

from collections.abc import Callable

XSS = (
    "<script>xss(1)</script>",
    '"><img src=x onerror=xss(2)>',
    "'><svg onload=xss(3)>",
    "javascript:xss(4)",
    "</title></textarea><script>xss(5)</script>",
    '<a href="jav&#9;ascript:xss(6)">x</a>',
    '<iframe srcdoc="&lt;script&gt;xss(7)&lt;/script&gt;">',
    "' onmouseover='xss(8)",
    "<math><mtext></p><style><img src onerror=xss(9)>",
    "--><!--<script>xss(10)//-->",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>xss(11)</x:script>",
)
TEMPLATES = ("{{7*191}}", "{user.password}", "%(secret)s", "${7*7}", "{% debug %}", "{0.__class__}", "#{7*7}", "%s%n")
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("http://x.test","y")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\uff1d1+1",
    "\uff20SUM(A1)",
    "\ufeff=1+1",
    "\u200b=1+1",
    "  =1+1",
)
# A line or a property of one's own, in calendars and in the heads of mails.
LINES = ("x\r\nBcc: ond@x.test", "x\nATTENDEE:mailto:ond@x.test", "x\r\nEND:VEVENT", "x\u2028BEGIN:VALARM")
ADDRESSES = (
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:9/x",
    "file:///etc/passwd",
    "https://ond.example/x.png",
    "ftp://ond.example/x",
    "//ond.example/x",
)
NUMBERS = (
    "1e999999",
    "NaN",
    "Infinity",
    "-0",
    "9" * 400,
    "-1",
    "0",
    "1.5",
    "1,5,5",
    "\u0663",
    "0x10",
    "1_000",
    "\u0660\u0661",
    "²",
)
DATES = (
    "9999-12-31",
    "0001-01-01",
    "31.02.2024",
    "2024-13-01",
    "32. desember 2024",
    "29.02.2100",
    "00.00.0000",
    "2024-03-31T02:30",
    "\uff11\uff12.\uff10\uff13.2024",
)
TIMES = ("24:00", "25.61", "-1:00", "9", "9.0.0", "99999999999.00")
TEXTS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x1b[31mrød\x07",
    "\ud800",
    "\udfff\ud800",
    "\u202egnp.exe",
    "\u2028\u2029",
    "é" * 2_000,
    "a" * 10_000,
    "\u0301" * 500,
    "🧑‍🤝‍🧑" * 300,
    "' OR '1'='1",
    "'; DROP TABLE organisation_person; --",
    "%' ESCAPE '!",
    "\\",
    "../../../../etc/passwd",
    "null",
    "true",
    "[]",
    '{"$ne": null}',
    "-1",
    "9223372036854775808",
    "\ufeff",
    "\r\n\r\n<html>",
    *LINES,
)
ALL = (*XSS, *TEMPLATES, *FORMULAS, *NUMBERS, *DATES, *TIMES, *TEXTS, *ADDRESSES)


def turned(words: tuple[str, ...], shift: int = 0) -> Callable[[int], str]:
    """As many of the words as a field holds, another first in every field."""

    def write(number: int) -> str:
        first = (number + shift) % len(words)
        return " ".join((*words[first:], *words[:first]))

    return write

"""Rules about templates and URL names: a page is used only inside its room, a URL name only inside its face."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from house.source import dotted

FLOOR = "bench/floor"  # default Django on purpose: what our pages are measured in
FACES = "lederloft/faces/"
SHARED = {"kit"}
# Rooms that may answer and use templates under the names libraries ask for.
OVERRIDING = {"kit", "entrance"}
LIBRARIES = {"account", "allauth", "django", "mfa", "socialaccount", "usersessions"}
USED = re.compile(r"""{%-?\s*(?:extends|include)\s+["']([^"']+)["']""")
LINKED = re.compile(r"""{%-?\s*url\s+["']([^"':]+):""")
NAMING = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


def home_of(name: str) -> str:
    """The room a file belongs to (`my_unit`), or its face where there are no rooms (`papers`)."""
    face, *rest = PurePosixPath(name.removeprefix(FACES)).parts
    return rest[0] if face == "web" and len(rest) > 1 else face


def face_of(name: str) -> str:
    """web, api, commands or papers."""
    return PurePosixPath(name.removeprefix(FACES)).parts[0]


def misplaced(names: Iterable[str]) -> Iterator[str]:
    """A room's templates lie under the room's own name, so that two rooms can't take each other's."""
    for name in names:
        folder, found, inner = name.partition("/templates/")
        if not found or folder == FLOOR:
            continue
        if not folder.startswith(FACES):
            yield f"{name}: templates live in faces only"
        elif inner.partition("/")[0] != home_of(name) and not _answers_a_library(name):
            yield f"{name}: should lie under templates/{home_of(name)}/"


def _answers_a_library(name: str) -> bool:
    """The sign-in library, Django's forms and its error pages ask for templates by names of their own."""
    inner = name.partition("/templates/")[2]
    error_page = re.fullmatch(r"(400|403|403_csrf|404|500)\.html", inner) is not None
    return home_of(name) in OVERRIDING and (inner.partition("/")[0] in LIBRARIES or error_page)


def borrowed_templates(name: str, text: str) -> Iterator[str]:
    """A template or view takes templates from its own room or the kit."""
    if not name.startswith(FACES):
        return
    if name.endswith(".py"):
        constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
        used = [value for value in constants if isinstance(value, str) and re.fullmatch(r"[\w/-]+\.(html|txt)", value)]
    else:
        used = USED.findall(text)
    for template in used:
        home, found, _ = template.partition("/")
        theirs = home in LIBRARIES and home_of(name) in OVERRIDING
        if found and home not in SHARED | {home_of(name)} and not theirs:
            yield f"{name}: {template} belongs to {home}"


def namespaces(sources: Mapping[str, str]) -> dict[str, str]:
    """Which face each URL namespace belongs to, from `app_name = "…"`."""
    found = {}
    for name, text in sources.items():
        if name.startswith(FACES) and (match := re.search(r'^app_name\s*=\s*"(\w+)"', text, re.MULTILINE)):
            found[match[1]] = face_of(name)
    return found


def borrowed_urls(name: str, text: str, owners: Mapping[str, str]) -> Iterator[str]:
    """A face names its own URLs; what must be linked from another face is handed over by wiring."""
    if not name.startswith(FACES):
        return
    linked = LINKED.findall(text) if name.endswith((".html", ".txt")) else _named_in_python(text)
    for namespace in linked:
        if owners.get(namespace, face_of(name)) != face_of(name):
            yield f"{name}: {namespace}: belongs to the face {owners[namespace]}"


def _named_in_python(text: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in NAMING and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and ":" in first.value:
                found.append(first.value.partition(":")[0])
    return found

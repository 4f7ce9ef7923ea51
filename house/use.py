"""What nobody uses is deleted: names in a door that nobody takes, and code that only its own test calls."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

# Used by the tests themselves, or complete before what asks for it: each with who does or will.
WAITING = {
    "lederloft/domain/answers/": "the surveys",
    "lederloft/foundation/clock/recent.py:forget_recent": "the tests, each of which begins as new",
    "lederloft/foundation/dated/": "rates and rule sets of the programmes that cost money",
    "lederloft/foundation/documents/storing.py:mark_passage": "the specifications, where requirements point",
    "lederloft/foundation/jobs/running.py:run_due": "the tests, which have no worker beside them",
    "lederloft/foundation/money/": "the agreements and the invoices",
    "lederloft/foundation/wording/sentences.py:placeholders": "the inspector of the nynorsk",
}

# Django calls these on a class that inherits nothing: routers and middleware.
CALLED_BY_DJANGO = {"allow_migrate", "allow_relation", "db_for_read", "process_exception", "process_view"}


def unused_in_doors(trees: Mapping[str, ast.Module]) -> Iterator[str]:
    """An ``api.py`` shows what somebody outside takes (wiring by a dotted name, tests too), and nothing more."""
    taken = {name: set(_taken(tree)) for name, tree in trees.items()}
    wired = {word for name, tree in trees.items() if name.startswith("lederloft/config/") for word in _ends(tree)}
    for name, tree in trees.items():
        door = PurePosixPath(name)
        if door.name != "api.py" or not name.startswith("lederloft/"):
            continue
        module, home = ".".join(door.with_suffix("").parts), f"{door.parent}/"
        outside = {
            word
            for other, words in taken.items()
            if not other.startswith(home) or "/templatetags/" in other
            for owner, word in words
            if owner == module
        }
        for word in sorted(_shown(tree) - outside - wired):
            yield f"{name}: nobody outside uses {word}"


def idle(trees: Mapping[str, ast.Module]) -> Iterator[str]:
    """A function or class at the top of a file is named somewhere in ``lederloft/``; a test is no use."""
    ours = {name: tree for name, tree in trees.items() if name.startswith("lederloft/") and "/migrations/" not in name}
    named: Counter[str] = Counter()
    for tree in ours.values():
        named.update(_named(tree))
    for name, tree in ours.items():
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or named[node.name]:
                continue
            # A decorator of a library is a use; Django finds an app by itself.
            is_found = name.endswith("/apps.py") or any("use_case" not in ast.dump(d) for d in node.decorator_list)
            if not is_found and not any(f"{name}:{node.name}".startswith(waiting) for waiting in WAITING):
                yield f"{name}:{node.lineno}: nobody uses {node.name}"


def idle_members(trees: Mapping[str, ast.Module], *, templates: Iterable[str]) -> Iterator[str]:
    """A property, or a method of a class that inherits nothing, is named in ``lederloft/``, a template perhaps.

    Other methods may be called by the one they are inherited from.
    """
    ours = {name: tree for name, tree in trees.items() if name.startswith("lederloft/")}
    named = CALLED_BY_DJANGO.union(*(re.findall(r"\.(\w+)", text) for text in templates))
    named.update(word for tree in ours.values() for word in _named(tree))
    for name, tree in ours.items():
        for owner, node in _members(tree):
            is_property = any("property" in ast.unparse(d) for d in node.decorator_list)
            is_waiting = any(f"{name}:{owner.name}.{node.name}".startswith(waiting) for waiting in WAITING)
            if node.name not in named and (is_property or not owner.bases) and not is_waiting:
                yield f"{name}:{node.lineno}: nobody uses {owner.name}.{node.name}"


def _members(tree: ast.Module) -> Iterator[tuple[ast.ClassDef, ast.FunctionDef]]:
    """What a class defines and Python doesn't call by itself."""
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            for node in owner.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("__"):
                    yield owner, node


def _shown(tree: ast.Module) -> set[str]:
    return {part.value for part in _list_of_names(tree) if isinstance(part.value, str)}


def _list_of_names(tree: ast.Module) -> list[ast.Constant]:
    lists = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
    ]
    return [part for value in lists for part in ast.walk(value) if isinstance(part, ast.Constant)]


def _taken(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(module, name) of what a file imports, and of what it reaches through a module's name."""
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                yield node.module, one.name
                aliases[one.asname or one.name] = f"{node.module}.{one.name}"
        elif isinstance(node, ast.Import):
            aliases.update({one.asname or one.name: one.name for one in node.names})
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value)
            yield aliases.get(owner, owner), node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("lederloft."):
            owner, _, word = node.value.replace(":", ".").rpartition(".")
            yield owner, word


def _ends(tree: ast.Module) -> Iterator[str]:
    """The last part of each dotted text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.rpartition(".")[2]


def _named(tree: ast.Module) -> Iterator[str]:
    listed = {id(part) for part in _list_of_names(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in listed:
            yield node.value.rpartition(".")[2]

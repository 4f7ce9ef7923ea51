"""What the settings read from the environment, so that the page for IT can be held to name it all."""

import ast
import re
from collections.abc import Iterable, Iterator

from house.source import dotted

READERS = {"get", "pop", "setdefault"}
OUR_READERS = {"whole_number", "switch"}
VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def names_read(tree: ast.Module) -> set[str]:
    """Names that a module asks the environment for.

    Where it asks by a variable (a loop over names, a table of them), every text in it that looks like a name counts,
    but for keys of dictionaries, which are Django's own words.
    """
    asked = list(_asked(tree))
    names = set(_texts(asked))
    if any(not isinstance(node, ast.Constant) for node in asked):
        keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
        names |= {text for text in _texts(n for n in ast.walk(tree) if id(n) not in keys) if VARIABLE.fullmatch(text)}
    return names


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _asked(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and _is_environment(node.value):
            yield node.slice
        elif isinstance(node, ast.Compare) and any(_is_environment(one) for one in node.comparators):
            yield node.left
        elif isinstance(node, ast.Call) and node.args and _reads(node.func):
            yield node.args[0]


def _reads(function: ast.expr) -> bool:
    if dotted(function) in {"os.getenv", *OUR_READERS}:
        return True
    return isinstance(function, ast.Attribute) and function.attr in READERS and _is_environment(function.value)


def _is_environment(node: ast.expr) -> bool:
    return dotted(node).rpartition(".")[2] in {"environ", "environment"}

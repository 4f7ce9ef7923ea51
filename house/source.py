"""Rules about the Python source, read as syntax trees. Each yields one line per offence."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
PROMISES = re.compile(r"\bTO" + r"DO\b|\bFIX" + r"ME\b|\bX" + r"XX\b|type:\s*" + "ignore")
QUERIES = {
    *("filter", "exclude", "get", "create", "get_or_create", "update_or_create", "update", "annotate", "alias"),
    *("aggregate", "order_by", "values", "values_list", "only", "defer", "Q", "extra", "raw"),
}
SENT = {"request", "GET", "POST", "FILES", "query", "data", "cleaned_data", "body", "params"}
NOW = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
}


def dotted(node: ast.AST) -> str:
    """`a.b.c` of names and attributes, else empty."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.attr}" if owner else node.attr
    return ""


def signals(name: str, tree: ast.Module) -> Iterator[str]:
    """Nothing happens behind a caller's back: facts and wiring instead of signals."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            above = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            for module in (above + alias.name for alias in node.names):
                if module.startswith("django.dispatch") or "signals" in module.split("."):
                    yield f"{name}:{node.lineno}: {module}"
        elif isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if dotted(called).rpartition(".")[2] == "receiver":
                    yield f"{name}:{node.lineno}: {node.name} is a signal receiver"


def swallowed(name: str, tree: ast.Module) -> Iterator[str]:
    """An error is handled or passed on, never swallowed whole."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type] if node.type else []
        broad = not kinds or any(dotted(kind) in {"Exception", "BaseException"} for kind in kinds)
        idle = all(
            isinstance(step, ast.Pass | ast.Continue)
            or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
            for step in node.body
        )
        if broad and idle:
            yield f"{name}:{node.lineno}: an error is swallowed"


def other_clocks(name: str, tree: ast.Module) -> Iterator[str]:
    """foundation.clock is the only source of now."""
    if name.startswith("lederloft/foundation/clock/"):
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        parts = dotted(node.func).split(".")
        if len(parts) >= 2 and (parts[-2], parts[-1]) in NOW:
            yield f"{name}:{node.lineno}: {'.'.join(parts)}()"
        for option in node.keywords:
            if option.arg in {"auto_now", "auto_now_add"}:
                yield f"{name}:{node.lineno}: {option.arg}"


def promises(name: str, text: str) -> Iterator[str]:
    """No promise to do it later, and no mark that silences the type checker."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := PROMISES.search(line):
            yield f"{name}:{number}: {found[0]}"


def command_names(name: str, tree: ast.Module) -> Iterator[str]:
    """A use case's file bears its name and holds no other, so that a verb is found by its file.

    What several share is a noun beside. A job's file bears the job's name and holds the one step it takes.
    """
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    use_cases = [f.name for f in functions if any("use_case" in ast.dump(d) for d in f.decorator_list)]
    in_house = name.startswith(("lederloft/domain/", "lederloft/processes/")) or "/commands/" in name
    if in_house and use_cases and PurePosixPath(name).stem not in {f.name for f in functions}:
        yield f"{name}: the use case {', '.join(use_cases)} stands in a file of another name"
    if in_house and len(public := [one for one in use_cases if not one.startswith("_")]) > 1:
        yield f"{name}: {', '.join(public)} are {len(public)} acts in one file"


LONGEST = {ast.FunctionDef: 60, ast.ClassDef: 250}


def too_long(name: str, tree: ast.Module) -> Iterator[str]:
    """What can't be read in one look is two things."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and "/migrations/" not in name:
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST[type(node)]:
                yield f"{name}:{node.lineno}: {node.name} is {lines} lines"


def doors(name: str, tree: ast.Module) -> Iterator[str]:
    """An api.py is the door only: docstring, imports and ``__all__``. What it shows stands in a file with a name."""
    if PurePosixPath(name).name != "api.py":
        return
    for node in tree.body:
        is_list = isinstance(node, ast.Assign) and [dotted(target) for target in node.targets] == ["__all__"]
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not (isinstance(node, ast.Import | ast.ImportFrom) or is_list or is_text):
            yield f"{name}:{node.lineno}: code in the door"


def keys_by_class(name: str, tree: ast.Module) -> Iterator[str]:
    """A foreign key across modules names its target as a string; a class would pull the other module in."""
    here = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in KEYS:
            named = [option.value for option in node.keywords if option.arg == "to"]
            for target in [*node.args[:1], *named]:
                if isinstance(target, ast.Name) and target.id not in here:
                    yield f"{name}:{node.lineno}: {target.id} is named as a class"


def unnamed_indexes(name: str, tree: ast.Module) -> Iterator[str]:
    """Every index and constraint bears a name of ours, so that an error and a migration can say which."""
    kinds = {"Index", "GinIndex", "GistIndex", "UniqueConstraint", "CheckConstraint", "ExclusionConstraint"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in kinds:
            if "name" not in {option.arg for option in node.keywords}:
                yield f"{name}:{node.lineno}: {dotted(node.func)} without a name"
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if dotted(target) in {"unique_together", "index_together"}:
                    yield f"{name}:{node.lineno}: {dotted(target)} has no name"


def filters_from_requests(name: str, tree: ast.Module) -> Iterator[str]:
    """What somebody sends is never handed to a query as names of fields: ``filter(**request.GET.dict())``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or dotted(node.func).rpartition(".")[2] not in QUERIES:
            continue
        spread = [option.value for option in node.keywords if option.arg is None]
        spread += [value.value for value in node.args if isinstance(value, ast.Starred)]
        for value in spread:
            words = {part.attr for part in ast.walk(value) if isinstance(part, ast.Attribute)}
            words |= {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}
            if found := words & SENT:
                yield f"{name}:{node.lineno}: a query is handed {', '.join(sorted(found))}"


def idle_tests(name: str, tree: ast.Module) -> Iterator[str]:
    """A test that asserts nothing can't fail (what it calls in its own file counts); a skipped one says nothing."""
    here = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for test in here.values():
        if test.name.startswith("test_") and not _asserts(test, here, set()):
            yield f"{name}:{test.lineno}: {test.name} asserts nothing"
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute | ast.Call):
            continue
        called = node.func if isinstance(node, ast.Call) else node
        word = dotted(called)
        if word in {"pytest.mark.xfail", "pytest.mark.skip", "pytest.mark.skipif", "pytest.skip", "pytest.xfail"} and (
            isinstance(node, ast.Call) and "reference data absent" not in ast.dump(node)
        ):
            yield f"{name}:{node.lineno}: {word} for another reason than «reference data absent»"


def _asserts(node: ast.FunctionDef, here: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    if node.name in seen:
        return False
    seen.add(node.name)
    if any(word in ast.dump(node) for word in ("Assert(", "raises", "expect", "assert", "state_machine", "wait_for")):
        return True
    called = {dotted(part.func).rpartition(".")[2] for part in ast.walk(node) if isinstance(part, ast.Call)}
    return any(_asserts(here[one], here, seen) for one in called & here.keys())

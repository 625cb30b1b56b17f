"""The package as the house tests read it: every module as a syntax tree, every template and style sheet as text."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "huskurage"
TEMPLATES = PACKAGE / "templates"
STATIC = PACKAGE / "static"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def trees() -> dict[str, ast.Module]:
    """Every module's syntax tree by its path inside the package, "web/guard.py"."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def templates() -> dict[str, str]:
    """Every template's text by its name, "public/landing.html"."""
    paths = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
    return {path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def written_code() -> Iterator[tuple[Path, str]]:
    """Every Python file that people wrote: the package, the tests, the benchmarks, the server's door."""
    for folder in (PACKAGE, ROOT / "tests", ROOT / "benchmarks"):
        for path in sorted(folder.rglob("*.py")):
            yield path, path.read_text(encoding="utf-8")
    yield ROOT / "wsgi.py", (ROOT / "wsgi.py").read_text(encoding="utf-8")


def functions(tree: ast.Module) -> Iterator[Function]:
    """Every function and method in a module, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def called(node: ast.AST) -> str:
    """The last word of what a call calls: `commit` for `session.commit()`; nothing for what is no plain call."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""

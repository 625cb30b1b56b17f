"""Names say what a thing is, files and functions stay small, modules say what lives in them, suppressions say why."""

import ast
import io
import re
import statistics
import tokenize

import pytest
from house.sources import PACKAGE, Function, functions, templates, trees, written_code

EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "data", "info", "process"}
WRONG_WORDS = {"case", "tip"}  # a concern is neither
ANYWHERE = {"utils", "util", "helpers", "helper", "misc", "manager", "handler"}  # not even as a part of a name
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 250, 30, 120
MEDIAN_FILE, MEDIAN_FUNCTION = 100, 10
HISTORY = "migrations/versions/"  # written once by Alembic, never edited again
PROTOCOL = re.compile(
    r"User-agent|\busername\b|HTTP_USER_AGENT|user_agent|user-scalable"
    r"|UserVerification|\buser_(verification|id|name|display_name)=|options\.user\b"  # WebAuthn's own
)  # other people's words
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|mypy|pyright|ruff)\b", re.IGNORECASE)
REASONED = re.compile(r"#\s*(noqa: [A-Z]+\d+(, [A-Z]+\d+)* -+ \S.*\S|type: ignore\[[a-z-]+(, ?[a-z-]+)*\]  # \S.*\S)")


def _names(tree: ast.Module) -> set[str]:
    """Everything a module gives a name to: variables, arguments, functions, classes, attributes it sets."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
    return found


def _parts(name: str) -> set[str]:
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def _lines(function: Function) -> int:
    """How long a function is, without its docstring: words that explain are not what makes it hard to read."""
    first = function.body[0]
    explained = ast.get_docstring(function) is not None and (first.end_lineno or 0) - first.lineno + 1
    return (function.end_lineno or 0) - function.lineno + 1 - explained


@pytest.mark.parametrize("name", sorted(trees()))
def test_a_module_is_named_for_what_lives_in_it(name: str) -> None:
    words = {part for piece in name.removesuffix(".py").split("/") for part in piece.split("_")}
    assert not words & (EMPTY_WORDS | WRONG_WORDS | {"ticket"})


def test_functions_and_classes_have_no_empty_names() -> None:
    empty = [
        f"{name}: {node.name}"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, Function | ast.ClassDef)
        and (node.name.strip("_").lower() in EMPTY_WORDS | WRONG_WORDS or _parts(node.name) & ANYWHERE)
    ]
    assert not empty


def test_nobody_is_a_user() -> None:
    named = [
        f"{name}: {one}" for name, tree in trees().items() for one in _names(tree) if _parts(one) & {"user", "users"}
    ]
    assert not named
    said = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in {".py", ".html", ".js", ".css"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"user|User|USER", PROTOCOL.sub("", line))
    ]
    assert not said


def test_no_file_is_longer_than_a_sitting() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
        if HISTORY not in path.as_posix()
    }
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FILE}
    assert statistics.median(length for length in lengths.values() if length) <= MEDIAN_FILE
    long = {name: text.count("\n") for name, text in templates().items() if text.count("\n") > LONGEST_TEMPLATE}
    assert not long


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{name}:{one.lineno} {one.name}": _lines(one)
        for name, tree in trees().items()
        if not name.startswith(HISTORY)
        for one in functions(tree)
    }
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}
    assert statistics.median(lengths.values()) <= MEDIAN_FUNCTION


@pytest.mark.parametrize("name", [name for name, tree in trees().items() if tree.body])
def test_a_module_begins_with_what_lives_there(name: str) -> None:
    said = ast.get_docstring(trees()[name]) or ""
    first = said.split("\n\n")[0]
    assert first, "no docstring"
    assert first.endswith("."), first
    assert "\n" not in first, "the first sentence stands on one line"


def test_an_empty_module_is_only_a_package_mark() -> None:
    assert {name.rpartition("/")[2] for name, tree in trees().items() if not tree.body} <= {"__init__.py"}


def test_a_suppression_carries_its_code_and_its_reason() -> None:
    bare = [
        f"{path.name}:{token.start[0]}: {token.string}"
        for path, text in written_code()
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and SUPPRESSION.search(token.string) and not REASONED.search(token.string)
    ]
    assert not bare


@pytest.mark.parametrize("comment", [
    "# noqa", "# noqa: S603", "# noqa: S603 -", "# type: ignore", "# type: ignore[misc]", "# ruff: noqa",
    "# pragma: no cover",
])  # fmt: skip
def test_a_bare_suppression_is_seen(comment: str) -> None:
    assert SUPPRESSION.search(comment)
    assert not REASONED.search(comment)


def test_a_function_is_measured_without_its_docstring() -> None:
    tree = ast.parse('def one():\n    """Words\n\n    and words.\n    """\n    return 1\n')
    assert [_lines(one) for one in functions(tree)] == [2]

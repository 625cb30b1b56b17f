"""One commit, one clock, one place for translated words: each lives behind the doors and nowhere else."""

import ast

from house.sources import called, trees

COMMITS = {"web/database.py"}
DOORS = ("web/", "cli/")  # only here may the real clock be read
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
          ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")}  # fmt: skip
TRANSLATORS = {"flask_babel", "gettext", "babel.support", "babel.messages"}


def _dotted(node: ast.AST) -> tuple[str, str]:
    """`datetime.now` and `dt.datetime.now` as ("datetime", "now")."""
    if not isinstance(node, ast.Attribute):
        return "", ""
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return name, node.attr


def _imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{one.name}" for one in node.names}
    return found


def test_only_the_transaction_commits() -> None:
    commits = {
        name
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    }
    assert commits == COMMITS


def test_only_one_line_commits() -> None:
    calls = [node for node in ast.walk(trees()["web/database.py"]) if called(node) == "commit"]
    assert len(calls) == 1


def test_no_module_commits_by_context_manager() -> None:
    begun = {
        f"{name}:{node.lineno}"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) == "begin"
    }
    assert {one.partition(":")[0] for one in begun} <= {"store/engine.py", "store/keystore.py"}, (
        begun
    )  # migrations; the key store is no part of a transaction


def test_below_the_doors_now_is_an_argument() -> None:
    clocks = [
        f"{name}:{node.lineno}"
        for name, tree in trees().items()
        if not name.startswith(DOORS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and _dotted(node) in CLOCKS
    ]
    assert not clocks


def test_below_the_doors_no_clock_is_imported_by_name() -> None:
    names = {f"time.{name}" for module, name in CLOCKS if module == "time"}
    found = {name: _imported(tree) & names for name, tree in trees().items() if not name.startswith(DOORS)}
    assert not {name: clocks for name, clocks in found.items() if clocks}


def test_moments_are_never_naive() -> None:
    naive = [
        f"{name}:{node.lineno}"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and _dotted(node.func) in {("datetime", "now"), ("datetime", "fromtimestamp")}
        and not (node.args if _dotted(node.func)[1] == "now" else node.args[1:])
        and not any(word.arg in {"tz", "tzinfo"} for word in node.keywords)
    ]
    assert not naive


def test_words_are_translated_at_the_door() -> None:
    found = {name: _imported(tree) & TRANSLATORS for name, tree in trees().items() if not name.startswith("web/")}
    assert not {name: modules for name, modules in found.items() if modules}
    calls = [
        f"{name}:{node.lineno}"
        for name, tree in trees().items()
        if not name.startswith("web/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in {"_", "gettext", "ngettext", "pgettext", "_l"}
    ]
    assert not calls


def test_the_walk_sees_the_whole_package() -> None:
    assert {"__main__.py", "app.py", "core/sealing.py", "web/guard.py", "cli/serving.py"} <= set(trees())

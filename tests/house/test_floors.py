"""Call downstairs only: the import contracts are kept, and importing what is true needs neither web nor database."""

import json
import subprocess
import sys

import pytest
from house.sources import ROOT, trees
from importlinter import cli

WEB = {"flask", "flask_babel", "flask_wtf", "werkzeug", "jinja2", "babel", "wtforms", "click", "granian"}
DATABASE = {"sqlalchemy", "alembic", "psycopg"}
CORE = sorted(
    f"huskurage.{name.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"
    for name in trees()
    if name.startswith("core/")
)


def _loaded(*modules: str) -> set[str]:
    """The top packages that a fresh interpreter holds after importing these modules."""
    program = (
        "import importlib, json, sys\n"
        f"for name in {list(modules)!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True)
    return set(json.loads(done.stdout))


def test_every_import_goes_downstairs(capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_the_package_alone_loads_nothing() -> None:
    assert not _loaded("huskurage") & (WEB | DATABASE)


def test_core_knows_neither_web_nor_database() -> None:
    assert len(CORE) > 20
    assert not _loaded(*CORE) & (WEB | DATABASE)


def test_the_store_and_the_actions_know_no_web() -> None:
    below = [
        f"huskurage.{name.removesuffix('.py').replace('/', '.')}"
        for name in trees()
        if name.startswith(("store/", "actions/")) and not name.endswith("__init__.py")
    ]
    assert not _loaded(*below, "huskurage.settings") & WEB


def test_a_loaded_framework_would_be_seen() -> None:
    assert {"flask", "sqlalchemy"} <= _loaded("huskurage.app")

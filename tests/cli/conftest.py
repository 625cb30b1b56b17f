"""The demo, loaded once by its own command and copied for each test."""

import shutil
from pathlib import Path

import pytest
from cli.command_line import huskurage
from click.testing import Result


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Where the demo was loaded, and what loading it said."""
    folder = tmp_path_factory.mktemp("loaded") / "instance"
    return folder, huskurage(folder, "demo")


@pytest.fixture
def demo(loaded: tuple[Path, Result], tmp_path: Path) -> Path:
    """A folder of one's own with the demo in it."""
    return Path(shutil.copytree(loaded[0], tmp_path / "instance"))

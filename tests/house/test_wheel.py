"""The wheel carries everything it needs, and runs from an empty folder without the checkout."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from house.sources import PACKAGE, ROOT

from huskurage.core.proof import prove

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]
CARRIED = (
    "huskurage/_shipped/translations/sv/LC_MESSAGES/messages.po",
    "huskurage/_shipped/translations/sv/LC_MESSAGES/staff.po",
    "huskurage/_shipped/translations/ar/LC_MESSAGES/messages.po",
    "huskurage/_shipped/posters/calm/poster.typ",
    "huskurage/_shipped/posters/calm/design.toml",
    "huskurage/_shipped/posters/kit/kit.typ",
    "huskurage/_shipped/wsgi.py",
    "huskurage/demo/lindbackahem-fastigheter.xlsx",
    "huskurage/migrations/env.py",
)


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(folder)
    return folder


def run(unpacked: Path, here: Path, *words: str) -> str:
    """A command of the unpacked wheel, from a folder that has nothing to do with the checkout."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HUSKURAGE_", "DATABASE_", "PYTHON"))
    }
    environment = kept | {"PYTHONPATH": str(unpacked), "HUSKURAGE_DATA_DIR": str(here / "instance")}
    done = subprocess.run(
        [sys.executable, *words], cwd=here, env=environment, capture_output=True, check=False, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", CARRIED)
def test_the_wheel_carries(names: set[str], name: str) -> None:
    assert name in names


def test_the_wheel_carries_every_file_of_the_package_and_of_the_shipped_folders(names: set[str]) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for folder in ("translations", "posters"):
        files = {path for path in (ROOT / folder).rglob("*") if path.is_file()}
        ours |= {f"huskurage/_shipped/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert not ours - names
    assert sum(name.endswith(".ttf") for name in names) > 3


def test_the_wheel_carries_nothing_else(names: set[str]) -> None:
    folders = {name.split("/")[0] for name in names}
    assert len(folders) == 2
    assert all(re.fullmatch(r"huskurage(-[\d.]+\.dist-info)?", folder) for folder in folders)
    assert not [name for name in names if re.search(r"\.(db|pyc|mo|pdf)$|development-|sign-ins|/instance/", name)]


def test_the_wheel_says_which_command_it_brings(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        entry = next(name for name in opened.namelist() if name.endswith("entry_points.txt"))
        assert "huskurage = huskurage.cli:main" in opened.read(entry).decode()


def test_the_wheel_runs_without_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    where = run(
        unpacked, tmp_path, "-c", "import huskurage, huskurage.settings as s; print(s.__file__, s.shipped('posters'))"
    )
    assert str(unpacked) in where
    assert str(ROOT) not in where
    assert "127 stairwells" in run(unpacked, tmp_path, "-m", "huskurage", "demo")
    tags = run(unpacked, tmp_path, "-m", "huskurage", "tags").splitlines()
    assert len(tags) == 130
    tag, _, _, printed = tags[0].split("\t")
    run(unpacked, tmp_path, "-m", "huskurage", "poster", tag, "--languages", "sv,en,ar", "--out", "one.pdf")
    prove((tmp_path / "one.pdf").read_bytes(), [f"HTTP://127.0.0.1:8000/{printed}"], share=1.0)


def test_the_wheel_answers_pages(unpacked: Path, tmp_path: Path) -> None:
    run(unpacked, tmp_path, "-m", "huskurage", "demo")
    program = (
        "from huskurage.app import from_environment\n"
        "client = from_environment().test_client()\n"
        "for path in ('/sv/', '/ar/', '/en/now', '/staff/sign-in', '/robots.txt'):\n"
        "    print(client.get(path).status_code)\n"
    )
    assert run(unpacked, tmp_path, "-c", program).split() == ["200"] * 5

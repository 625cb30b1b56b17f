"""The demo, the server that refuses rather than harms, and what every command has in common."""

import re
import stat
import subprocess
from pathlib import Path

import pyotp
import pytest
from cli.command_line import OTHERS, STAIRWELLS, huskurage, kept
from click.testing import CliRunner, Result

from huskurage.cli import main, serving
from huskurage.core import typesetting
from huskurage.demo.loading import SIGN_INS


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What the server would have been started with; it is not started."""
    starts: list[dict[str, object]] = []

    class Still:
        def __init__(self, target: str, **settings: object) -> None:
            starts.append({"target": target, **settings})

        def serve(self) -> None:
            starts[-1]["serving"] = True

    monkeypatch.setattr(serving, "Granian", Still)
    return starts


def test_the_demo_says_how_its_people_sign_in(loaded: tuple[Path, Result]) -> None:
    folder, said = loaded
    assert said.exit_code == 0, said.output
    assert f"{STAIRWELLS} stairwells of Lindbackahem" in said.output
    assert set(kept(folder)) == {"Asta", "Astrid", "Bo", "Cleo", "Adam"}
    for one in kept(folder).values():
        assert re.search(rf"{one['name']}\s+{one['passphrase']}\s+{one['totp_secret']}", said.output)
    assert stat.S_IMODE((folder / SIGN_INS).stat().st_mode) == 0o600


def test_the_demo_is_loaded_into_an_empty_database_only(demo: Path) -> None:
    before = (demo / SIGN_INS).read_bytes()
    again = huskurage(demo, "demo")
    assert again.exit_code == 1
    assert "not empty" in again.output
    assert (demo / SIGN_INS).read_bytes() == before
    assert len(huskurage(demo, "tags").output.splitlines()) == STAIRWELLS + OTHERS


def test_two_demos_share_no_passphrase(loaded: tuple[Path, Result], tmp_path: Path) -> None:
    assert huskurage(tmp_path, "demo").exit_code == 0
    mine, theirs = kept(tmp_path), kept(loaded[0])
    assert not {one["passphrase"] for one in mine.values()} & {one["passphrase"] for one in theirs.values()}


@pytest.mark.parametrize("name", ["Asta", "asta", "BO"])
def test_the_demo_tells_somebodys_code(demo: Path, name: str) -> None:
    said = huskurage(demo, "demo-code", name)
    secret = kept(demo)[name.title()]["totp_secret"]
    assert pyotp.TOTP(secret).verify(said.output.strip(), valid_window=1)


def test_the_demo_has_no_code_for_a_stranger(demo: Path) -> None:
    said = huskurage(demo, "demo-code", "Mallory")
    assert said.exit_code == 1
    assert "nobody called 'Mallory'" in said.output


def test_a_development_site_is_shown_to_nobody_else(demo: Path, served: list[dict[str, object]]) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.7", "huskurage.example"):  # noqa: S104 - what must be refused
        said = huskurage(demo, "serve", "--host", host)
        assert said.exit_code == 1
        assert "HUSKURAGE_PRODUCTION=1" in said.output
    assert not served


def test_an_empty_database_is_not_served(tmp_path: Path, served: list[dict[str, object]]) -> None:
    said = huskurage(tmp_path, "serve")
    assert said.exit_code == 1
    assert "The database is empty. Run `huskurage migrate`, or `huskurage demo` for the demo." in said.output
    assert not served


def test_the_server_keeps_no_access_log_and_one_memory(demo: Path, served: list[dict[str, object]]) -> None:
    assert huskurage(demo, "serve", "--port", 8123).exit_code == 0
    (start,) = served
    assert start["serving"] is True
    assert (start["address"], start["port"], start["workers"], start["log_access"]) == ("127.0.0.1", 8123, 1, False)


def test_a_production_site_without_secrets_does_not_start(demo: Path, served: list[dict[str, object]]) -> None:
    said = huskurage(demo, "serve", "--host", "0.0.0.0", HUSKURAGE_PRODUCTION="1")  # noqa: S104 - a real site listens there
    assert said.exit_code == 1
    for name in ("HUSKURAGE_SECRET", "HUSKURAGE_PEPPER", "HUSKURAGE_HOST", "docs/settings.md"):
        assert name in said.output
    assert not served


def test_run_a_second_time_loads_and_draws_nothing_again(demo: Path, served: list[dict[str, object]]) -> None:
    (demo / "posters").mkdir()
    for name in ("poster.pdf", "lindbackahem.pdf"):
        (demo / "posters" / name).write_bytes(b"drawn")
    said = huskurage(demo, "run", "--port", 8124)
    assert said.exit_code == 0, said.output
    assert len(served) == 1
    assert "Loaded" not in said.output
    assert "http://127.0.0.1:8124/staff/" in said.output
    assert kept(demo)["Asta"]["passphrase"] in said.output
    assert "█" in said.output or "▀" in said.output
    assert (demo / "posters" / "poster.pdf").read_bytes() == b"drawn"


def test_run_typesets_nothing_in_the_process_that_the_server_is_forked_from(
    demo: Path, served: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def typesets(*_args: object) -> None:
        raise AssertionError("typeset in the server's own process")

    monkeypatch.setattr(typesetting, "_compiler", typesets)
    said = huskurage(demo, "run", "--port", 8124)
    assert said.exit_code == 0, said.output
    assert len(served) == 1
    for name in ("poster.pdf", "lindbackahem.pdf"):
        assert (demo / "posters" / name).read_bytes().startswith(b"%PDF")


def test_run_draws_in_processes_of_their_own(
    demo: Path, served: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is forked from the process that runs: had that one typeset, the worker would wait for its threads."""
    begun: list[list[str]] = []

    def begin(words: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        begun.append(words[3:])
        return subprocess.CompletedProcess(words, len(begun) - 1)

    def typeset(*_: object, **__: object) -> None:
        raise AssertionError("typeset in the process that serves")

    monkeypatch.setattr("huskurage.cli.demo.subprocess.run", begin)
    monkeypatch.setattr("huskurage.core.typesetting.typst.Compiler", typeset)
    said = huskurage(demo, "run", "--port", 8124)
    assert [one[0] for one in begun] == ["poster", "estate"]
    assert "--only-look" in begun[1], "the demo's houses have no poster yet"
    assert "lindbackahem.pdf could not be drawn" in said.output
    assert not served


@pytest.mark.parametrize(
    "words", [("tags",), ("openings",), ("estate", "x", "--out", "x.pdf"), ("poster", "x", "--out", "x.pdf")]
)
def test_no_command_works_on_an_empty_database(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = huskurage(tmp_path, *words)
    assert said.exit_code == 1
    assert "The database is empty." in said.output


def test_every_command_explains_itself() -> None:
    for name, command in main.commands.items():
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0
        assert command.help, name

"""docs/settings.md lists every setting that the code reads, with everything one must know, and no other."""

import re
from collections.abc import Iterator, Mapping

from house.sources import PACKAGE, ROOT

from huskurage.settings import Settings

NAME = re.compile(r"\b(?:HUSKURAGE_[A-Z][A-Z_]*[A-Z]|DATABASE_URL)\b")
DOCUMENT = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
HEADINGS = ["Name", "What it does", "Default", "Example", "Required"]
ROWS = [
    [cell.strip() for cell in line.strip("| ").split(" | ")] for line in DOCUMENT.splitlines() if line.startswith("| `")
]


class Listening(Mapping[str, str]):
    """An environment that remembers which names it was asked for."""

    def __init__(self, **given: str) -> None:
        self.given, self.asked = given, set[str]()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self.given[name]

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("settings are read by name")

    def __len__(self) -> int:
        return len(self.given)


def read() -> set[str]:
    """The names that reading the settings asks for, in production and in development."""
    asked = set[str]()
    for production in "10":
        environment = Listening(
            HUSKURAGE_PRODUCTION=production, HUSKURAGE_HOST="huskurage.example",
            HUSKURAGE_SECRET=bytes(range(32)).hex(), HUSKURAGE_PEPPER=bytes(range(32, 64)).hex(),
        )  # fmt: skip
        Settings.from_env(environment)
        asked |= environment.asked
    return asked


def test_every_setting_that_is_read_is_documented_and_no_other() -> None:
    documented = {row[0].strip("`") for row in ROWS}
    assert documented == read() | set(NAME.findall((PACKAGE / "settings.py").read_text(encoding="utf-8")))


def test_no_other_module_invents_a_setting() -> None:
    named = {name for path in PACKAGE.rglob("*.py") for name in NAME.findall(path.read_text(encoding="utf-8"))}
    assert named <= read()
    readers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"environ\.get\(|environ\[[^\]]*\](?!\s*=)|getenv\(", path.read_text(encoding="utf-8"))
    }
    assert not readers


def test_a_row_says_everything() -> None:
    assert f"| {' | '.join(HEADINGS)} |" in DOCUMENT
    assert len(ROWS) == len({row[0] for row in ROWS}) > 5
    for row in ROWS:
        assert len(row) == len(HEADINGS), row[0]
        assert all(row), row[0]
        assert row[1].endswith("."), row[0]


def test_the_text_names_no_setting_that_does_not_exist() -> None:
    assert set(NAME.findall(DOCUMENT)) == read()


def test_the_production_example_starts() -> None:
    lines = DOCUMENT.split("## A production environment")[1].splitlines()
    example = dict(line.strip().split("=", 1) for line in lines if line.startswith("    "))
    example |= {"HUSKURAGE_SECRET": bytes(range(32)).hex(), "HUSKURAGE_PEPPER": bytes(range(32, 64)).hex()}
    settings = Settings.from_env(example)
    assert settings.production
    assert settings.address == "https://huskurage.example"

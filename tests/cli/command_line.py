"""Typing a command as an administrator does, in an environment that holds nothing but what is given."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from huskurage.cli import main
from huskurage.demo.loading import SIGN_INS

GIVEN = ("PRODUCTION", "HOST", "SECRET", "PEPPER", "PROXIES", "MAIL_HOST", "MAIL_FROM")
NO_SETTINGS = dict.fromkeys(
    (
        "DATABASE_URL",
        *(f"HUSKURAGE_{name}" for name in GIVEN),
    )
)
STAIRWELLS = 127  # of Lindbackahem, in the sample spreadsheet
OTHERS = 3  # of the other landlord
KEYS = {"HUSKURAGE_SECRET": bytes(range(32)).hex(), "HUSKURAGE_PEPPER": bytes(range(32, 64)).hex()}


def huskurage(folder: Path, *words: object, typed: str | None = None, **environment: str) -> Result:
    """One command on the data in that folder."""
    settings = NO_SETTINGS | {"HUSKURAGE_DATA_DIR": str(folder)} | environment
    return CliRunner().invoke(main, [str(word) for word in words], input=typed, env=settings)


def kept(folder: Path) -> dict[str, dict[str, str]]:
    """The demo's people by name, with what they sign in with."""
    people = json.loads((folder / SIGN_INS).read_text(encoding="utf-8"))["people"]
    return {one["name"]: one for one in people}

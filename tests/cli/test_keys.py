"""Who can open what, a new recovery kit, and trying the one on paper, from the command line."""

import json
import re
from pathlib import Path

import pytest
from cli.command_line import huskurage, kept

from huskurage.demo.loading import SIGN_INS


def test_openings_says_who_can_open_what(demo: Path) -> None:
    said = huskurage(demo, "openings").output.splitlines()
    assert said[0] == "1\tLindbacka\tlive"
    assert [line.strip().partition(",")[0] for line in said[1:]] == ["Asta", "Astrid", "recovery kit"]
    assert re.search(r"recovery kit, test-opened \d{4}-\d\d-\d\d$", said[3])
    assert "kit_key" not in "\n".join(said)


def test_a_new_kit_is_shown_once_and_takes_the_old_ones_place(demo: Path) -> None:
    old = json.loads((demo / SIGN_INS).read_text(encoding="utf-8"))["recovery_kit"]
    made = huskurage(demo, "recovery-kit", 1, "--keyholder", "Asta", typed=kept(demo)["Asta"]["passphrase"] + "\n")
    assert made.exit_code == 0, made.output
    assert kept(demo)["Asta"]["passphrase"] not in made.output
    code = made.output.splitlines()[-1]
    assert "recovery kit" in huskurage(demo, "openings").output.splitlines()[-1]
    assert "test-opened" not in huskurage(demo, "openings").output
    assert "does not open" in huskurage(demo, "test-kit", 1, typed=f"{old}\n").output
    opened = huskurage(demo, "test-kit", 1, typed=f"{code.lower()}\n")
    assert (opened.exit_code, opened.output.splitlines()[-1]) == (0, "The kit opens the inbox.")
    assert "test-opened" in huskurage(demo, "openings").output


@pytest.mark.parametrize(("inbox", "keyholder", "right", "fault"), [
    (1, "Asta", False, "name or passphrase is wrong"), (1, "Nobody", True, "name or passphrase is wrong"),
    (9, "Asta", True, "No such inbox"), (1, "Adam", True, "cannot open that inbox"),
])  # fmt: skip
def test_only_a_keyholder_makes_a_kit(demo: Path, inbox: int, keyholder: str, right: bool, fault: str) -> None:
    person = kept(demo).get(keyholder, kept(demo)["Asta"])
    passphrase = person["passphrase"] if right else "ett helt annat ord"
    said = huskurage(demo, "recovery-kit", inbox, "--keyholder", keyholder, "--passphrase", passphrase)
    assert said.exit_code == 1
    assert fault in said.output


@pytest.mark.parametrize("code", ["", "1234", "2345-6789-ABCD-EFGH-JKMN-PQRS-TWXY-JT3S"])
def test_a_wrong_kit_code_opens_nothing(demo: Path, code: str) -> None:
    said = huskurage(demo, "test-kit", 1, "--code", code)
    assert (said.exit_code, "does not open" in said.output) == (1, True)


def test_an_inbox_gets_a_new_key_and_the_papers_still_open(demo: Path) -> None:
    old = json.loads((demo / SIGN_INS).read_text(encoding="utf-8"))["recovery_kit"]
    passphrase = kept(demo)["Asta"]["passphrase"]
    said = huskurage(demo, "rotate", 1, "--keyholder", "Asta", typed=f"{passphrase}\n")
    assert (said.exit_code, said.output.splitlines()[-1]) == (0, "Everything in the inbox is sealed to its new key.")
    assert passphrase not in said.output
    assert huskurage(demo, "test-kit", 1, "--code", old).exit_code == 0
    assert "!" not in huskurage(demo, "openings").output


def test_openings_says_what_is_wrong(demo: Path) -> None:
    passphrase = kept(demo)["Asta"]["passphrase"]
    huskurage(demo, "recovery-kit", 1, "--keyholder", "Asta", "--passphrase", passphrase)
    assert "! the recovery kit was never tried" in huskurage(demo, "openings").output


@pytest.mark.parametrize(("keyholder", "fault"), [("Adam", "cannot open that inbox"), ("Nobody", "is wrong")])
def test_only_a_keyholder_gives_a_new_key(demo: Path, keyholder: str, fault: str) -> None:
    passphrase = kept(demo).get(keyholder, kept(demo)["Asta"])["passphrase"]
    said = huskurage(demo, "rotate", 1, "--keyholder", keyholder, "--passphrase", passphrase)
    assert (said.exit_code, fault in said.output) == (1, True)

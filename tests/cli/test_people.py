"""Beginning an installation: a municipality is founded, and its administrator invited, without any page."""

import re
from pathlib import Path

import pytest
from cli.command_line import huskurage

FOUND = ("found-municipality", "nytorp", "Nytorps kommun", "--mandated-form", "https://nytorp.example/oro")


def test_a_municipality_is_founded_and_its_administrator_invited(tmp_path: Path) -> None:
    huskurage(tmp_path, "migrate")
    assert "Next: huskurage invite" in huskurage(tmp_path, *FOUND).output
    asked = ("invite", "Adam", "adam@nytorp.example", "--role", "administrator", "--municipality", "nytorp")
    said = huskurage(tmp_path, *asked, HUSKURAGE_HOST="nytorp.example:8000")
    assert said.exit_code == 0, said.output
    assert re.search(r"^http://nytorp\.example:8000/staff/join/[\w-]{43}/$", said.output, re.MULTILINE)


@pytest.mark.parametrize(("words", "fault"), [
    (("found-municipality", "lindbacka", "X", "--mandated-form", "https://x.example"), "already"),
    (("found-municipality", "Åby", "X", "--mandated-form", "https://x.example"), "small letters"),
    (("found-municipality", "x", "X", "--mandated-form", "http://x.example"), "https://"),
    (("invite", "X", "x", "--role", "coordinator", "--municipality", "lindbacka"), "no e-mail address"),
    (("invite", "X", "x@y.example", "--role", "coordinator", "--municipality", "nowhere"), "no municipality"),
    (("invite", "X", "x@y.example", "--role", "landlord_staff", "--municipality", "lindbacka"), "--landlord goes"),
    (("invite", "X", "x@y.example", "--role", "landlord_staff", "--municipality", "lindbacka", "--landlord", "z"),
     "no landlord"),
])  # fmt: skip
def test_what_cannot_be_is_said_in_plain_words(demo: Path, words: tuple[str, ...], fault: str) -> None:
    said = huskurage(demo, *words)
    assert said.exit_code == 1
    assert fault in said.output


def test_landlord_staff_is_invited_for_their_landlord(demo: Path) -> None:
    asked = ("invite", "Bea", "bea@x.example", "--role", "landlord_staff", "--municipality", "lindbacka")
    assert "/staff/join/" in huskurage(demo, *asked, "--landlord", "lindbackahem").output

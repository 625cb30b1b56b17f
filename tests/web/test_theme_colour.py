"""The colour of the browser's bar: the paper's, by day and by night, so that it tells nothing of the page."""

import re

import pytest
from house.sources import STATIC
from hygiene import InspectingClient

PAPER = re.compile(r"--paper:(#[0-9a-f]{6})")
BAR = re.compile(r'<meta name="theme-color" content="(.*?)" media="\(prefers-color-scheme:(.*?)\)">')


@pytest.mark.parametrize("path", ["/sv/", "/ar/knock", "/sv/nowhere", "/leave", "/staff/sign-in"])
def test_the_browsers_bar_has_the_colour_of_the_paper_by_day_and_by_night(client: InspectingClient, path: str) -> None:
    day, night = PAPER.findall((STATIC / "look.css").read_text(encoding="utf-8"))
    assert BAR.findall(client.get(path).get_data(as_text=True)) == [(day, "light"), (night, "dark")]

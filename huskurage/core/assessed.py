"""What was tried out on the public pages, when and how: for the accessibility statement and the page on protection."""

from dataclasses import dataclass
from datetime import date
from typing import Final

ASSESSED_ON: Final = date(2026, 11, 24)
"""When the public pages were last gone through by WCAG 2.2, levels A and AA, with axe-core, by keyboard and by eye."""
STATED_ON: Final = date(2026, 11, 30)
"""When the accessibility statement was last changed."""
ACT: Final = "lagen (2018:1937) om tillgänglighet till digital offentlig service"
DEMANDED: Final = "EN 301 549 V3.2.1"
"""The standard that the act's agency asks for; all of WCAG in it is in WCAG 2.2 but one criterion that was removed."""
STANDARD: Final = "WCAG 2.2"
COMPLAINTS: Final = "https://www.digg.se/tdosanmalan"
"""Where anybody complains about the accessibility of a public site in Sweden (docs/facts.md)."""


@dataclass(frozen=True)
class Leaving:
    """How leaving a page did in a browser: whether typed text stayed away after Back and Forward.

    `with_script` and `without_script` are None where nobody has measured.
    """

    browser: str
    version: str
    measured_on: date | None
    with_script: bool | None
    without_script: bool | None


# tests/journeys/test_leave.py measures: Back one to four times, Forward, with the back/forward cache, and a control.
LEAVING: Final = (
    Leaving("Chromium", "156", date(2026, 11, 24), with_script=True, without_script=True),
    Leaving("Firefox", "", None, with_script=None, without_script=None),
    Leaving("Safari", "", None, with_script=None, without_script=None),
)

"""What was tried out on the public pages, when and how: for the accessibility statement and the page on protection."""

from dataclasses import dataclass
from datetime import date
from typing import Final

ASSESSED_ON: Final = date(2026, 11, 30)
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

    `after_send` is the same without script when Send was pressed before, and the answer showed the text again. All are
    None where nobody has measured.
    """

    browser: str
    version: str
    measured_on: date | None = None
    with_script: bool | None = None
    without_script: bool | None = None
    after_send: bool | None = None


# Measured over https by benchmarks/leaving.py: Back and Forward four times each, pages kept for Back, and a control.
# WebKitGTK has the engine that Safari has, in another program on Linux: it hints at Safari and proves nothing of it.
LEAVING: Final = (
    Leaving("Chromium", "156.0.8078.114", date(2026, 11, 30), with_script=True, without_script=True, after_send=True),
    Leaving("Firefox", "153.8.0 ESR", date(2026, 11, 30), with_script=True, without_script=True, after_send=True),
    Leaving("WebKitGTK", "2.50.6", date(2026, 11, 30), with_script=True, without_script=True, after_send=False),
    Leaving("Safari", ""),
)

"""Covering what is selected: the button puts the marks, and the bars stand where the selection was."""

import pytest
from journeys.conftest import Opens
from journeys.lived import Lived
from journeys.meanwhile import speak
from journeys.serving import Server
from journeys.states import STAFF, Walk
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_button_covers_the_selection_and_covering_more_makes_no_mark_inside_a_mark(
    opens: Opens, busy: tuple[Server, Lived]
) -> None:
    server, lived = busy
    speak(server, "en")
    page = opens(server, locale="en")
    page.context.add_cookies(lived.cookies["Asta"])  # type: ignore[arg-type]  # Playwright's own cookies
    walk = Walk(page, server, lived, "en")
    STAFF["copy-marks"][1](walk)
    text = page.locator("textarea").first  # "Skrik och slag varje kväll."
    for begin, end in ((6, 9), (0, 16)):
        text.evaluate("(box, [begin, end]) => box.setSelectionRange(begin, end)", [begin, end])
        page.get_by_role("button", name="Cover the selection").first.click()
    expect(text).to_have_value("⟦Skrik och slag⟧ varje kväll.")
    walk.press("Look at the copy")
    expect(page.locator(".said").first).to_have_text("covered varje kväll.")

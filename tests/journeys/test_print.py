"""What comes out of the printer: the receipt as a card that says nothing of us, every other page as it reads."""

import pytest
from journeys.conftest import Opens
from journeys.lived import Lived
from journeys.serving import Server
from journeys.states import PUBLIC, STAFF, Walk
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lived-in")]


def printed(page: Page) -> list[str]:
    """The words that reach the paper, line by line."""
    page.emulate_media(media="print")
    return [line for line in page.locator("body").inner_text().splitlines() if line.strip()]


def test_the_receipt_prints_as_a_card_with_nothing_but_the_code(opens: Opens, busy: tuple[Server, Lived]) -> None:
    server, lived = busy
    page = opens(server)
    PUBLIC["receipt"](Walk(page, server, lived, "sv"))
    code = page.locator(".code").inner_text().split()
    assert len(code) == 5
    assert " ".join(printed(page)).split() == code


@pytest.mark.parametrize("state", ["landing", "now", "visit", "404"])
def test_other_public_pages_print_what_they_say(opens: Opens, busy: tuple[Server, Lived], state: str) -> None:
    server, lived = busy
    page = opens(server)
    PUBLIC[state](Walk(page, server, lived, "sv"))
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text(page.locator("h1").inner_text())
    expect(page.locator("a[href='tel:112']").first).to_be_visible()


def test_a_coordinators_report_prints(opens: Opens, busy: tuple[Server, Lived]) -> None:
    server, lived = busy
    who, go = STAFF["report-shown"]
    page = opens(server)
    page.context.add_cookies(lived.cookies.get(who, []))  # type: ignore[arg-type]  # Playwright's own cookies
    go(Walk(page, server, lived, "sv"))
    page.emulate_media(media="print")
    expect(page.locator(".said").first).to_be_visible()

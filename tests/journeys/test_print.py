"""What comes out of the printer: the receipt as a card that says nothing of us, every other page as it reads."""

import pypdfium2
import pytest
from journeys.conftest import Opens
from journeys.lived import Lived
from journeys.serving import Server
from journeys.states import PUBLIC, STAFF, Walk
from playwright.sync_api import Page, PdfMargins, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lived-in")]


def printed(page: Page) -> list[str]:
    """The words that reach the paper, line by line."""
    page.emulate_media(media="print")
    return [line for line in page.locator("body").inner_text().splitlines() if line.strip()]


EDGES: PdfMargins = {"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"}


def on_paper(page: Page) -> str:
    """All that the printer puts on the sheets, the browser's own lines at the edges too."""
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", display_header_footer=True, margin=EDGES))
    return " ".join(" ".join(one.get_textpage().get_text_range() for one in sheets).split())


INK = """(all) => all.filter((one) => {
    const light = getComputedStyle(one).color.match(/[0-9]+/g).slice(0, 3).some((part) => part > 110);
    return light && one.getClientRects().length;
}).map((one) => one.outerHTML.slice(0, 90))"""


def test_the_receipt_prints_as_a_card_with_nothing_but_the_code(opens: Opens, busy: tuple[Server, Lived]) -> None:
    server, lived = busy
    page = opens(server)
    PUBLIC["receipt"](Walk(page, server, lived, "sv"))
    code = page.locator(".code").inner_text().split()
    assert len(code) == 5
    assert " ".join(printed(page)).split() == code
    assert on_paper(page).split() == code, "not even the address at the edge of the sheet"
    page.goto(f"/sv/{server.tag}")
    assert server.address in on_paper(page), "another page would have shown it"


@pytest.mark.parametrize("state", ["landing", "now", "visit", "404"])
def test_other_public_pages_print_what_they_say(opens: Opens, busy: tuple[Server, Lived], state: str) -> None:
    server, lived = busy
    page = opens(server, color_scheme="dark")
    PUBLIC[state](Walk(page, server, lived, "sv"))
    assert page.locator("h1, .alarm *").evaluate_all(INK), "light on dark before it is printed"
    page.emulate_media(media="print")
    assert page.locator("h1, main *, .alarm *").evaluate_all(INK) == []
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

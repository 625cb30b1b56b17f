"""Everything with the keyboard alone: from the landing page to the receipt, and from sign-in to a sent question."""

import time
from datetime import UTC, datetime

import pyotp
import pypdfium2
import pytest
from journeys.conftest import Opens
from journeys.serving import Server
from journeys.walking import TICKET_AGE, read_code, sign_in
from journeys.words import say
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST_TABS = (
    160  # three times round the page with the most stops: going backwards, chromium begins again without a pause
)
FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const label = one.labels && one.labels.length ? one.labels[0].innerText : "";
    const bar = document.querySelector(".bar"), under = bar && !bar.contains(one) && bar.getBoundingClientRect().bottom;
    return {
        name: one === document.body ? "" : (label || one.getAttribute("aria-label") || one.innerText).trim(),
        group: one.closest("fieldset")?.querySelector("legend")?.innerText ?? "",
        outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        free: !under || one.classList.contains("skip") || box.top >= under - 1,
        inside: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
    };
}"""


class Keys:
    """A person who has only a keyboard; every stop must be seen and lie free of the bar."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops: list[str] = []

    def tab(self, key: str = "Tab") -> dict[str, str]:
        """One press of Tab; answers where the focus stands."""
        self.page.keyboard.press(key)
        here: dict[str, str] = self.page.evaluate(FOCUS)
        if here["name"] or here["group"]:
            assert here["outline"], f"no visible focus on {here}"
            assert here["inside"], f"focus outside the window on {here}"
            assert here["free"], f"covered by the bar: {here}"
            self.stops.append(here["name"])
        return here

    def to(self, name: str, group: str = "", key: str = "Tab") -> None:
        """Press Tab until the thing of this name, in the group, has the focus."""
        for _ in range(MOST_TABS):
            here = self.tab(key)
            if here["name"].startswith(name) and here["group"].startswith(group):
                return
        raise AssertionError(f"Tab never comes to {name}; it stopped at {self.stops[-MOST_TABS:]}")

    def press(self, name: str, group: str = "") -> None:
        self.to(name, group)
        self.page.keyboard.press("Enter")

    def follow(self, name: str) -> None:
        """Press Enter on what leads to another page, and wait for that."""
        self.to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, group: str, downs: int) -> None:
        """Go to a group of choices by Tab and take the one so many arrows below the first."""
        for _ in range(MOST_TABS):
            if self.tab()["group"].startswith(group):
                break
        self.page.keyboard.press("Space")
        for _ in range(downs):
            self.page.keyboard.press("ArrowDown")

    def write(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.type(text)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_neighbour_comes_from_the_landing_page_to_the_receipt(opens: Opens, server: Server, language: str) -> None:
    page = opens(server)
    keys = Keys(page)
    page.goto(f"/{language}/{server.tag}")
    assert keys.tab()["name"] == say(language, "Skip to the content")
    assert keys.tab()["name"] == say(language, "Leave this page")
    keys.follow(say(language, "Tell the municipality"))
    opened = time.monotonic()
    keys.choose(say(language, "Who are you worried about?"), 0)
    keys.choose(say(language, "Are there children in the home?"), 2)
    keys.write(say(language, "What have you seen or heard?"), "Skrik varje kväll")
    expect(page.locator("input[name=about][value=neighbour]")).to_be_checked()
    expect(page.locator("input[name=children][value=unknown]")).to_be_checked()
    page.wait_for_timeout(max(0.0, opened + TICKET_AGE - time.monotonic()) * 1000)
    keys.follow(say(language, "Send"))
    expect(page.get_by_role("heading", level=1)).to_have_text(say(language, "Your concern has been sent"))
    read_code(page)
    assert "website" not in keys.stops


@pytest.mark.parametrize("path", ["", "/now", "/write", "/code"])
def test_every_stop_is_seen_forwards_and_backwards(opens: Opens, server: Server, path: str) -> None:
    page = opens(server)
    page.goto(f"/sv/{server.tag}{path}")
    keys = Keys(page)
    for key in ("Tab", "Shift+Tab"):
        for _ in range(MOST_TABS):
            if not keys.tab(key)["name"]:
                break
        else:
            pytest.fail(f"the focus never leaves the page: {keys.stops}")
    assert keys.stops


def test_the_skip_link_leads_past_the_bar_to_the_content(opens: Opens, server: Server) -> None:
    page = opens(server)
    page.goto(f"/sv/{server.tag}")
    keys = Keys(page)
    keys.press(say("sv", "Skip to the content"))
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate(
        "document.querySelector('h1').getBoundingClientRect().top >= "
        "document.querySelector('.bar').getBoundingClientRect().bottom"
    )
    keys.tab()
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_asta_comes_from_sign_in_to_a_sent_question(opens: Opens, server: Server) -> None:
    neighbour = opens(server)
    neighbour.goto(f"/sv/{server.tag}/write")
    neighbour.wait_for_timeout(TICKET_AGE * 1000)
    neighbour.get_by_label(say("sv", "What have you seen or heard?")).fill("Skrik varje kväll")
    neighbour.get_by_role("button", name=say("sv", "Send"), exact=True).click()
    read_code(neighbour)

    desk = opens(server, viewport={"width": 1280, "height": 800}, locale="sv-SE")
    keys, asta = Keys(desk), server.person("Asta")
    desk.goto("/staff/sign-in")
    keys.write(say("sv", "Name or e-mail"), asta.login)
    keys.write(say("sv", "Passphrase"), asta.passphrase)
    code = pyotp.TOTP(asta.totp_secret).at(int(datetime.now(UTC).timestamp()))
    keys.write(say("sv", "Six-digit code, or a recovery code"), code)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/staff/inbox/")
    keys.follow(desk.locator("table.reports a").first.inner_text())
    keys.follow(say("sv", "Show the text"))
    expect(desk.locator(".said")).to_have_text("Skrik varje kväll")
    keys.follow(say("sv", "Ask the neighbour"))
    keys.write(say("sv", "Question. The neighbour sees this."), "På vilken våning?")
    keys.follow(say("sv", "See it as the neighbour does"))
    keys.follow(say("sv", "Send the question"))
    keys.follow(say("sv", "Show the text"))
    expect(desk.locator(".said").last).to_have_text("På vilken våning?")


def test_bo_comes_from_the_first_screen_to_a_printed_estate(opens: Opens, server: Server) -> None:
    desk = opens(server, viewport={"width": 1280, "height": 800}, locale="sv-SE")
    sign_in(desk, server, "Bo")
    keys = Keys(desk)
    desk.goto("/staff/start/")
    keys.follow(say("sv", "Houses and posters"))
    keys.write(say("sv", "Street, number, area or property"), "centrum")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert "search=centrum" in desk.url
    found = desk.locator("table.houses tbody tr").count()
    keys.follow("Skriv ut alla")
    keys.choose(say("sv", "As files"), 0)
    expect(desk.locator("figure.sheet img")).to_be_visible()
    keys.follow("Skriv ut för")
    expect(desk.get_by_role("link", name=say("sv", "Fetch the PDF"))).to_be_visible(timeout=60_000)
    with desk.expect_download() as fetched:
        keys.press(say("sv", "Fetch the PDF"))
    pdf = fetched.value.path()
    assert fetched.value.suggested_filename.startswith("blad-")
    assert len(pypdfium2.PdfDocument(pdf)) == found > 20


def test_the_sheet_follows_the_choices_by_itself_and_ticks_need_no_mouse(opens: Opens, server: Server) -> None:
    desk = opens(server, viewport={"width": 1280, "height": 800}, locale="sv-SE")
    sign_in(desk, server, "Bo", drift=1)
    keys = Keys(desk)
    desk.goto("/staff/houses/?search=Kyrkogatan")
    keys.to(say("sv", "Tick all on this page"))
    desk.keyboard.press("Space")
    assert desk.locator("input[name=stairwell]:checked").count() == desk.locator("input[name=stairwell]").count()
    keys.to(say("sv", "Print the ticked ones"), key="Shift+Tab")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    before = desk.locator("figure.sheet img").get_attribute("src")
    keys.to("English", group="Språk utöver")
    desk.keyboard.press("Space")
    expect(desk.locator("figure.sheet img")).not_to_have_attribute("src", before or "")
    assert "language=en" not in (desk.locator("figure.sheet img").get_attribute("src") or "")
    assert desk.evaluate("document.activeElement.value") == "en"

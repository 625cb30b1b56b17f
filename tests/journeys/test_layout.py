"""What fits where: nothing sideways at 320 px or with doubled text, the first screen, numbers, and what is fetched."""

from urllib.parse import urlsplit

import pytest
from journeys.conftest import Opens
from journeys.lived import Lived, speak
from journeys.serving import Server
from journeys.states import PUBLIC, STAFF, Walk
from journeys.words import say
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NARROW = {"width": 320, "height": 640}
SIDEWAYS = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""
DIGITS = """() => [...document.querySelectorAll("bdi.n")].filter((one) => one.getClientRects().length).map((one) => {
    const text = one.firstChild, box = (at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect();
    };
    return [text.data, box(0).x, box(text.length - 1).x, one.getClientRects().length];
})"""


# The header names features that chromium knows on phones and not on every desk; it says so on the console.
NOT_THE_PAGES = ("Error with Permissions-Policy header: Unrecognized feature",)
AN_ERROR_PAGE = ("Failed to load resource",)  # what an answer with 404, 405, 413 or 422 says on the console


class Watch:
    """Everything a page fetched, and everything it complained about."""

    def __init__(self, page: Page) -> None:
        self.fetched: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda one: self.fetched.append(one.url))
        page.on("pageerror", lambda one: self.complaints.append(str(one)))
        page.on("console", lambda one: self.complaints.append(one.text) if one.type in {"error", "warning"} else None)

    def hosts(self) -> set[str]:
        return {urlsplit(one).netloc for one in self.fetched if not one.startswith("data:")}

    def faults(self, allowed: tuple[str, ...] = ()) -> list[str]:
        """The complaints but those that are none of the page's."""
        return [one for one in self.complaints if not one.startswith(NOT_THE_PAGES + allowed)]


def overflow(page: Page) -> dict[str, object]:
    """What stands out sideways as it is, and with the text twice as large."""
    found: dict[str, object] = {}
    for name, size in (("as it is", ""), ("doubled", "225%")):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[name] = page.evaluate(SIDEWAYS)
    return found


@pytest.mark.parametrize("state", PUBLIC)
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_public_page_fits_320_px_and_fetches_nothing_from_elsewhere(
    opens: Opens, busy: tuple[Server, Lived], language: str, state: str
) -> None:
    server, lived = busy
    page = opens(server, viewport=NARROW, locale=language)
    watch = Watch(page)
    PUBLIC[state](Walk(page, server, lived, language))
    assert overflow(page) == {}
    assert watch.hosts() == {urlsplit(server.address).netloc}
    assert watch.faults(AN_ERROR_PAGE) == []


@pytest.mark.parametrize("state", STAFF)
def test_staff_page_fits_320_px(opens: Opens, busy: tuple[Server, Lived], state: str) -> None:
    server, lived = busy
    who, go = STAFF[state]
    speak(server, "sv")
    page = opens(server, viewport=NARROW, locale="sv")
    page.context.add_cookies(lived.cookies.get(who, []))  # type: ignore[arg-type]  # Playwright's own cookies
    watch = Watch(page)
    go(Walk(page, server, lived, "sv"))
    assert overflow(page) == {}
    assert watch.hosts() == {urlsplit(server.address).netloc}
    assert watch.faults(AN_ERROR_PAGE) == []


def seen_whole(one: Locator) -> bool:
    """Whether all of it stands on the first screen."""
    box = one.bounding_box()
    assert box is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= 640 and box["x"] >= 0 and box["x"] + box["width"] <= 360


def test_the_first_screen_shows_everything_that_matters(opens: Opens, busy: tuple[Server, Lived]) -> None:
    server, _ = busy
    page = opens(server, java_script_enabled=False)
    page.goto(f"/sv/{server.tag}")
    wanted = {
        "leave": page.locator("#leave"),
        "112": page.locator(".alarm"),
        "h1": page.locator("h1"),
        "step 1": page.locator(".steps li").nth(0),
        "step 2": page.locator(".steps li").nth(1),
        "step 3": page.locator(".steps li").nth(2),
        "write": page.get_by_role("link", name=say("sv", "Tell the municipality")),
    }
    assert [name for name, one in wanted.items() if not seen_whole(one)] == []


@pytest.mark.parametrize("state", ["landing-tag", "write-error", "call-first", "receipt", "404"])
def test_leave_and_112_stand_on_the_first_screen_in_arabic(
    opens: Opens, busy: tuple[Server, Lived], state: str
) -> None:
    server, lived = busy
    page = opens(server)
    PUBLIC[state](Walk(page, server, lived, "ar"))
    assert seen_whole(page.locator("#leave"))
    assert seen_whole(page.locator(".alarm"))


@pytest.mark.parametrize("state", ["landing-tag", "now-tag", "about", "write", "call-first", "receipt"])
def test_numbers_read_from_left_to_right_in_arabic(opens: Opens, busy: tuple[Server, Lived], state: str) -> None:
    server, lived = busy
    page = opens(server)
    PUBLIC[state](Walk(page, server, lived, "ar"))
    numbers = page.evaluate(DIGITS)
    assert numbers
    for text, first, last, lines in numbers:
        assert first < last, f"{text} reads backwards"
        assert lines == 1, f"{text} is broken over lines"


def test_the_code_reads_from_left_to_right_in_arabic(opens: Opens, busy: tuple[Server, Lived]) -> None:
    server, lived = busy
    page = opens(server)
    PUBLIC["receipt"](Walk(page, server, lived, "ar"))
    places = page.locator(".code span").evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().y, one.getBoundingClientRect().x])"
    )
    assert len(places) == 5
    assert places == sorted(places)


@pytest.mark.parametrize(("script", "most"), [(False, 1), (True, 2)], ids=["no-script", "script"])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_landing_page_is_one_answer(
    opens: Opens, busy: tuple[Server, Lived], language: str, *, script: bool, most: int
) -> None:
    server, _ = busy
    page = opens(server, java_script_enabled=script)
    watch = Watch(page)
    page.goto(f"/{language}/{server.tag}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_be_visible()
    sent = [one for one in watch.fetched if not one.startswith("data:")]
    assert len(sent) <= most, sent
    assert watch.faults() == []

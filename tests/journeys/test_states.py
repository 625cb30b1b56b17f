"""Every page in every state, opened once: it fits, fetches nothing from elsewhere, and passes axe in light and dark.

It fits 320 px, also with doubled text. axe's rules are those of WCAG 2.2 A and AA, on a phone and on a desk; public
pages hold 7:1 and headings in order as well, and stand in nobody's way (`senses.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import pytest
from journeys.conftest import Opens
from journeys.lived import Lived
from journeys.looking import AN_ERROR_PAGE, DESK, NARROW, Watch, findings, overflow
from journeys.meanwhile import speak
from journeys.senses import hindrances
from journeys.serving import Server
from journeys.states import PUBLIC, STAFF, Walk
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lived-in")]

STRICTER = ("color-contrast-enhanced", "heading-order", "target-size")


class Windows:
    """A window for each language, led from state to state: a new one for each costs more time than all the looking."""

    def __init__(self, chromium: Browser) -> None:
        self.chromium = chromium
        self.open: dict[str, tuple[Page, Watch]] = {}

    def of(self, server: Server, language: str, cookies: Sequence[Mapping[str, object]] = ()) -> tuple[Page, Watch]:
        """The language's window with these cookies and no others, narrow and light, and what it fetches from now on."""
        if language not in self.open:
            context = self.chromium.new_context(base_url=server.address, locale=language)
            context.set_default_timeout(10_000)
            page = context.new_page()
            self.open[language] = page, Watch(page)
        page, watch = self.open[language]
        page.unroute_all()
        page.goto("/robots.txt")  # whatever the last state still did ends here
        page.context.clear_cookies()
        page.context.add_cookies(cookies)  # type: ignore[arg-type]  # Playwright's own cookies
        page.set_viewport_size(NARROW)
        page.emulate_media(color_scheme="light")
        watch.forget()
        return page, watch


@pytest.fixture(scope="module")
def windows(chromium: Browser) -> Iterator[Windows]:
    made = Windows(chromium)
    yield made
    for page, _ in made.open.values():
        page.context.close()


def look_closely(page: Page, watch: Watch, server: Server, language: str, phone: int, *more: str) -> None:
    assert page.locator("html").get_attribute("lang") == language
    assert overflow(page) == {}
    assert watch.hosts() == {urlsplit(server.address).netloc}
    assert watch.faults(AN_ERROR_PAGE) == []
    assert findings(page, (phone, DESK), *more) == []


@pytest.mark.parametrize("state", PUBLIC)
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_public_page_holds(windows: Windows, busy: tuple[Server, Lived], language: str, state: str) -> None:
    server, lived = busy
    page, watch = windows.of(server, language)
    PUBLIC[state](Walk(page, server, lived, language))
    assert hindrances(page) == []
    look_closely(page, watch, server, language, 360, *STRICTER)


@pytest.mark.parametrize("state", STAFF)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_staff_page_holds(windows: Windows, busy: tuple[Server, Lived], language: str, state: str) -> None:
    server, lived = busy
    who, go = STAFF[state]
    speak(server, language)
    page, watch = windows.of(server, language, lived.cookies.get(who, []))
    go(Walk(page, server, lived, language))
    look_closely(page, watch, server, language, 390)


def test_axe_does_find_what_is_wrong(opens: Opens, busy: tuple[Server, Lived]) -> None:
    page = opens(busy[0])
    page.goto(f"/sv/{busy[0].tag}")
    page.evaluate("document.querySelector('h1').style.color = '#e8e0d0'")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('.lead').style.color = '#5d6a75'")  # 5:1, enough for AA
    page.evaluate("document.querySelector('.steps h2').outerHTML = '<h5>Knacka</h5>'")
    found = " ".join(findings(page, (360,), *STRICTER))
    assert {"color-contrast:", "color-contrast-enhanced:", "html-has-lang:", "heading-order:"} <= set(found.split())


def test_what_stands_out_sideways_is_seen(opens: Opens, busy: tuple[Server, Lived]) -> None:
    page = opens(busy[0], viewport=NARROW)
    page.goto("/sv/")
    page.evaluate("document.querySelector('h1').style.minWidth = '400px'")
    assert set(overflow(page)) == {"as it is", "doubled"}

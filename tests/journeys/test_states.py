"""Every page in every state, opened once: it fits, fetches nothing from elsewhere, and passes axe in light and dark.

It fits 320 px, also with doubled text. axe's rules are those of WCAG 2.2 A and AA, on a phone and on a desk; public
pages hold 7:1 and headings in order as well, and stand in nobody's way (`senses.py`).
"""

from urllib.parse import urlsplit

import pytest
from journeys.conftest import Opens
from journeys.lived import Lived
from journeys.looking import AN_ERROR_PAGE, DESK, NARROW, Watch, findings, overflow
from journeys.meanwhile import speak
from journeys.senses import hindrances
from journeys.serving import Server
from journeys.states import PUBLIC, STAFF, Walk
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lived-in")]

STRICTER = ("color-contrast-enhanced", "heading-order", "target-size")


def look_closely(page: Page, watch: Watch, server: Server, language: str, phone: int, *more: str) -> None:
    assert page.locator("html").get_attribute("lang") == language
    assert overflow(page) == {}
    assert watch.hosts() == {urlsplit(server.address).netloc}
    assert watch.faults(AN_ERROR_PAGE) == []
    assert findings(page, (phone, DESK), *more) == []


@pytest.mark.parametrize("state", PUBLIC)
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_public_page_holds(opens: Opens, busy: tuple[Server, Lived], language: str, state: str) -> None:
    server, lived = busy
    page = opens(server, viewport=NARROW, locale=language)
    watch = Watch(page)
    PUBLIC[state](Walk(page, server, lived, language))
    assert hindrances(page) == []
    look_closely(page, watch, server, language, 360, *STRICTER)


@pytest.mark.parametrize("state", STAFF)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_staff_page_holds(opens: Opens, busy: tuple[Server, Lived], language: str, state: str) -> None:
    server, lived = busy
    who, go = STAFF[state]
    speak(server, language)
    page = opens(server, viewport=NARROW, locale=language)
    page.context.add_cookies(lived.cookies.get(who, []))  # type: ignore[arg-type]  # Playwright's own cookies
    watch = Watch(page)
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

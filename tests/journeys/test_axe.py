"""Every page in every state passes axe's WCAG 2.2 A and AA rules: two languages, phone and desk, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries no types
from journeys.conftest import Opens
from journeys.lived import Lived, speak
from journeys.serving import Server
from journeys.states import PUBLIC, STAFF, Walk
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = Axe()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = """(only) => axe.run({ runOnly: only, resultTypes: ["violations"] }).then((found) => found.violations.flatMap(
    (one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.html} ${node.failureSummary}`)))"""
DESK = 1280


def findings(page: Page, widths: tuple[int, ...]) -> list[str]:
    """What axe finds at each width: every rule in the light, those about colour in the dark too."""
    page.evaluate(AXE.axe_script)
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, rules in (("light", RULES), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two it knows
            found += [f"{width} {scheme} {one}" for one in page.evaluate(RUN, rules)]
    return found


@pytest.mark.parametrize("state", PUBLIC)
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_public_page_has_no_findings(opens: Opens, busy: tuple[Server, Lived], language: str, state: str) -> None:
    server, lived = busy
    page = opens(server, bypass_csp=True, locale=language)
    PUBLIC[state](Walk(page, server, lived, language))
    assert page.locator("html").get_attribute("lang") == language
    assert findings(page, (360, DESK)) == []


@pytest.mark.parametrize("state", STAFF)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_staff_page_has_no_findings(opens: Opens, busy: tuple[Server, Lived], language: str, state: str) -> None:
    server, lived = busy
    who, go = STAFF[state]
    speak(server, language)
    page = opens(server, bypass_csp=True, locale=language)
    page.context.add_cookies(lived.cookies.get(who, []))  # type: ignore[arg-type]  # Playwright's own cookies
    go(Walk(page, server, lived, language))
    assert page.locator("html").get_attribute("lang") == language
    assert findings(page, (390, DESK)) == []


def test_axe_does_find_what_is_wrong(opens: Opens, busy: tuple[Server, Lived]) -> None:
    page = opens(busy[0], bypass_csp=True)
    page.goto("/sv/")
    page.evaluate("document.querySelector('h1').style.color = '#e8e0d0'")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    found = " ".join(findings(page, (360,)))
    assert "color-contrast" in found
    assert "html-has-lang" in found

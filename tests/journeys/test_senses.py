"""The looks of `senses.py` do find what stands in somebody's way: each is shown a page that was spoilt for it."""

import pytest
from journeys.conftest import Opens
from journeys.looking import NARROW
from journeys.senses import hindrances
from journeys.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MIX = "Array.from(document.querySelectorAll('bdi.n')).forEach((one) => {"
SPOILT = {
    "small:": "document.querySelector('.button').style.cssText = 'min-height: 0; padding: 0'",
    "focus unseen:": "document.querySelector('.button').style.outline = 'none'",
    "covered by the bar:": "document.documentElement.style.scrollPaddingTop = '0'",
    "the bar takes": "document.querySelector('.bar').style.height = '120px'",
    "sideways in the small window": "document.querySelector('h1').style.minWidth = '400px'",
    "no edge:": "document.querySelector('.alarm').style.border = '0'",
    "would move:": "document.querySelector('.button').style.transition = 'opacity 1s'",
    "moves:": "document.querySelector('h1').animate([{ opacity: 0 }, { opacity: 1 }], 60000)",
    "reads backwards:": f"{MIX} one.outerHTML = '<b>08-465 004 00</b>'; }})",
    "broken over lines:": f"{MIX} one.style.whiteSpace = 'normal'; one.textContent = '08 465 '.repeat(9); }})",
}


@pytest.mark.parametrize("found", SPOILT)
def test_what_stands_in_the_way_is_found(opens: Opens, server: Server, found: str) -> None:
    page = opens(server, viewport=NARROW)
    page.goto(f"/ar/{server.tag}")
    assert hindrances(page) == []
    page.evaluate(SPOILT[found])
    assert any(one.startswith(found) for one in hindrances(page))

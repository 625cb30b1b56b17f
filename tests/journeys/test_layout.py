"""What stands where: the first screen, numbers in Arabic, and how many answers the landing page is."""

import pytest
from journeys.conftest import Opens
from journeys.lived import Lived
from journeys.looking import Watch
from journeys.serving import Server
from journeys.states import PUBLIC, Walk
from journeys.words import say
from playwright.sync_api import Locator, expect
from publicpages import PAGES

from huskurage.core.languages import LANGUAGES, Language

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lived-in")]

DIGITS = """() => [...document.querySelectorAll("bdi.n")].filter((one) => one.getClientRects().length).map((one) => {
    const text = one.firstChild, box = (at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect();
    };
    return [text.data, box(0).x, box(text.length - 1).x, one.getClientRects().length];
})"""

BESIDE = """(one) => {
    const digits = one.querySelector("bdi").getBoundingClientRect();
    return [...one.childNodes].filter((node) => node.nodeType === 3 && node.data.trim()).map((node) => {
        const range = document.createRange();
        const from = node.data.length - node.data.trimStart().length;
        range.setStart(node, from);
        range.setEnd(node, node.data.trimEnd().length);
        const words = range.getBoundingClientRect();
        return Math.max(digits.left - words.right, words.left - digits.right);
    });
}"""

# Commas, and the letter before each: on the same line, or else a line begins with the comma.
COMMAS = """() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), letters = [];
    while (walker.nextNode())
        for (let at = 0; at < walker.currentNode.data.length; at += 1)
            if (walker.currentNode.data[at].trim()) letters.push([walker.currentNode, at]);
    const middle = ([node, at]) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        return (box.top + box.bottom) / 2;
    };
    const pairs = letters.map((one, at) => [one, letters[at - 1]]);
    const commas = pairs.filter(([[node, at]]) => ",،፣".includes(node.data[at]));
    return commas.map(([comma, before]) => [comma[0].data.slice(0, 40), Math.abs(middle(comma) - middle(before)) < 8]);
}"""


def seen_whole(one: Locator) -> bool:
    """Whether all of it stands on the first screen."""
    box = one.bounding_box()
    assert box is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= 640 and box["x"] >= 0 and box["x"] + box["width"] <= 360


def overflow_free(body: Locator) -> bool:
    """Whether nothing stands out sideways."""
    return bool(body.evaluate("(one) => document.documentElement.scrollWidth <= innerWidth"))


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


@pytest.mark.parametrize("state", ["page", "write-error", "call-first", "receipt", "404"])
def test_leave_and_112_stand_on_the_first_screen_in_arabic(
    opens: Opens, busy: tuple[Server, Lived], state: str
) -> None:
    server, lived = busy
    page = opens(server)
    PUBLIC[state](Walk(page, server, lived, "ar"))
    assert seen_whole(page.locator("#leave"))
    assert seen_whole(page.locator(".alarm"))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.tag)
def test_leave_and_112_stand_on_the_first_screen_in_every_language(
    opens: Opens, busy: tuple[Server, Lived], language: Language
) -> None:
    server, _ = busy
    page = opens(server, java_script_enabled=False)
    for path in ("", "/now", "/write"):
        page.goto(f"/{language.tag}/{server.tag}{path}")
        assert seen_whole(page.locator("#leave"))
        assert seen_whole(page.locator(".alarm"))
        assert overflow_free(page.locator("body")), path


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one.direction == "rtl"], ids=lambda one: one.tag)
def test_numbers_read_from_left_to_right_from_right_to_left(
    opens: Opens, busy: tuple[Server, Lived], language: Language
) -> None:
    page = opens(busy[0])
    for path in PAGES:
        page.goto(f"/{language.tag}/{busy[0].tag}{path}")
        digits = page.evaluate(DIGITS)
        assert digits, path
        assert all(first < last and boxes == 1 for _, first, last, boxes in digits), (path, digits)


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


@pytest.mark.parametrize("language", ["sv", "ar", "ti"])
def test_the_number_on_the_call_button_stands_apart_from_its_words(
    opens: Opens, busy: tuple[Server, Lived], language: str
) -> None:
    page = opens(busy[0])
    page.goto(f"/{language}/{busy[0].tag}/now")
    gaps = page.locator(".alarm.call .big").evaluate(BESIDE)
    assert gaps
    assert min(gaps) >= 4, gaps


@pytest.mark.parametrize("language", ["sv", "ar", "ti"])
def test_no_line_of_the_events_begins_with_a_comma(opens: Opens, busy: tuple[Server, Lived], language: str) -> None:
    page = opens(busy[0])
    page.goto(f"/{language}/{busy[0].tag}/events")
    for width in range(320, 480, 8):
        page.set_viewport_size({"width": width, "height": 640})
        commas = page.evaluate(COMMAS)
        assert commas
        assert [where for where, good in commas if not good] == [], width

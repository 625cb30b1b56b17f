"""Sending from a cellar: what is typed stays, nothing counts as sent too early, and two sends are one report."""

from collections.abc import Iterator

import pytest
from journeys.conftest import FLAGS, PHONE, Opens
from journeys.leaving import History
from journeys.lived import Lived
from journeys.serving import Server
from journeys.walking import TICKET_AGE, come_back, with_script
from journeys.words import say
from playwright.sync_api import Browser, Locator, Page, Playwright, Route, expect
from sqlalchemy import func, select

from huskurage.store.reports import Entry, Report

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TYPED = "Skrik genom väggen, tredje kvällen."
SENT = say("sv", "Your concern has been sent")


def count(server: Server, table: type[Report] | type[Entry]) -> int:
    database = server.database()
    with database.reads() as session:
        found = session.scalar(select(func.count()).select_from(table)) or 0
    database.close()
    return found


def write(page: Page, server: Server) -> None:
    page.goto(f"/sv/{server.tag}/write")
    box(page).fill(TYPED)
    page.wait_for_timeout(TICKET_AGE * 1000)


def box(page: Page) -> Locator:
    return page.get_by_label(say("sv", "What have you seen or heard?"))


def press_send(page: Page) -> None:
    page.get_by_role("button", name=say("sv", "Send"), exact=True).click(no_wait_after=True)


def told(page: Page, english: str) -> Locator:
    return page.get_by_role("status").locator("[data-state]:not([hidden])").get_by_text(say("sv", english), exact=True)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


class Line:
    """The line that the form goes out on: each try meets the next of these, and after them it is whole.

    `tries` counts what the script sends, `shown` what the browser sends to show the answer.
    """

    def __init__(self, page: Page, *meets: str) -> None:
        self.meets, self.tries, self.shown = list(meets), 0, 0
        page.route("**/write*", self._send)

    def _send(self, route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        self.tries += route.request.resource_type == "fetch"
        self.shown += route.request.resource_type == "document"
        met = self.meets.pop(0) if self.meets else "whole"
        if met == "broken":
            route.abort("internetdisconnected")
        elif met == "answer lost":
            route.fetch()
            route.abort("connectionreset")
        elif met == "proxy":
            route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")
        else:
            route.fallback()


class Blank:
    """What the page that was left still says of itself: how many nodes it has, ten times a second, until it is gone.

    Playwright asks nothing of a page whose next one stands still.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.said = page, list[str]()
        page.on("console", lambda one: self.said.append(one.text))
        page.evaluate("setInterval(() => console.log(document.documentElement.childNodes.length), 100)")

    def stays(self, seconds: float) -> bool:
        """Whether it is there all the time, and empty."""
        before = len(self.said)
        self.page.wait_for_timeout(seconds * 1000)
        return len(self.said) - before > 2 * seconds and set(self.said[before + 1 :]) == {"0"}


@pytest.mark.parametrize("met", ["broken", "answer lost", "proxy"])
def test_a_send_that_fails_is_tried_again_and_is_one_report(opens: Opens, server: Server, met: str) -> None:
    page, before = opens(server), count(server, Report)
    line = Line(page, met)
    write(page, server)
    press_send(page)
    expect(told(page, "NOT sent yet.")).to_be_visible()
    expect(box(page)).to_have_value(TYPED)
    expect(heading(page)).to_have_text(SENT)
    assert page.locator(".code span").count() == 5
    assert (line.tries, line.shown) == (2, 1)
    assert count(server, Report) == before + 1


def test_after_a_minute_it_says_not_sent_and_the_next_press_sends(opens: Opens, server: Server) -> None:
    page, before = opens(server), count(server, Report)
    line = Line(page, *["broken"] * 50)
    write(page, server)
    page.clock.install()
    press_send(page)
    for _ in range(70):
        page.clock.run_for(1_000)
    expect(told(page, "NOT sent.")).to_be_visible()
    expect(told(page, "NOT sent yet.")).to_be_hidden()
    expect(box(page)).to_have_value(TYPED)
    assert page.get_by_role("status").locator("a[href^='tel:']").count() == 1
    assert 5 <= line.tries <= 15
    assert line.shown == 0
    assert count(server, Report) == before
    line.meets.clear()
    box(page).fill(f"{TYPED} Och ikväll.")
    press_send(page)
    expect(heading(page)).to_have_text(SENT)
    assert count(server, Report) == before + 1


def test_what_is_refused_is_shown_at_once_with_the_text(opens: Opens, server: Server) -> None:
    page = opens(server)
    line = Line(page)
    write(page, server)
    box(page).fill(f"{TYPED} 070-174 06 05")
    press_send(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(box(page)).to_have_value(f"{TYPED} 070-174 06 05")
    with_script(page)
    press_send(page)
    expect(heading(page)).to_have_text(SENT)
    assert (line.tries, line.shown) == (2, 2)


def test_two_presses_are_one_send(opens: Opens, server: Server) -> None:
    page, before = opens(server), count(server, Report)
    line = Line(page)
    write(page, server)
    page.get_by_role("button", name=say("sv", "Send"), exact=True).dblclick(no_wait_after=True)
    expect(heading(page)).to_have_text(SENT)
    assert (line.tries, line.shown) == (1, 1)
    assert count(server, Report) == before + 1


@pytest.fixture
def keeping(
    playwright: Playwright, chromium_path: str, server: Server, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page in a browser that keeps left pages for Back, as people's browsers do; without script where it is asked."""
    browser: Browser = playwright.chromium.launch(
        executable_path=chromium_path, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    script = getattr(request, "param", True)
    context = browser.new_context(base_url=server.address, viewport=PHONE, java_script_enabled=script)
    context.set_default_timeout(10_000)
    yield context.new_page()
    browser.close()


def code_on(page: Page) -> str:
    expect(heading(page)).to_have_text(SENT)
    return page.locator(".code").inner_text()


def test_the_receipt_can_be_loaded_again(opens: Opens, server: Server) -> None:
    page, before = opens(server), count(server, Report)
    write(page, server)
    press_send(page)
    code = code_on(page)
    page.reload()
    assert code_on(page) == code
    assert count(server, Report) == before + 1


def test_back_after_a_send_with_script_shows_no_typed_text(keeping: Page, server: Server) -> None:
    write(keeping, server)
    press_send(keeping)
    code_on(keeping)
    history = History(keeping)
    assert history.go(-1)
    assert TYPED not in history.text()
    expect(box(keeping)).to_have_value("")


def test_nothing_is_shown_or_sent_after_leaving(opens: Opens, server: Server) -> None:
    page, before = opens(server), count(server, Report)
    line = Line(page, *["broken"] * 50)
    stalled: list[Route] = []
    page.route("**/leave/away", lambda route: stalled.append(route))  # noqa: PLW0108 - Playwright takes no built-in
    write(page, server)
    blank = Blank(page)
    press_send(page)
    expect(told(page, "NOT sent yet.")).to_be_visible()
    with page.expect_request("**/leave/away"):
        for _ in range(3):
            page.keyboard.press("Escape")
    line.meets.clear()
    sends = line.tries
    assert blank.stays(seconds=5)
    assert (line.tries, line.shown) == (sends, 0)
    assert count(server, Report) == before
    for route in stalled:
        route.abort()


def test_an_answer_on_its_way_does_not_come_after_leaving(opens: Opens, server: Server) -> None:
    page = opens(server)
    held: list[Route] = []
    stalled: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST" and route.request.resource_type == "document":
            held.append(route)
        else:
            route.fallback()

    page.route("**/write*", hold)
    page.route("**/leave/away", lambda route: stalled.append(route))  # noqa: PLW0108 - Playwright takes no built-in
    write(page, server)
    blank = Blank(page)
    page.evaluate("() => { window.requestAnimationFrame = () => 0; }")  # a browser that draws slowly
    with page.expect_request(lambda one: one.method == "POST" and one.resource_type == "document"):
        press_send(page)
    with page.expect_request("**/leave/away"):
        for _ in range(3):
            page.keyboard.press("Escape")
        for route in held:
            route.fulfill(status=200, content_type="text/html", body="<h1>The receipt</h1>")
    assert held
    assert blank.stays(seconds=1.5)
    for route in stalled:
        route.abort()


def test_an_answer_whose_receipt_was_lost_is_one_message(opens: Opens, busy: tuple[Server, Lived]) -> None:
    server, lived = busy
    page = opens(server)
    come_back(page, server, "sv", lived.asked)
    before, lost = count(server, Entry), ["answer lost"]

    def lose(route: Route) -> None:
        if lost:
            lost.clear()
            route.fetch()
            route.abort("connectionreset")
        else:
            route.fallback()

    page.route("**/code*", lose)
    page.locator("textarea[name=text]").fill("Ja, varje kväll.")
    with_script(page)
    press_send(page)
    expect(told(page, "NOT sent yet.")).to_be_visible()
    done = say("sv", "Your message has been sent, sealed. You can leave this page now.")
    expect(page.get_by_role("status").get_by_text(done)).to_be_visible()
    assert count(server, Entry) == before + 1


@pytest.mark.parametrize("keeping", [False], ids=["no-script"], indirect=True)
def test_without_script_back_brings_the_text_back_and_the_second_send_is_the_only_report(
    keeping: Page, server: Server
) -> None:
    before = count(server, Report)
    write(keeping, server)
    keeping.context.set_offline(True)
    press_send(keeping)
    history = History(keeping)
    history.settle()
    assert TYPED not in history.text(), "it was sent: this proves nothing"
    keeping.context.set_offline(False)
    assert history.go(-1)
    expect(box(keeping)).to_have_value(TYPED)
    press_send(keeping)
    expect(heading(keeping)).to_have_text(SENT)
    assert count(server, Report) == before + 1

"""Leaving hides what was typed: shown first on pages that do nothing, then on ours, with a browser that keeps pages."""

from collections.abc import Iterator

import pytest
from journeys.conftest import FLAGS, PHONE, Opens
from journeys.leaving import History, undefended
from journeys.looking import KEPT, NOTHING_KEPT
from journeys.serving import Server
from journeys.walking import with_script
from journeys.words import say
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, expect
from publicpages import PAGES
from sqlalchemy import update

from huskurage.store.places import Municipality

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TYPED = "kanariefågel på fjärde våningen"
WRONG = "1234 5678 0000"
TELL_OF_THE_BLANK = """() => {
    let began;
    for (const kind of ["keydown", "click"]) { addEventListener(kind, () => { began = performance.now(); }, true); }
    new MutationObserver(() => {
        if (document.documentElement.childNodes.length === 0) {
            const took = performance.now() - began;
            requestAnimationFrame(() => requestAnimationFrame(() => console.log(`blank after ${took}`)));
        }
    }).observe(document.documentElement, { childList: true });
}"""
TELL_OF_THE_FRAMES = """() => {
    let frames = 0;
    const count = () => { frames += 1; requestAnimationFrame(count); };
    new MutationObserver(() => requestAnimationFrame(count)).observe(document.documentElement, { childList: true });
    navigation.addEventListener("navigate", () => console.log(`left after ${frames} blank frames`));
}"""
STEPS = (-1, -1, -1, -1, 1, 1, 1, 1)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    with undefended() as address:
        yield address


@pytest.fixture(scope="module", autouse=True)
def _exit(server: Server, elsewhere: str) -> None:
    """The municipality's weather page is one on this machine."""
    database = server.database()
    with database.writes() as session:
        session.execute(update(Municipality).values(exit_address=f"{elsewhere}/weather"))
        session.commit()
    database.close()


@pytest.fixture(scope="module")
def keeping(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    """A browser that keeps left pages whole for Back, as people's browsers do and Playwright's does not."""
    browser = playwright.chromium.launch(
        executable_path=chromium_path, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser
    browser.close()


@pytest.fixture
def page(keeping: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    script = getattr(request, "param", True)
    context = keeping.new_context(base_url=server.address, viewport=PHONE, java_script_enabled=script)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def write(page: Page, server: Server) -> None:
    """Scan, open the form, type in both fields that one may type into."""
    page.goto(f"/sv/{server.tag}")
    page.get_by_role("link", name=say("sv", "Tell the municipality")).click()
    page.get_by_label(say("sv", "Floor, or side of the stairs")).fill(TYPED)
    page.get_by_label(say("sv", "What have you seen or heard?")).fill(f"{TYPED} 070-174 06 05")
    with_script(page)


def be_asked(page: Page) -> None:
    """Send what gives the writer away: the answer to the POST shows the text again."""
    page.get_by_role("button", name=say("sv", "Send"), exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert TYPED in page.content()
    with_script(page)


def come_back_wrongly(page: Page, server: Server) -> None:
    """Type a code that opens nothing: the answer to the POST shows it again."""
    page.goto(f"/sv/{server.tag}")
    page.get_by_role("link", name=say("sv", "I have a code")).click()
    page.get_by_label(say("sv", "Your code")).fill(WRONG)
    page.get_by_role("button", name=say("sv", "Open")).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label(say("sv", "Your code")).fill(f"{WRONG} 9")
    with_script(page)


def press(page: Page, key: str, times: int) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def leave(page: Page, way: str) -> None:
    if way == "Shift":
        page.locator("h1").click()  # out of every field
    if way == "click":
        box = page.get_by_role("link", name=say("sv", "Leave this page")).bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # waits for no answer
    else:
        press(page, way, 3)


def shown_by_history(page: Page) -> list[str]:
    """What every page that Back and Forward lead to holds."""
    history = History(page)
    history.settle()
    return [history.text(), *(history.text() for steps in STEPS if history.go(steps))]


@pytest.mark.parametrize("page", [True, False], ids=["script", "no-script"], indirect=True)
def test_back_brings_typed_text_back_on_a_page_that_does_nothing(page: Page, elsewhere: str) -> None:
    page.goto(f"{elsewhere}/form")
    page.fill("#text", TYPED)
    page.click("#on")
    expect(page.locator("#weather")).to_be_visible()
    assert any(TYPED in one for one in shown_by_history(page)), "this browser keeps no pages: it proves nothing"


@pytest.mark.parametrize("page", [True, False], ids=["script", "no-script"], indirect=True)
def test_back_brings_typed_text_back_on_our_form_too_when_it_is_left_by_another_link(
    page: Page, server: Server
) -> None:
    write(page, server)
    page.get_by_role("link", name=say("sv", "About this page")).click()
    expect(page.get_by_role("heading", level=1, name=say("sv", "About this page"))).to_be_visible()
    assert any(TYPED in one for one in shown_by_history(page)), "something else than leaving hides the text"


@pytest.mark.parametrize("way", ["click", "Escape", "Shift"])
@pytest.mark.parametrize("asked", [False, True], ids=["typed", "shown-again"])
def test_no_typed_text_comes_back_after_leaving_with_script(
    page: Page, server: Server, elsewhere: str, way: str, *, asked: bool
) -> None:
    write(page, server)
    if asked:
        be_asked(page)
    leave(page, way)
    page.wait_for_url(f"{elsewhere}/weather")
    assert not [one for one in shown_by_history(page) if TYPED in one]


@pytest.mark.parametrize("page", [False], ids=["no-script"], indirect=True)
@pytest.mark.parametrize("asked", [False, True], ids=["typed", "shown-again"])
def test_no_typed_text_comes_back_after_leaving_by_the_plain_link(
    page: Page, server: Server, elsewhere: str, *, asked: bool
) -> None:
    write(page, server)
    if asked:
        be_asked(page)
    leave(page, "click")
    page.wait_for_url(f"{elsewhere}/weather")
    assert not [one for one in shown_by_history(page) if TYPED in one]


@pytest.mark.parametrize(("page", "way"), [(True, "click"), (True, "Escape"), (False, "click")], indirect=["page"])
def test_no_code_comes_back_after_leaving_the_code_page(page: Page, server: Server, elsewhere: str, way: str) -> None:
    come_back_wrongly(page, server)
    assert WRONG in History(page).text()
    leave(page, way)
    page.wait_for_url(f"{elsewhere}/weather")
    assert not [one for one in shown_by_history(page) if WRONG in one]


def test_pressing_too_few_keys_or_slowly_does_nothing(page: Page, server: Server) -> None:
    write(page, server)
    field = page.get_by_label(say("sv", "What have you seen or heard?"))
    press(page, "Escape", 2)
    page.wait_for_timeout(2050)
    press(page, "Escape", 2)
    expect(field).to_have_value(f"{TYPED} 070-174 06 05")
    assert page.url.endswith("/write")


def test_shift_while_typing_does_nothing(page: Page, server: Server) -> None:
    write(page, server)
    field = page.get_by_label(say("sv", "What have you seen or heard?"))
    field.focus()
    press(page, "Shift", 6)
    expect(field).to_have_value(f"{TYPED} 070-174 06 05")
    assert page.url.endswith("/write")


def test_going_backwards_with_shift_and_tab_does_nothing(page: Page, server: Server) -> None:
    write(page, server)
    page.get_by_role("button", name=say("sv", "Send"), exact=True).focus()
    press(page, "Shift+Tab", 12)
    page.locator("h1").click()
    press(page, "Shift+ArrowDown", 4)
    expect(page.get_by_label(say("sv", "What have you seen or heard?"))).to_have_value(f"{TYPED} 070-174 06 05")
    assert page.url.endswith("/write")


@pytest.mark.parametrize("way", ["click", "Escape", "Shift"])
def test_the_page_is_blank_within_100_ms_on_a_stalled_network(page: Page, server: Server, way: str) -> None:
    write(page, server)
    stalled: list[Route] = []
    page.route("**/leave/away", lambda route: stalled.append(route))  # noqa: PLW0108 - Playwright takes no built-in
    page.evaluate(TELL_OF_THE_BLANK)
    with (
        page.expect_request("**/leave/away"),
        page.expect_console_message(lambda one: one.text.startswith("blank after")) as told,
    ):
        leave(page, way)
    assert float(told.value.text.removeprefix("blank after")) <= 100
    assert page.url.endswith("/write"), "the network has answered: this proves nothing"
    for route in stalled:
        route.abort()


def test_the_blank_page_is_drawn_before_the_next_one_is_asked_for(page: Page, server: Server, elsewhere: str) -> None:
    """WebKit draws nothing more once it waits: the words would stand on the screen until the network answers."""
    write(page, server)
    page.evaluate(TELL_OF_THE_FRAMES)
    with page.expect_console_message(lambda one: one.text.startswith("left after")) as told:
        leave(page, "Escape")
    assert told.value.text != "left after 0 blank frames"
    page.wait_for_url(f"{elsewhere}/weather")


def test_leaving_waits_for_no_frame_where_none_is_drawn(page: Page, server: Server, elsewhere: str) -> None:
    write(page, server)
    page.evaluate("() => { window.requestAnimationFrame = () => 0; }")
    leave(page, "Escape")
    page.wait_for_url(f"{elsewhere}/weather")


def test_public_pages_leave_nothing_in_the_browser(opens: Opens, server: Server) -> None:
    page = opens(server)
    context: BrowserContext = page.context
    for path in (*PAGES, "/code"):  # the code page last: a code is typed there
        page.goto(f"/sv/{server.tag}{path}")
        assert page.evaluate(KEPT) == NOTHING_KEPT, path
    page.get_by_label(say("sv", "Your code")).fill("1234")
    page.get_by_role("button", name=say("sv", "Open")).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert context.cookies() == []

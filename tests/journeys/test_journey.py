"""The main job in a real browser: scan, read, write, get a code; Asta reads and asks; the neighbour answers."""

import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from journeys.conftest import Opens
from journeys.serving import Server, command
from journeys.walking import ARABIC_INDIC, come_back, open_form, read_code, send, sign_in, tell
from journeys.words import say
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LOCALES = {"sv": "sv-SE", "ar": "ar-SY"}


@dataclass(frozen=True)
class Story:
    """One neighbour's language and browser, what is said, and who reads it with a code how far from the clock's."""

    language: str
    script: bool
    text: str
    answer: str
    coordinator: str
    drift: int


STORIES = [
    Story("sv", False, "Skrik och slag varje kväll.", "Tredje våningen.", "Asta", 0),
    Story("sv", True, "Någon gråter i trappan.", "I går kväll också.", "Astrid", 0),
    Story("ar", False, "أسمع صراخا كل ليلة.", "في الطابق الثالث.", "Asta", 1),
    Story("ar", True, "أسمع ضربا وبكاء.", "ليلة أمس أيضا.", "Astrid", 1),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda one: f"{one.language}-{'script' if one.script else 'no-script'}")
def test_a_concern_travels_from_the_poster_to_asta_and_her_question_back(
    opens: Opens, server: Server, story: Story
) -> None:
    language = story.language
    neighbour = opens(server, locale=LOCALES[language], java_script_enabled=story.script)
    code = scan_and_tell(neighbour, server, story)

    desk = opens(server, locale="sv-SE", viewport={"width": 1280, "height": 800})
    sign_in(desk, server, story.coordinator, drift=story.drift)
    open_first(desk, "New, not read")
    expect(desk.get_by_text(story.text)).to_have_count(0)
    show_text(desk)
    expect(desk.locator(".said")).to_have_text(story.text)
    desk.get_by_role("link", name=say("sv", "Ask the neighbour")).click()
    desk.get_by_label(say("sv", "Question. The neighbour sees this.")).fill("På vilken våning?")
    desk.get_by_role("button", name=say("sv", "See it as the neighbour does")).click()
    desk.get_by_role("button", name=say("sv", "Send the question")).click()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()

    later = opens(server, locale=LOCALES[language], java_script_enabled=story.script)
    come_back(later, server, language, code.translate(ARABIC_INDIC))
    expect(later.locator("blockquote.question")).to_have_text("På vilken våning?")
    assert story.text not in later.content()
    later.get_by_label(say(language, "New message")).fill(story.answer)
    later.get_by_role("button", name=say(language, "Send"), exact=True).click()
    expect(later.locator(".done")).to_contain_text(
        say(language, "Your message has been sent, sealed. You can leave this page now.")
    )

    open_first(desk, "Answer waiting")
    show_text(desk)
    expect(desk.locator(".said").last).to_have_text(story.answer)


def scan_and_tell(page: Page, server: Server, story: Story) -> str:
    """From the poster's address to the receipt; answers the code that stands on it."""
    language = story.language
    page.goto(f"/{server.tag}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_text(say(language, "Worried about a neighbour?"))
    page.get_by_role("link", name=say(language, "Tell the municipality")).click()
    opened = time.monotonic()
    tell(page, language, story.text)
    send(page, language, opened)
    expect(page.get_by_role("heading", level=1)).to_have_text(say(language, "Your concern has been sent"))
    return read_code(page)


def open_first(desk: Page, count: str) -> None:
    """From the inbox by the count at its top to the only report behind it."""
    desk.goto("/staff/inbox/")
    desk.get_by_role("link", name=say("sv", count)).click()
    desk.locator("table.reports a").first.click()


def show_text(desk: Page) -> None:
    desk.get_by_role("button", name=say("sv", "Show the text")).click()


def test_the_code_on_the_drawn_poster_leads_to_its_house(opens: Opens, server: Server, tmp_path: Path) -> None:
    pdf = tmp_path / "poster.pdf"
    host = urlsplit(server.address).netloc
    command(server.folder, "poster", server.tag, "--languages", "sv,ar", "--out", str(pdf), HUSKURAGE_HOST=host)
    document = pypdfium2.PdfDocument(pdf)
    codes = zxingcpp.read_barcodes(document[0].render(scale=150 / 72).to_pil())
    document.close()
    scanned = urlsplit(codes[0].text)
    assert scanned.netloc == host
    phone = opens(server, locale="sv-SE", java_script_enabled=False)
    phone.goto(scanned.path)
    rows = [line.split("\t") for line in command(server.folder, "tags").splitlines()]
    address = next(row[1] for row in rows if row[0] == server.tag).split(",")[0]
    expect(phone.locator("p.lead")).to_contain_text(address)


@pytest.mark.parametrize("script", [False, True], ids=["no-script", "script"])
def test_another_language_on_the_half_filled_form_keeps_what_was_typed(
    opens: Opens, server: Server, *, script: bool
) -> None:
    page = opens(server, java_script_enabled=script)
    open_form(page, server, "sv")
    tell(page, "sv", "Skrik varje natt", children=True)
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_label(say("ar", "What have you seen or heard?"))).to_have_value("Skrik varje natt")
    children = page.get_by_role("group", name=say("ar", "Are there children in the home?"))
    expect(children.get_by_label(say("ar", "Yes"), exact=True)).to_be_checked()
    expect(page.get_by_label(say("ar", "The house of the poster"))).to_be_checked()


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_happening_now_shows_112_with_the_text_kept_and_sends_after_the_call(
    opens: Opens, server: Server, language: str
) -> None:
    page = opens(server, java_script_enabled=False)
    opened = open_form(page, server, language)
    page.get_by_role("group", name=say(language, "Is it happening right now?")).get_by_label(
        say(language, "Yes"), exact=True
    ).check()
    tell(page, language, "Hjälp dem")
    send(page, language, opened)
    called = page.locator(".alarm.call a")
    expect(called).to_have_attribute("href", "tel:112")
    expect(page.get_by_label(say(language, "Your text is kept here"))).to_have_value("Hjälp dem")
    page.get_by_role("button", name=say(language, "I have called. Send my concern")).click()
    read_code(page)

"""Every public page in every language, opened in a browser: a table of what it costs and what is wrong with it.

For each: bytes of the page on the wire, requests (all it needs: the script, which only adds, is left out), cookies,
things stored, complaints of the browser, what axe finds on a phone, and whether h1, title, lang and dir are right and
no banned word stands outside (address, title, file names, previews). The bars: 14,336 bytes for the landing page,
20,000 for every other, 1 request, and 0 of everything else.

Run: python benchmarks/every_page.py
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from ground import command, folder_of_its_own, print_machine, served
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from journeys.looking import Watch, findings
from outside import banned_words

from huskurage.core.languages import LANGUAGES, Language
from huskurage.settings import shipped
from huskurage.web.cards import CARDS
from huskurage.web.language import offered_in

PAGES = (
    "",
    "/now",
    "/about",
    "/privacy",
    "/protection",
    "/accessibility",
    "/write",
    "/code",
    "/no-poster",
    "/accessibility/tell",
    "/contact",
    "/events",
    "/me/write",
)
LANDING = 4  # slashes in the address of a house's first page
PHONE = {"width": 360, "height": 640}


def main() -> None:
    print_machine()
    print("page            language    bytes  requests cookies  stored    said  axe  faults")
    faulty = 0
    with folder_of_its_own() as folder, sync_playwright() as started:
        command(folder, "demo")
        tag = command(folder, "tags").split("\t")[0]
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served(folder, ["-m", "huskurage", "serve"]) as port:
            for language in offered_in(shipped("translations")):
                for path in (*PAGES, *(f"/{card}" for card in CARDS)):
                    row, faults = look(browser, f"http://127.0.0.1:{port}/{language.tag}/{tag}{path}", language)
                    print(f"{path or '/':16}{language.tag:10}{row}  {'; '.join(faults)}", flush=True)
                    faulty += bool(faults)
        browser.close()
    print(f"{faulty} rows with faults; {len(LANGUAGES)} languages are prepared")


def look(browser: Browser, address: str, language: Language) -> tuple[str, list[str]]:
    """One row of the table, and what is wrong."""
    requests, size = fetched(browser, address)
    context = browser.new_context(viewport=PHONE, locale="sv")
    page = context.new_page()
    watch = Watch(page)
    page.goto(address, wait_until="networkidle")
    stored = page.evaluate("localStorage.length + sessionStorage.length")
    nothing = {"cookies": len(context.cookies()), "stored": stored, "said": len(watch.faults())}
    found = findings(page, (360,))
    faults = [*found, *wrong(page, language, address), *(name for name, count in nothing.items() if count)]
    context.close()
    most = 14_336 if address.count("/") == LANDING else 20_000
    faults += ["too many requests"] * (requests != 1) + ["too large"] * (size > most)
    return f"{size:7}{requests:10}{''.join(f'{one:8}' for one in nothing.values())}{len(found):5}", faults


def fetched(browser: Browser, address: str) -> tuple[int, int]:
    """How many requests the page needs, and its bytes on the wire, head and body."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page, sizes = context.new_page(), list[int]()
    page.on("requestfinished", lambda one: sizes.append(wire(one.sizes())))
    page.goto(address, wait_until="networkidle")
    context.close()
    return len(sizes), sizes[0]


def wire(sizes: object) -> int:
    assert isinstance(sizes, dict)
    return int(sizes["responseHeadersSize"] + sizes["responseBodySize"])


def wrong(page: Page, language: Language, address: str) -> Iterator[str]:
    """What is not as it should be of h1, title, language, direction, and the words outside."""
    root = page.locator("html")
    if root.get_attribute("lang") != language.html_lang or root.get_attribute("dir") != language.direction:
        yield "lang or dir"
    if page.locator("h1").count() != 1 or not page.title():
        yield "h1 or title"
    heads = page.locator("head > link, head > meta, script").evaluate_all("all => all.map((one) => one.outerHTML)")
    outside = " ".join((address, page.title(), *heads))
    yield from banned_words(outside, language)


if __name__ == "__main__":
    main()

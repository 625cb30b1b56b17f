"""Every public page in every language, opened in a browser: a table of what it costs and what is wrong with it.

Each page as it is behind a house's address and without a house; the first page also behind an address that no house
has and behind the one that the small houses of an area share; and the page that says that there is none.

For each: bytes of the page on the wire, requests (all it needs: the script, which only adds, is left out), cookies,
things stored (also in databases, caches and service workers), complaints of the browser, what axe finds on a phone, and
whether h1, title, lang and dir are right and no banned word stands outside (address, title, file names, previews). The
bars: 14,336 bytes for the landing page, 20,000 for every other, 1 request, and 0 of everything else. Ends with 1 when a
row has faults.

Run: python benchmarks/every_page.py [--only sv,ar]
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from ground import command, folder_of_its_own, print_machine, served
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from journeys.looking import AN_ERROR_PAGE, KEPT, NOTHING_KEPT, Watch, findings
from journeys.words import say
from outside import banned_words
from publicpages import PAGES, UNKNOWN, page_of

from huskurage.core.languages import Language
from huskurage.settings import shipped
from huskurage.web.language import offered_in

MISSING = "/nothing-here"
PHONE = {"width": 360, "height": 640}


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--only", type=lambda tags: tags.split(","), help="some languages, with a comma between")
    only = asked.parse_args().only
    languages = [one for one in offered_in(shipped("translations")) if not only or one.tag in only]
    print_machine()
    print("page                            language    bytes  requests cookies  stored    said  axe  faults")
    rows = faulty = 0
    with folder_of_its_own() as folder, sync_playwright() as started:
        command(folder, "demo")
        places = list(all_pages(command(folder, "tags")))
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served(folder, ["-m", "huskurage", "serve"]) as port:
            for language in languages:
                for name, tag, path in places:
                    address = f"http://127.0.0.1:{port}{page_of(language, tag, path)}"
                    row, faults = look(browser, address, language, path)
                    print(f"{name:32}{language.tag:10}{row}  {'; '.join(faults)}", flush=True)
                    rows, faulty = rows + 1, faulty + bool(faults)
        browser.close()
    print(f"{faulty} of {rows} rows with faults, in {len(languages)} languages")
    return 1 if faulty or not rows else 0


def all_pages(tags: str) -> Iterator[tuple[str, str | None, str]]:
    """Name, tag and page of each row: from what `huskurage tags` prints, a house's own tag and that of an area."""
    lines = [line.split("\t") for line in tags.splitlines()]
    house = next(own for own, *_, shown in lines if own == shown)
    area = next(shown for own, *_, shown in lines if own != shown)
    for path in (*PAGES, MISSING):
        yield path or "/", house, path
        yield f"{path or '/'} (no house)", None, path
    yield "/ (unknown)", UNKNOWN, ""
    yield "/ (area)", area, ""


def look(browser: Browser, address: str, language: Language, path: str) -> tuple[str, list[str]]:
    """One row of the table, and what is wrong."""
    requests, size = fetched(browser, address)
    context = browser.new_context(viewport=PHONE, locale="sv")
    page = context.new_page()
    watch = Watch(page)
    page.goto(address, wait_until="networkidle")
    stored = sum(one != none for one, none in zip(page.evaluate(KEPT), NOTHING_KEPT, strict=True))
    said = watch.faults(AN_ERROR_PAGE if path == MISSING else ())
    nothing = {"cookies": len(context.cookies()), "stored": stored, "said": len(said)}
    found = findings(page, (360,))
    faults = [*found, *wrong(page, language, address), *(name for name, count in nothing.items() if count)]
    context.close()
    faults += ["too many requests"] * (requests != 1) + ["too large"] * (size > (20_000 if path else 14_336))
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
    if [bool(one.strip()) for one in page.locator("h1").all_inner_texts()] != [True]:
        yield "not one h1 with words"
    if page.title() != say(language.tag, "Information for residents"):
        yield f"title {page.title()}"
    heads = page.locator("head > link, head > meta, script").evaluate_all("all => all.map((one) => one.outerHTML)")
    outside = " ".join((address, page.title(), *heads))
    yield from banned_words(outside, language)


if __name__ == "__main__":
    sys.exit(main())

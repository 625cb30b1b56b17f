"""Looking closely at a page in a browser: what axe finds, what stands out sideways, what it fetched and said."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries no types
from playwright.sync_api import Page, ViewportSize

AXE = Axe()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = """([only, rules]) => axe.run({ runOnly: only, rules, resultTypes: ["violations"] }).then(
    (found) => found.violations.flatMap((one) => one.nodes.map(
        (node) => `${one.id}: ${node.target} ${node.html} ${node.failureSummary}`)))"""
DESK = 1280
NARROW: ViewportSize = {"width": 320, "height": 640}
SIDEWAYS = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""
KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie,
    (await indexedDB.databases()).length, (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length]"""
NOTHING_KEPT = [0, 0, "", 0, 0, 0]


def findings(page: Page, widths: tuple[int, ...], *more: str) -> list[str]:
    """What axe finds at each width: every rule and these more in the light, those about colour in the dark too."""
    schemes = (
        ("light", RULES, {one: {"enabled": True} for one in more}),
        ("dark", COLOURS | {"values": [*COLOURS["values"], *(one for one in more if one.startswith("color"))]}, {}),
    )
    page.evaluate(AXE.axe_script)
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, only, rules in schemes:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two it knows
            found += [f"{width} {scheme} {one}" for one in page.evaluate(RUN, [only, rules])]
    return found


# The header names features that chromium knows on phones and not on every desk; it says so on the console.
NOT_THE_PAGES = ("Error with Permissions-Policy header: Unrecognized feature",)
AN_ERROR_PAGE = ("Failed to load resource",)  # what an answer with 404, 405, 413 or 422 says on the console


class Watch:
    """Everything a page fetched, and everything it complained about."""

    def __init__(self, page: Page) -> None:
        self.fetched: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda one: self.fetched.append(one.url))
        page.on("pageerror", lambda one: self.complaints.append(str(one)))
        page.on("console", lambda one: self.complaints.append(one.text) if one.type in {"error", "warning"} else None)

    def forget(self) -> None:
        """Begin again with the next page."""
        self.fetched.clear()
        self.complaints.clear()

    def hosts(self) -> set[str]:
        return {urlsplit(one).netloc for one in self.fetched if not one.startswith("data:")}

    def faults(self, allowed: tuple[str, ...] = ()) -> list[str]:
        """The complaints but those that are none of the page's."""
        return [one for one in self.complaints if not one.startswith(NOT_THE_PAGES + allowed)]


def overflow(page: Page) -> dict[str, object]:
    """What stands out sideways as it is, and with the text twice as large."""
    found: dict[str, object] = {}
    for name, size in (("doubled", "225%"), ("as it is", "")):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[name] = page.evaluate(SIDEWAYS)
    return found

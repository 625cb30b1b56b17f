"""Pages to leave to, the ways out, and what a browser's history still shows afterwards."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import CDPSession, Page

FORM = """<!doctype html><html lang="en"><title>A form</title><meta name="viewport" content="width=device-width">
<form autocomplete="off"><label for="text">Text</label><textarea id="text" autocomplete="off"></textarea></form>
<a id="on" href="/weather">On</a></html>"""
WEATHER = '<!doctype html><html lang="en"><title>Weather</title><p id="weather">Sun</p></html>'
ALL_TEXT = """() => document.documentElement.outerHTML + [...document.querySelectorAll("input, textarea, select")]
    .map((field) => field.value).join(" ") + JSON.stringify(history.state)"""
SETTLED = 0.15  # seconds without a new page, after which a browser stands still


class Undefended(http.server.BaseHTTPRequestHandler):
    """A form and a weather page that do nothing to hide what was typed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = (FORM if self.path == "/form" else WEATHER).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def undefended() -> Iterator[str]:
    """The address of a small server of undefended pages."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Undefended) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class History:
    """A page's history, walked as the Back and Forward buttons walk it, with what each entry shows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp: CDPSession = page.context.new_cdp_session(page)

    def addresses(self) -> list[str]:
        return [one["url"] for one in self.cdp.send("Page.getNavigationHistory")["entries"]]

    def go(self, steps: int) -> bool:
        """Go that many steps, as the button does; says whether there was an entry to go to."""
        seen = self.cdp.send("Page.getNavigationHistory")
        wanted = seen["currentIndex"] + steps
        if not 0 <= wanted < len(seen["entries"]):
            return False
        self.cdp.send("Page.navigateToHistoryEntry", {"entryId": seen["entries"][wanted]["id"]})
        self.settle()
        return True

    def settle(self) -> None:
        """Wait until the browser shows one whole page and goes on nowhere by itself."""
        last, still = "", 0
        for _ in range(100):
            self.page.wait_for_timeout(50)
            found = self.cdp.send(
                "Runtime.evaluate",
                {"expression": "document.readyState + location.href + performance.timeOrigin", "returnByValue": True},
            )
            now = str(found.get("result", {}).get("value", ""))
            still = still + 1 if now == last and now.startswith("complete") else 0
            last = now
            if still * 0.05 >= SETTLED:
                return
        raise AssertionError(f"The browser never stands still: {last}")

    def text(self) -> str:
        """Everything the shown page holds: its whole document and the value of every field."""
        found = self.cdp.send("Runtime.evaluate", {"expression": f"({ALL_TEXT})()", "returnByValue": True})
        return str(found["result"]["value"])

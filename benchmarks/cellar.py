"""The page behind a poster on a bad line: when the 112 link is visible, and how the page settles.

Two lines are emulated in chromium: a cellar (50 kbit/s, 2 s latency; bar: 112 visible within 6 s) and a poor one
(400 kbit/s, 400 ms; bars: largest paint within 2.5 s, layout shift at most 0.1). A fresh context each time, median
of five. Ends with 1 when a bar is missed.

Run: python benchmarks/cellar.py
"""

import shutil
import sys
import time
from statistics import median

from ground import command, folder_of_its_own, print_machine, served
from playwright.sync_api import Browser, sync_playwright

from huskurage.settings import shipped
from huskurage.web.language import offered_in

ROUNDS = 5
SEEN, PAINTED, SHIFTED = 6.0, 2.5, 0.1  # the bars: seconds, seconds, share
PHONE = {"width": 360, "height": 640}
PAINTS = """() => { window.paints = { largest: 0, shift: 0 };
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.paints.largest = one.startTime; }))
        .observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.paints.shift += one.value; }))
        .observe({ type: "layout-shift", buffered: true }); }"""


def main() -> int:
    print_machine()
    missed = 0
    with folder_of_its_own() as folder, sync_playwright() as started:
        command(folder, "demo")
        tag = command(folder, "tags").split("\t")[0]
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served(folder, ["-m", "huskurage", "serve"]) as port:
            for language in offered_in(shipped("translations")):
                address = f"http://127.0.0.1:{port}/{language.tag}/{tag}"
                cellar = median(visit(browser, address, 50, 2000)[0] for _ in range(ROUNDS))
                poor = [visit(browser, address, 400, 400) for _ in range(ROUNDS)]
                largest, shift = median(one[1] for one in poor), max(one[2] for one in poor)
                held = cellar <= SEEN and largest <= PAINTED and shift <= SHIFTED
                missed += not held
                print(f"{language.tag:10} cellar: 112 after {cellar:4.1f} s (bar {SEEN:.0f})   poor line: largest "
                      f"paint {largest:4.1f} s (bar {PAINTED}), shift {shift:.3f} (bar {SHIFTED})   "
                      f"{'held' if held else 'MISSED'}", flush=True)  # fmt: skip
        browser.close()
    return 1 if missed else 0


def visit(browser: Browser, address: str, kilobits: int, latency: int) -> tuple[float, float, float]:
    """Seconds until the 112 link is visible, seconds until the largest paint, and the layout shift."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.add_init_script(f"({PAINTS})()")
    line = context.new_cdp_session(page)
    speed = kilobits * 1000 / 8
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency, "downloadThroughput": speed, "uploadThroughput": speed},
    )
    begun = time.monotonic()
    page.goto(address, wait_until="commit", timeout=60_000)
    page.locator('a[href="tel:112"]').first.wait_for(state="visible", timeout=60_000)
    seen = time.monotonic() - begun
    page.wait_for_load_state("networkidle")
    paints = page.evaluate("window.paints")
    context.close()
    return seen, paints["largest"] / 1000, paints["shift"]


if __name__ == "__main__":
    sys.exit(main())

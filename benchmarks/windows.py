"""Windows of three browsers: they write, press and walk their history alike."""

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from playwright.sync_api import Error, Page
from wires import Child, Marionette, Refused

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from journeys.leaving import ALL_TEXT, History

ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"  # the standard's name for a reference to an element
KEYS: Final = {"Escape": "\ue00c", "Shift": "\ue008"}
STILL: Final = 0.5  # seconds without a change after which a browser stands still
WATCH: Final = """(() => { const now = () => performance.timeOrigin + performance.now();
    for (const kind of ["keydown", "click"]) { addEventListener(kind, () => { window.began = now(); }, true); }
    const said = (took) => { window.gone = took; console.log(`gone ${took}`); };
    new MutationObserver(() => { if (!document.documentElement.hasChildNodes()) { const took = now() - window.began;
        requestAnimationFrame(() => requestAnimationFrame(() => said(took))); } })
    .observe(document.documentElement, { childList: true }); return 1; })()"""


class Window:
    """One window of a browser, with a history of its own."""

    def open(self, address: str) -> None:
        raise NotImplementedError

    def write(self, selector: str, text: str) -> None:
        raise NotImplementedError

    def click(self, selector: str) -> None:
        """Press the mouse's button in the middle of the element, and wait for nothing."""
        raise NotImplementedError

    def press(self, key: str, times: int) -> None:
        raise NotImplementedError

    def step(self, name: str) -> None:
        """Back or Forward, as its button does it."""
        raise NotImplementedError

    def run(self, script: str) -> str:
        """The value of an expression on the page."""
        raise NotImplementedError

    def watch(self) -> None:
        """From now on look when the page goes blank."""
        self.run(WATCH)

    def gone(self) -> float | None:
        """Milliseconds from the last key or click until the page was blank and two more frames were drawn."""
        said = self.run("window.gone === undefined ? '' : window.gone")
        return float(said) if said else None

    def where(self) -> str:
        raise NotImplementedError

    def text(self) -> str:
        """Everything the shown page holds: its document and the value of every field."""
        raise NotImplementedError

    def settle(self) -> None:
        """Wait until the browser shows the same page for a while."""
        last, since, until = "", time.monotonic(), time.monotonic() + 20
        while time.monotonic() - since < STILL and time.monotonic() < until:
            time.sleep(0.1)
            now = self.where() + self.text()
            if now != last or "loading" in now[:200]:
                last, since = now, time.monotonic()


class Firefox(Window):
    """Firefox by Marionette: none of its commands needs the page's script."""

    def __init__(self, wire: Marionette) -> None:
        self.wire = wire

    def open(self, address: str) -> None:
        self.wire.say("Navigate", url=address)
        self.settle()

    def write(self, selector: str, text: str) -> None:
        self.wire.say("ElementSendKeys", id=self._one(selector), text=text)

    def click(self, selector: str) -> None:
        self.wire.say("ElementClick", id=self._one(selector))

    def press(self, key: str, times: int) -> None:
        both = [{"type": kind, "value": KEYS[key]} for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": both * times})

    def step(self, name: str) -> None:
        with suppress(Refused):  # there may be nothing to go to
            self.wire.say(name)
        self.settle()

    def run(self, script: str) -> str:
        return str(self.wire.say("ExecuteScript", script=f"return {script}", args=[]))

    def where(self) -> str:
        try:
            return str(self.wire.say("GetCurrentURL"))
        except Refused as refused:
            return f"({refused})"

    def text(self) -> str:
        try:
            source = self.wire.say("GetPageSource")
            fields = [self.wire.say("GetElementProperty", id=one, name="value") for one in self._all("textarea, input")]
        except Refused as refused:
            return f"({refused})"
        return " ".join(str(one) for one in (source, *fields))

    def _one(self, selector: str) -> str:
        found = self._all(selector)
        assert found, f"{selector} is not on {self.where()}"
        return found[0]

    def _all(self, selector: str) -> list[str]:
        found = self.wire.say("FindElements", using="css selector", value=selector)
        assert isinstance(found, list)
        return [one[ELEMENT] for one in found]

    def _act(self, source: dict[str, object]) -> None:
        self.wire.say("PerformActions", actions=[source])


class WebKit(Window):
    """WebKitGTK in a window of its own, with the screen's mouse and keyboard."""

    def __init__(self, wire: Child) -> None:
        self.wire = wire

    def open(self, address: str) -> None:
        self.wire.say("Navigate", url=address)
        time.sleep(STILL)
        self.settle()

    def write(self, selector: str, text: str) -> None:
        self.click(selector)
        time.sleep(STILL)
        self.wire.say("Type", keys=["type", "--delay", "20", text])
        until = time.monotonic() + 10
        while text not in self.text():
            assert time.monotonic() < until, "what was typed did not arrive"
            time.sleep(0.1)

    def click(self, selector: str) -> None:
        until = time.monotonic() + 20
        while True:
            with suppress(Refused):  # the page may only just be coming
                if self.wire.say("Click", selector=selector):
                    return
            assert time.monotonic() < until, f"{selector} is not on {self.where()}: {self.text()[:3000]}"
            time.sleep(0.2)

    def press(self, key: str, times: int) -> None:
        self.wire.say("Type", keys=["key", "--delay", "40", *["Shift_L" if key == "Shift" else key] * times])

    def step(self, name: str) -> None:
        self.wire.say(name)
        time.sleep(STILL)
        self.settle()

    def run(self, script: str) -> str:
        return str(self.wire.say("Run", script=script))

    def watch(self) -> None:
        super().watch()
        self.wire.say("Watch")

    def gone(self) -> float | None:
        """Milliseconds until the screen itself was blank: WebKit may draw no frame for scripts while it waits."""
        at = self.wire.say("Gone")
        return float(str(at)) - float(self.run("window.began")) if at else None

    def where(self) -> str:
        return str(self.wire.say("GetCurrentURL"))

    def text(self) -> str:
        try:
            return str(self.wire.say("Text"))
        except Refused as refused:
            return f"({refused})"


class Chromium(Window):
    """Chromium by Playwright, with its back/forward cache switched on."""

    def __init__(self, page: Page) -> None:
        self.page, self.history = page, History(page)
        self.said: list[str] = []
        page.on("console", lambda one: self.said.append(one.text))

    def open(self, address: str) -> None:
        self.page.goto(address)

    def write(self, selector: str, text: str) -> None:
        self.page.locator(selector).press_sequentially(text)

    def click(self, selector: str) -> None:
        place = self.page.locator(selector)
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def press(self, key: str, times: int) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def step(self, name: str) -> None:
        self.history.go(-1 if name == "Back" else 1)
        self.settle()

    def run(self, script: str) -> str:
        found = self.history.cdp.send("Runtime.evaluate", {"expression": script, "returnByValue": True})
        return str(found["result"].get("value"))

    def gone(self) -> float | None:
        """By what the page said: Chromium answers no question while it waits for the next page."""
        self.page.wait_for_timeout(50)
        return next((float(one.removeprefix("gone ")) for one in self.said if one.startswith("gone ")), None)

    def where(self) -> str:
        self.page.wait_for_timeout(20)  # the address is what the browser last told; let it tell
        return self.page.url

    def text(self) -> str:
        return self.run(f"document.documentElement ? ({ALL_TEXT})() : ''")

    def settle(self) -> None:
        with suppress(Error):
            self.history.settle()

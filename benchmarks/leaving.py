"""Leaving in every browser that is here: whether typed text comes back by Back and Forward, and how soon it is gone.

For Chromium, Firefox and WebKitGTK (the nearest thing to Safari that runs on Linux), over http and https, with script
and without: a form that defends nothing must first bring the text back, or else nothing is proved; then ours is left
by another link, and by every way out, and Back and Forward are walked four times each. A browser starts anew each time.

Needs what is measured: apt-get install chromium firefox-esr xvfb xdotool python3-gi gir1.2-webkit2-4.1

Run: python benchmarks/leaving.py [chromium] [firefox] [webkit] [http] [https]
"""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ground import command, folder_of_its_own, print_machine, served
from openings import Opens, chromium, firefox, webkit
from relay import Relay, Undefended, certificate_in, listening
from sqlalchemy import update
from windows import STILL, Window

from huskurage.store.engine import Database
from huskurage.store.places import Municipality

TYPED = "canary on the fourth floor"
STEPS = ["Back"] * 4 + ["Forward"] * 4
LEAVE, OTHER, SEND = 'a[href="/leave"]', "a[href$='/about']", "button[name=send]"
OPENS: dict[str, Opens] = {"chromium": chromium, "firefox": firefox, "webkit": webkit}
VERSIONS = {
    "chromium": ["chromium", "--version"],
    "firefox": ["firefox-esr", "--version"],
    "webkit": ["/usr/bin/python3", str(Path(__file__).parent / "webkit_window.py"), "version"],
}


@dataclass(frozen=True)
class Place:
    """Where a measurement is made."""

    opens: Opens
    ours: str
    elsewhere: str
    tag: str


def main() -> None:
    print_machine()
    wanted, lines = chosen(OPENS), chosen(("http", "https"))
    rows = []
    print("browser and version         line   script  what is done                came back  blank within")
    with folder_of_its_own() as folder:
        command(folder, "demo")
        tag = command(folder, "tags").split("\t")[0]
        with served(folder, ["-m", "huskurage", "serve"]) as Relay.site:
            for line in lines:
                with two_addresses(folder, certificate_in(folder) if line == "https" else None) as (ours, elsewhere):
                    for name in wanted:
                        rows += measured(name, Place(OPENS[name], ours, elsewhere, tag))
    print("\nFor LEAVING in huskurage/core/assessed.py:")
    for name in dict.fromkeys(row[0] for row in rows):
        print(verdict(name, [row for row in rows if row[0] == name]))


def chosen(from_all: Iterable[str]) -> list[str]:
    """Those that the command names, or all when it names none."""
    everything = list(from_all)
    return [one for one in everything if one in sys.argv[1:]] or everything


@contextmanager
def two_addresses(folder: Path, certificate: Path | None) -> Iterator[tuple[str, str]]:
    """Our site and the undefended one, which is where leaving leads."""
    with listening(Relay, certificate) as ours, listening(Undefended, certificate) as elsewhere:
        database = Database(f"sqlite:///{folder / 'huskurage.db'}", f"sqlite:///{folder / 'keys.db'}")
        with database.writes() as session:
            session.execute(update(Municipality).values(exit_address=f"{elsewhere}/weather"))
            session.commit()
        database.close()
        yield ours, elsewhere


Row = tuple[str, bool, str, bool]  # browser and version, whether with script, what is done, whether the text came back


def measured(name: str, place: Place) -> Iterator[Row]:
    """Every row for one browser on one line, printed as it is found."""
    version = version_of(name)
    if not version:
        print(f"{name} is not here")
        return
    for script in (True, False):
        ways = ("click", "Escape", "Shift") if script else ("click",)
        for done in ("control", "other link", *ways, *(f"{way}, shown again" for way in ways)):
            back = comes_back(place, script=script, done=done)
            blank = f"{blank_after(place, done):6.1f} ms" if script and done in ways else ""
            print(f"{version:28}{place.ours.partition(':')[0]:7}{'yes' if script else 'no':8}{done:28}"
                  f"{'yes' if back else 'no':11}{blank}", flush=True)  # fmt: skip
            yield version, script, done, bool(back)


def comes_back(place: Place, *, script: bool, done: str) -> list[str]:
    """The steps in history after which the text is there again."""
    with place.opens(script, True) as window:
        if done == "control":
            window.open(f"{place.elsewhere}/form")
            window.write("#text", TYPED)
            window.click("#on")
        else:
            write(window, place)
            if done.endswith("shown again"):
                window.click(SEND)
                wait(window, lambda: 'role="alert"' in window.text())
            Relay.asked.clear()
            go(window, done)
        there = f"{place.elsewhere}/weather" if done != "other link" else f"{place.ours}/sv/{place.tag}/about"
        wait(window, lambda: window.where() == there and TYPED not in window.text())
        if done not in {"control", "other link"}:
            assert ("/leave" in Relay.asked) is not script, "the page between is for those without script alone"
        window.settle()
        found = []
        for number, step in enumerate(STEPS, 1):
            window.step(step)
            if TYPED in window.text():
                found.append(f"{number} {step}")
        return found


def write(window: Window, place: Place) -> None:
    """Come to the form as people do, and type in both fields that one may type into."""
    window.open(f"{place.ours}/sv/{place.tag}")
    window.open(f"{place.ours}/sv/{place.tag}/write")
    window.write("#floor", TYPED)
    window.write("#text", f"{TYPED} 070-174 06 05")


def go(window: Window, done: str) -> None:
    way = done.partition(",")[0]
    if way in {"click", "other link"}:
        window.click(LEAVE if way == "click" else OTHER)
        return
    if way == "Shift":
        window.click("h1")  # out of every field
        time.sleep(STILL)
    window.press(way, 3)


def blank_after(place: Place, way: str) -> float:
    """Milliseconds from the key or the click until nothing is left of the page, while the network answers nothing."""
    Relay.go_on.clear()
    Relay.stalled.set()
    try:
        with place.opens(True, False) as window:
            write(window, place)
            window.watch()
            go(window, way)
            wait(window, lambda: window.gone() is not None)
            assert window.where().endswith("/write"), "the network has answered: this proves nothing"
            return window.gone() or 0.0
    finally:
        Relay.go_on.set()
        Relay.stalled.clear()


def wait(window: Window, until: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not until():
        assert time.monotonic() < end, f"waited in vain on {window.where()}"
        time.sleep(0.1)


def version_of(name: str) -> str:
    if not shutil.which(VERSIONS[name][0]):
        return ""
    said = subprocess.run(VERSIONS[name], capture_output=True, text=True, check=False).stdout
    return " ".join(re.findall(r"Chromium|Firefox|WebKitGTK|[\d.]+esr|\d[\d.]+", said)[:2])


def verdict(name: str, rows: list[Row]) -> str:
    """The line to write, or why there is none."""
    browser, version = name.split()
    said = {}
    for script in (True, False):
        mine = [(row[2], row[3]) for row in rows if row[1] is script]
        if not all(back for done, back in mine if done == "control"):
            return f"# {name}: the undefended form did not bring the text back, script {script}: nothing is proved"
        left = [(done, back) for done, back in mine if done not in {"control", "other link"}]
        said[script] = not any(back for done, back in left if script or "shown again" not in done)
        after_send = not any(back for done, back in left if "shown again" in done)
    today = datetime.now(UTC).date()
    return (f'Leaving("{browser}", "{version}", date({today.year}, {today.month}, {today.day}), '
            f"with_script={said[True]}, without_script={said[False]}, after_send={after_send}),")  # fmt: skip


if __name__ == "__main__":
    main()

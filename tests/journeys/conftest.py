"""One chromium and one loaded demo for all journeys, one server for each module, and contexts that nobody shares."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from journeys.lived import Lived, live_in
from journeys.serving import Server, command, serving
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE: ViewportSize = {"width": 360, "height": 640}


class Opens(Protocol):
    """Opens a page in a browser context of its own."""

    def __call__(self, server: Server, **settings: object) -> Page: ...


@pytest.fixture(scope="session")
def chromium_path() -> str:
    found = shutil.which("chromium") or shutil.which("chromium", path="/usr/bin")
    if found is None:
        words = "NO BROWSER TEST RUNS: chromium is not installed (sh tests/journeys/install-browser.sh)"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def demo(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as `huskurage demo` loads it, once for all."""
    del chromium_path  # nothing is loaded when there is no browser
    folder = tmp_path_factory.mktemp("demo")
    command(folder, "demo")
    return folder


@pytest.fixture(scope="module")
def server(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(demo, tmp_path_factory.mktemp("site") / "data") as started:
        yield started


@pytest.fixture(scope="session")
def lived(demo: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """A demo with concerns, questions and print jobs in it, once for all."""
    return live_in(demo, tmp_path_factory.mktemp("lived"), chromium)


@pytest.fixture(scope="module")
def busy(lived: Lived, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Lived]]:
    """A server on a copy of the lived-in demo, and what its people know."""
    with serving(lived.folder, tmp_path_factory.mktemp("busy") / "data") as started:
        yield started, replace(lived, spare=list(lived.spare))


@pytest.fixture
def opens(chromium: Browser) -> Iterator[Opens]:
    contexts: list[BrowserContext] = []

    def one(server: Server, **settings: object) -> Page:
        context = chromium.new_context(**{"base_url": server.address, "viewport": PHONE} | settings)  # type: ignore[arg-type]  # Playwright's own settings
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield one
    for context in contexts:
        context.close()

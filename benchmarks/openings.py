"""Browsers started with nothing remembered, and ended: each gives one window."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright
from windows import Chromium, Firefox, WebKit, Window
from wires import Child, Marionette

# Firefox as people have it, without the settings that make tests quick; only its questions at the start are left out.
PREFERENCES: Final = {
    "remote.prefs.recommended": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
}

Opens = Callable[[bool, bool], AbstractContextManager[Window]]


@contextmanager
def firefox(script: bool, waits: bool) -> Iterator[Window]:  # noqa: FBT001 - called by position, like the others
    wanted = {"acceptInsecureCerts": True, "pageLoadStrategy": "normal" if waits else "none",
              "unhandledPromptBehavior": "accept"}  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="profile-", ignore_cleanup_errors=True) as profile:
        port = free_port()
        settings = PREFERENCES | {"marionette.port": port, "javascript.enabled": script}
        lines = [f'user_pref("{name}", {str(value).lower()});' for name, value in settings.items()]
        Path(profile, "user.js").write_text("\n".join(lines))
        words = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", profile, "about:blank"]
        with running(words, HOME=profile):
            wire = Marionette(port, wanted)
            yield Firefox(wire)
            wire.close()


@contextmanager
def webkit(script: bool, waits: bool) -> Iterator[Window]:  # noqa: FBT001 - like the others
    del waits  # it never does
    words = ["/usr/bin/python3", str(Path(__file__).parent / "webkit_window.py"), *(["script"] if script else [])]
    with tempfile.TemporaryDirectory(prefix="profile-", ignore_cleanup_errors=True) as home, screen() as display:
        homes = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home)
        with running(words, DISPLAY=display, NO_AT_BRIDGE="1", **homes) as child:
            yield WebKit(Child(child))


@contextmanager
def chromium(script: bool, waits: bool) -> Iterator[Window]:  # noqa: FBT001 - like the others
    del waits
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"],
            ignore_default_args=["--disable-back-forward-cache"],
        )  # fmt: skip
        context = browser.new_context(ignore_https_errors=True, java_script_enabled=script)
        yield Chromium(context.new_page())
        browser.close()


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    child = subprocess.Popen(words, pass_fds=[writing], stderr=subprocess.DEVNULL)
    try:
        yield f":{os.read(reading, 16).decode().strip()}"
    finally:
        child.terminate()
        child.wait()
        os.close(reading)
        os.close(writing)


@contextmanager
def running(words: list[str], **changes: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a program in a process group of its own until the block ends."""
    child = subprocess.Popen(
        words, env=os.environ | changes, start_new_session=True, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield child
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, 15)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 9)
            child.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""A window of WebKitGTK as its programs have one, told what to do in lines of JSON; run by Debian's own Python.

WebKit's WebDriver is not used: a page that it controls is never kept for Back, so that nothing could be shown.
"""

import json
import subprocess
import sys
import time

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gdk, GLib, Gtk, WebKit2  # noqa: E402 - which versions has to be said first

ALL = """document.documentElement === null ? "" : document.readyState + document.documentElement.outerHTML
    + [...document.querySelectorAll("input, textarea, select")].map((field) => field.value).join(" ")"""
MIDDLE = """(() => { const one = document.querySelector(%s); if (!one) { return ""; }
    one.scrollIntoView({ block: "center" }); const at = one.getBoundingClientRect();
    return `${Math.round(at.x + at.width / 2)} ${Math.round(at.y + at.height / 2)}`; })()"""
WORLD = "the one who looks"
SIZE = (900, 900)
STRIP = (160, 0, 64, 900)  # where the words of a page begin, from top to bottom


class Window:
    def __init__(self, *, script: bool) -> None:
        self.view = WebKit2.WebView()
        settings = self.view.get_settings()
        settings.set_enable_javascript_markup(script)  # the page's own scripts; what looks at the page is none of them
        assert settings.get_enable_page_cache()
        context = self.view.get_context()
        context.get_website_data_manager().set_tls_errors_policy(WebKit2.TLSErrorsPolicy.IGNORE)
        self.frame = Gtk.Window(type=Gtk.WindowType.POPUP)  # nothing around it: there is nobody to manage windows
        self.frame.add(self.view)
        self.frame.resize(*SIZE)
        self.frame.show_all()
        self.view.grab_focus()

    def Navigate(self, answer, url) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        """Answers when the page is there, or says why it is not."""

        def changed(_view, event) -> None:  # noqa: ANN001 - gi has no types
            if event == WebKit2.LoadEvent.FINISHED:
                for one in heard:
                    self.view.disconnect(one)
                answer(None, self.failure)

        def failed(_view, _event, _address, error) -> bool:  # noqa: ANN001 - gi has no types
            self.failure = error.message
            return False

        self.failure = ""
        heard = [self.view.connect("load-changed", changed), self.view.connect("load-failed", failed)]
        self.view.load_uri(url)

    def GetCurrentURL(self, answer) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        answer(self.view.get_uri() or "")

    def Back(self, answer) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        self.view.go_back()
        answer(None)

    def Forward(self, answer) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        self.view.go_forward()
        answer(None)

    def Run(self, answer, script) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        def done(view, result) -> None:  # noqa: ANN001 - gi has no types
            try:
                answer(view.evaluate_javascript_finish(result).to_string())
            except GLib.Error as error:
                answer(None, error.message)

        self.view.evaluate_javascript(script, -1, WORLD, None, None, done)

    def Text(self, answer) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        self.Run(answer, ALL)

    def Click(self, answer, selector) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        """Press the real button of the screen's mouse in the middle of the element."""

        def found(place, error="") -> None:  # noqa: ANN001 - gi has no types
            if place:
                x, y = (int(float(one)) for one in place.split())
                at = self.view.translate_coordinates(self.frame, x, y)
                subprocess.Popen(["xdotool", "mousemove", str(at[0]), str(at[1]), "sleep", "0.1", "click", "1"])
            answer(bool(place), error)

        self.Run(found, MIDDLE % json.dumps(selector))

    def Watch(self, answer) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        """Look at the screen until it shows nothing, and remember when, in milliseconds since 1970."""
        self.blank_at = None

        def look() -> bool:
            root = Gdk.get_default_root_window()
            pixels = Gdk.pixbuf_get_from_window(root, *STRIP).get_pixels()
            if pixels.count(pixels[:1]) == len(pixels):
                self.blank_at = time.time() * 1000
            return self.blank_at is None

        GLib.timeout_add(10, look, priority=GLib.PRIORITY_LOW)  # drawing goes first
        answer(None)

    def Gone(self, answer) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        answer(self.blank_at)

    def Type(self, answer, keys) -> None:  # noqa: ANN001, N802 - no types there, and a command's name
        """Press keys of the screen's keyboard."""
        self.frame.get_window().focus(0)
        subprocess.Popen(["xdotool", "windowfocus", str(self.frame.get_window().get_xid()), *keys])
        answer(None)


def main() -> None:
    if "version" in sys.argv:
        parts = (WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
        print("WebKitGTK", ".".join(map(str, parts)))
        return
    window = Window(script="script" in sys.argv)

    def hear(channel, _condition) -> bool:  # noqa: ANN001 - gi has no types
        line = channel.readline()
        if not line:
            Gtk.main_quit()
            return False
        command, words = json.loads(line)
        getattr(window, command)(lambda value, error="": print(json.dumps([error, value]), flush=True), **words)
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, hear)
    Gtk.main()


main()

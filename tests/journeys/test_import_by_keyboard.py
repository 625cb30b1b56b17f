"""Bo and Cleo import a list with the keyboard alone, with script and without, and undo it again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from journeys.conftest import Opens
from journeys.serving import Server
from journeys.test_keyboard import Keys
from journeys.walking import sign_in
from journeys.words import say
from playwright.sync_api import FileChooser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LIST = "Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter\nTangentgatan;1;{door};777 30;Lindbacka;9\n"


def listen_for_chooser(page: Page) -> Callable[[], FileChooser]:
    """Begins to listen at once: `expect_file_chooser` beside the key press was sometimes later than the press."""
    seen: list[FileChooser] = []

    def keep(chooser: FileChooser) -> None:
        seen.append(chooser)

    def first() -> FileChooser:
        for _ in range(100):
            if seen:
                return seen[0]
            page.wait_for_timeout(100)
        raise AssertionError("no file was asked for within ten seconds")

    page.on("filechooser", keep)
    return first


@pytest.mark.parametrize(("script", "door"), [(True, "A"), (False, "B")], ids=["script", "no-script"])
def test_a_list_is_imported_and_undone_by_keyboard(
    opens: Opens, server: Server, tmp_path: Path, *, script: bool, door: str
) -> None:
    (tmp_path / "hus.csv").write_text(LIST.format(door=door), encoding="utf-8")
    page = opens(server, locale="sv-SE", java_script_enabled=script, viewport={"width": 1280, "height": 800})
    chooser = listen_for_chooser(page)
    sign_in(page, server, "Bo" if script else "Cleo")
    page.goto("/staff/houses/import/")
    keys = Keys(page)
    keys.to(say("sv", "Your list of houses, XLSX or CSV"))
    page.keyboard.press("Enter")
    chooser().set_files(tmp_path / "hus.csv")
    keys.press(say("sv", "Read the file"))
    expect(page.locator("h1")).to_have_text(say("sv", "What the columns mean"))
    keys.press(say("sv", "Go on"))
    expect(page.locator("h1")).to_have_text(say("sv", "What would happen"))
    keys.press(say("sv", "Confirm: save %(count)s stairwells") % {"count": 1})
    expect(page.locator("h1")).to_have_text(say("sv", "The houses are saved"))
    keys.press(say("sv", "Undo the import"))
    expect(page.locator("h1")).to_have_text(say("sv", "The import is undone"))

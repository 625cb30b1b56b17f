"""Asta covers what may not be shown, looks at the bars, and takes out a PDF in which nothing is under them."""

import re

import pytest
from doing import Desk, Neighbour, code_on
from papers import text_of
from sqlalchemy import select
from town import MORNING

from huskurage.store.audit import AuditEvent
from huskurage.store.engine import Database
from huskurage.store.reports import Entry, EntryKind

TEXT = "Anna Berg screams\nevery night on the third floor"
COVERED = TEXT.replace("Anna Berg", "⟦Anna Berg⟧").replace("third", "[[third]]")


@pytest.fixture
def report(neighbour: Neighbour, asta: Desk) -> str:
    assert code_on(neighbour.send(TEXT, floor="third", heard_by="me", children="yes"))
    (path,) = asta.reports()
    return path


@pytest.fixture
def entry(asta: Desk, report: str) -> str:
    (found,) = re.findall(r'name="entry" value="(\w+)" checked', asta.see(f"{report}/copy"))
    return found


def acts(database: Database) -> list[str]:
    with database.reads() as session:
        found = session.scalars(select(AuditEvent).where(AuditEvent.object_kind == "report").order_by(AuditEvent.id))
        return [event.act.value for event in found]


def test_choosing_shows_no_text_and_marking_does_and_is_logged(
    asta: Desk, report: str, entry: str, database: Database
) -> None:
    assert "Anna" not in asta.see(f"{report}/copy")
    page = asta.press(f"{report}/copy", entry=entry).get_data(as_text=True)
    assert f"\n{TEXT}</textarea>" in page
    assert acts(database) == ["report_read"]
    assert asta.press(f"{report}/copy").status_code == 422
    assert asta.press(f"{report}/copy", entry="0" * 32).status_code == 404


def test_what_could_tell_who_wrote_is_covered_from_the_start(asta: Desk, report: str, entry: str) -> None:
    page = asta.press(f"{report}/copy", entry=entry).get_data(as_text=True)
    assert re.findall(r'name="fact" value="(\w+)" checked', page) == ["about", "happening", "children"]


def test_the_preview_has_bars_of_one_width_and_says_nothing_under_them(asta: Desk, report: str, entry: str) -> None:
    page = asta.press(f"{report}/copy/preview", **{f"text-{entry}": COVERED}, fact="children").get_data(as_text=True)
    shown = page.split('class="thread"')[1].split("</ol>")[0]
    assert "Anna" not in shown
    assert shown.count('<span class="bar-over">covered</span>') == 2
    assert page.split('class="thread"')[0].count("bar-over") == 7


def test_the_pdf_holds_nothing_that_was_covered(asta: Desk, report: str, entry: str, database: Database) -> None:
    fields = {f"text-{entry}": COVERED.replace("\n", "\r\n")}
    answer = asta.press(f"{report}/copy/file", **fields, fact=["children", "happening"])
    assert answer.headers["Content-Disposition"] == f'attachment; filename="kopia-{MORNING.date()}.pdf"'
    page = "".join(text_of(answer.get_data()))
    assert "screams" in page
    assert not [word for word in ("Anna", "Berg", "third", "Kyrkogatan") if word in page]
    assert acts(database) == ["copy_redacted"]


@pytest.mark.parametrize(
    "wrong", ["Anna Berg sings", "", COVERED.replace("⟧", ""), COVERED + "!", COVERED.replace("[[", "]]")]
)
def test_a_text_that_was_changed_or_marked_unevenly_is_refused_and_kept(
    asta: Desk, report: str, entry: str, database: Database, wrong: str
) -> None:
    for step in ("preview", "file"):
        answer = asta.press(f"{report}/copy/{step}", **{f"text-{entry}": wrong})
        assert answer.status_code == 422
        assert f"\n{wrong}</textarea>" in answer.get_data(as_text=True)
    assert acts(database) == []


def test_from_the_preview_one_comes_back_with_the_marks_kept(asta: Desk, report: str, entry: str) -> None:
    answer = asta.press(f"{report}/copy/preview", **{f"text-{entry}": COVERED}, fact="floor", again="1")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f"\n{COVERED}</textarea>" in page
    assert re.findall(r'name="fact" value="(\w+)" checked', page) == ["floor"]


def test_a_copy_of_nothing_or_of_others_entries_is_refused(asta: Desk, report: str, database: Database) -> None:
    assert asta.press(f"{report}/copy/file").status_code == 422
    assert asta.press(f"{report}/copy/file", **{f"text-{'0' * 32}": "x"}).status_code == 404
    assert acts(database) == ["report_read_refused"]


def test_facts_that_do_not_open_are_said_to_and_never_copied_as_unknown(
    asta: Desk, report: str, entry: str, database: Database
) -> None:
    with database.writes.begin() as session:
        for one in session.scalars(select(Entry).where(Entry.kind == EntryKind.CONCERN)):
            one.ciphertext = one.ciphertext[::-1]
    shut = "This part does not open"
    nothing = asta.see(f"{report}/copy")
    assert ("Nothing of this report can be copied." in nothing, "Show the texts" in nothing) == (True, False)
    asta.press(f"{report}/note", text="Called the school")
    page = asta.see(f"{report}/copy")
    assert (entry in page, shut in page) == (False, True)
    (note,) = re.findall(r'name="entry" value="(\w+)"', page)
    marking = asta.press(f"{report}/copy", entry=note).get_data(as_text=True)
    assert ('name="fact"' in marking, shut in marking) == (False, True)
    words = {f"text-{note}": "Called the school"}
    assert shut in asta.press(f"{report}/copy/preview", **words).get_data(as_text=True)
    assert asta.press(f"{report}/copy/file", **words).status_code == 200
    assert asta.press(f"{report}/copy/preview", **words, fact="children").status_code == 404
    assert asta.press(f"{report}/copy/file", **words, fact="children").status_code == 404

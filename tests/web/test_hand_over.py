"""Asta hands a report over on the site: who may receive it, what goes along, the document, and the register."""

import json
import re
from typing import Any

import pytest
from doing import Desk, Neighbour, code_on
from flask import Flask
from papers import text_of
from sqlalchemy import select
from town import MORNING, Clock

from huskurage.core.documents import digest_of
from huskurage.core.lifecycle import State
from huskurage.core.paper import draw_document, layout_of
from huskurage.core.receivers import ReceiverKind
from huskurage.core.verifying import Looks, verify
from huskurage.settings import shipped
from huskurage.store.audit import AuditEvent
from huskurage.store.engine import Database
from huskurage.store.places import Receiver
from huskurage.store.reports import Entry, EntryKind, Report
from huskurage.web.handover.paperwords import paper_words

ARABIC = "أسمع صوت ضرب كل ليلة"
INTAKE = {"kind": "intake_adults", "name": "Mottagningen vuxna", "reached_by": "08-465 004 02", "accepts": "Adults"}
TODAY = MORNING.date().isoformat()


@pytest.fixture
def code(neighbour: Neighbour) -> str:
    neighbour.language = "ar"
    return code_on(neighbour.send(ARABIC, floor="third"))


@pytest.fixture
def report(code: str, asta: Desk, adam: Desk) -> str:
    assert code
    assert adam.press("/staff/receivers/", **INTAKE).status_code == 303
    adam.press("/staff/receivers/", **INTAKE | {"kind": "barnahus", "name": "The children's house"})
    (path,) = asta.reports()
    asta.press(f"{path}/read")
    return path


def named(database: Database, kind: ReceiverKind) -> int:
    with database.reads() as session:
        return session.scalars(select(Receiver.id).where(Receiver.kind == kind)).one()


def parts(asta: Desk, report: str) -> list[str]:
    """What is ticked from the start."""
    return re.findall(r'name="part" value="(\w+)" checked', asta.see(f"{report}/hand-over"))


@pytest.fixture
def chosen(asta: Desk, report: str, database: Database) -> dict[str, Any]:
    """The hand-over form, filled in."""
    return {"receiver": named(database, ReceiverKind.INTAKE_ADULTS), "way": "by_hand", "day": TODAY,
            "reference": "SOC-7", "part": parts(asta, report)}  # fmt: skip


def acts(database: Database) -> list[str]:
    with database.reads() as session:
        found = session.scalars(select(AuditEvent).where(AuditEvent.object_kind == "report").order_by(AuditEvent.id))
        return [event.act.value for event in found]


def test_the_whole_way_from_the_choice_to_the_document(
    app: Flask, asta: Desk, report: str, chosen: dict[str, Any], database: Database
) -> None:
    answer = asta.press(f"{report}/hand-over", **chosen)
    assert answer.status_code == 303
    page = asta.see(answer.headers["Location"])
    assert "Handed over to Mottagningen vuxna" in page
    pdf = asta.press(f"{answer.headers['Location']}.pdf")
    content = asta.press(f"{answer.headers['Location']}.json").get_data()
    assert digest_of(content) in re.sub(r"\s", "", page)
    assert json.loads(content)["entries"][0]["text"] == ARABIC
    assert ARABIC in " ".join("".join(text_of(pdf.get_data())).split())
    with app.app_context():
        words = paper_words()
    posters = shipped("posters")
    found = verify(
        pdf.get_data(), draw=lambda one: draw_document(one, words=words, posters_dir=posters),
        layout=layout_of(words, posters),
    )  # fmt: skip
    assert (found.looks, found.printed_fits, found.digest) == (Looks.SAME, True, digest_of(content))
    assert acts(database) == ["report_read", "report_handed_over", "report_exported", "report_exported"]


def test_a_document_has_a_neutral_name_and_is_kept_by_nobody(asta: Desk, report: str, chosen: dict[str, Any]) -> None:
    place = asta.press(f"{report}/hand-over", **chosen).headers["Location"]
    for kind in ("pdf", "json"):
        answer = asta.press(f"{place}.{kind}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="handling-{TODAY}.{kind}"'
        assert answer.headers["Cache-Control"] == "no-store"
    assert asta.status(f"{place}.pdf") == 404, "to take it out is logged, so it is no plain address"


def test_the_thread_shows_to_whom_and_the_neighbour_that_it_was_passed_on(
    asta: Desk, report: str, chosen: dict[str, Any], neighbour: Neighbour, code: str
) -> None:
    asta.press(f"{report}/hand-over", **chosen)
    page = asta.press(f"{report}/read").get_data(as_text=True)
    assert "Mottagningen vuxna" in page
    assert "SOC-7" in page
    assert "Mottagningen" not in neighbour.come_back(code, open="1").get_data(as_text=True)


def test_notes_are_not_ticked_from_the_start(asta: Desk, report: str) -> None:
    asta.press(f"{report}/note", text="Ours alone")
    assert len(parts(asta, report)) == 2
    assert len(re.findall('name="part"', asta.see(f"{report}/hand-over"))) == 3


def test_the_texts_are_shown_only_on_request_logged_and_with_the_choice_kept(
    asta: Desk, report: str, database: Database
) -> None:
    assert ARABIC not in asta.see(f"{report}/hand-over")
    page = asta.press(f"{report}/hand-over/texts", reference="SOC-9").get_data(as_text=True)
    assert ARABIC in page
    assert 'value="SOC-9"' in page
    assert acts(database) == ["report_read", "report_read"]


def test_whoever_starts_from_an_open_case_is_shown_closed_and_refused(
    asta: Desk, report: str, chosen: dict[str, Any], database: Database
) -> None:
    page = asta.see(f"{report}/hand-over")
    assert "Not yet: starts from a police report or an open case." in page
    later = chosen | {"receiver": named(database, ReceiverKind.BARNAHUS)}
    refused = asta.press(f"{report}/hand-over", **later)
    assert refused.status_code == 422
    assert "The children&#39;s house starts from a police report or an open case." in refused.get_data(as_text=True)
    asta.press(f"{report}/hand-over", **chosen)
    assert asta.press(f"{report}/hand-over", **later).status_code == 303


@pytest.mark.parametrize(("field", "wrong"), [
    ("receiver", ""), ("receiver", "x"), ("receiver", "999999999999999999999"), ("way", ""), ("way", "dove"),
    ("day", ""), ("day", "2026-11-24"), ("day", "soon"), ("part", []), ("reference", "x" * 61),
    ("registry_number", "x" * 61),
])  # fmt: skip
def test_what_is_missing_or_wrong_is_said_and_the_rest_kept(
    asta: Desk, report: str, chosen: dict[str, Any], database: Database, field: str, wrong: Any
) -> None:
    answer = asta.press(f"{report}/hand-over", **chosen | {field: wrong})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "The report has not been handed over." in page
    assert field == "reference" or 'value="SOC-7"' in page
    with database.reads() as session:
        assert session.scalars(select(Report.state)).one() is State.READ


def test_a_retired_receiver_is_not_offered_and_not_taken(
    asta: Desk, adam: Desk, report: str, chosen: dict[str, Any]
) -> None:
    place = f"/staff/receivers/{chosen['receiver']}"
    adam.press(f"{place}/retire")
    assert "Mottagningen vuxna" not in asta.see(f"{report}/hand-over")
    assert asta.press(f"{report}/hand-over", **chosen).status_code == 422
    adam.press(f"{place}/retire")
    assert "Mottagningen vuxna" in asta.see(f"{report}/hand-over")


def test_entries_of_other_reports_are_not_found(asta: Desk, report: str, chosen: dict[str, Any]) -> None:
    assert asta.press(f"{report}/hand-over", **chosen | {"part": ["0" * 32]}).status_code == 404
    assert asta.status(f"{report}/hand-over/{'0' * 32}") == 404
    assert asta.press(f"{report}/hand-over/{'0' * 32}.pdf").status_code == 404


def test_what_nobody_has_read_cannot_be_handed_over(asta: Desk, report: str, neighbour: Neighbour) -> None:
    neighbour.send("Second")
    (new,) = [one for one in asta.reports() if one != report]
    assert asta.status(f"{new}/hand-over") == 409
    assert "Hand over" not in asta.see(new).split("<h1>")[1]


def test_a_receiver_is_changed_and_wrong_ones_are_refused(adam: Desk, report: str, database: Database) -> None:
    assert report
    place = f"/staff/receivers/{named(database, ReceiverKind.INTAKE_ADULTS)}"
    assert adam.press(place, **INTAKE | {"name": ""}).status_code == 422
    assert adam.press("/staff/receivers/", **INTAKE | {"kind": "landlord"}).status_code == 422
    assert adam.press(place, **INTAKE | {"name": "Vuxenenheten"}).status_code == 303
    assert "Vuxenenheten" in adam.see("/staff/receivers/")
    assert "Vuxenenheten" in adam.see(place)
    assert adam.status("/staff/receivers/999999") == adam.status("/staff/receivers/99999999999999999999") == 404


def test_a_registry_number_is_noted_after_the_hand_over_and_not_before(
    asta: Desk, report: str, chosen: dict[str, Any], database: Database
) -> None:
    assert asta.press(f"{report}/registry", number="SN 2026/00417").status_code == 409
    assert asta.press(f"{report}/hold", why="Somebody has asked to see it").status_code == 409
    assert "held_back" not in "".join(acts(database))
    asta.press(f"{report}/hand-over", **chosen)
    for fields in ({}, {"number": "SN 1", "reason": "advertising"}, {"number": "x" * 61}):
        assert asta.press(f"{report}/registry", **fields).status_code == 422
    assert asta.press(f"{report}/registry", number="SN 2026/00417").status_code == 303
    assert "SN 2026/00417" in asta.see(f"{report}/registry")
    assert "noted 23 Nov" in asta.see(report)
    with database.reads() as session:
        assert session.scalars(select(Report.registered_on)).one() == MORNING.date()


def test_landlords_and_administrators_reach_no_document(
    bo: Desk, adam: Desk, asta: Desk, report: str, chosen: dict[str, Any], clock: Clock
) -> None:
    place = asta.press(f"{report}/hand-over", **chosen).headers["Location"]
    clock.move(seconds=40)
    for desk in (bo, adam):
        for path in (place, f"{report}/hand-over", f"{report}/copy", f"{report}/registry", "/staff/purge/"):
            assert desk.status(path) == 404
        assert desk.press(f"{place}.pdf").status_code == 404


def damage(database: Database, kind: EntryKind) -> None:
    """Somebody has changed the database."""
    with database.writes.begin() as session:
        for entry in session.scalars(select(Entry).where(Entry.kind == kind)):
            entry.ciphertext = entry.ciphertext[::-1]


@pytest.mark.parametrize("kind", [EntryKind.NOTE, EntryKind.CONCERN, EntryKind.HANDOVER])
def test_one_damaged_part_does_not_keep_the_others_from_going_along(
    asta: Desk, report: str, chosen: dict[str, Any], database: Database, kind: EntryKind
) -> None:
    asta.press(f"{report}/note", text="Called the school")
    offered = re.findall(r'name="part" value="(\w{32})"', asta.see(f"{report}/hand-over"))
    asta.press(f"{report}/hand-over", **chosen)
    damage(database, kind)
    page = asta.see(f"{report}/hand-over")
    assert ("This part does not open" in page) is (kind is not EntryKind.HANDOVER)
    assert [asta.status(f"{report}/{room}") for room in ("copy", "registry")] == [200, 200]
    opening = re.findall(r'name="part" value="(\w{32})"', page)
    assert len(opening) == len(offered) - (kind is not EntryKind.HANDOVER)
    assert asta.press(f"{report}/hand-over", **chosen | {"part": opening[-1:]}).status_code == 303
    if kind is EntryKind.CONCERN:
        assert asta.press(f"{report}/hand-over", **chosen | {"part": ["facts"]}).status_code == 404

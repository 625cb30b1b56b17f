"""The recovery kit step by step: the code is in answers alone, and nothing is skipped."""

import re

import pypdfium2
import pytest
from doing import Desk
from sqlalchemy import delete, select
from town import OFFICE, Town, hidden

from huskurage.core.hours import hours_from_json
from huskurage.core.keys import group_numbers
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.base import Base
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox, Opening, Receives
from huskurage.store.people import Account
from huskurage.web.database import transaction

FIRST = "/staff/openings/1"
CODE = re.compile(r"(?:[2-9A-HJKMNP-TW-Z]{4}-){7}[2-9A-HJKMNP-TW-Z]{4}")


@pytest.fixture
def made(asta: Desk) -> str:
    """The address of an inbox that Asta has just made."""
    answer = asta.press("/staff/openings/new", name="Barn och unga", receives="children")
    assert answer.status_code == 303
    return str(answer.headers["Location"]).removesuffix("/kit")


@pytest.fixture
def code(asta: Desk, made: str) -> str:
    page = asta.press(f"{made}/kit", kit=hidden(asta.see(f"{made}/kit"), "kit"))
    return hidden(page.get_data(as_text=True), "carried")


def text_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def two_groups(code: str) -> dict[str, str]:
    groups, (first, second) = code.split("-"), group_numbers(code)
    return {"first": groups[first - 1].lower(), "second": f" {groups[second - 1]} "}


def test_a_new_inbox_is_astas_alone_and_not_live(asta: Desk, made: str, database: Database) -> None:
    with database.reads() as session:
        inbox = session.get_one(Inbox, int(made.rpartition("/")[2]))
        assert (inbox.name, inbox.receives, inbox.live, inbox.kit) == ("Barn och unga", Receives.CHILDREN, False, None)
        assert [one.name for one in inbox.keyholders] == ["Asta"]
        assert hours_from_json(inbox.hours) == OFFICE
    assert asta.press(f"{made}/kit/live").status_code == 422


@pytest.mark.parametrize("wrong", [
    {}, {"name": "", "receives": "all"}, {"name": "X"}, {"name": "X", "receives": "x"},
    {"name": "x" * 121, "receives": "all"}, {"name": "LINDBACKA", "receives": "all"},
])  # fmt: skip
def test_an_inbox_needs_a_name_of_its_own_and_what_it_receives(
    asta: Desk, database: Database, wrong: dict[str, str]
) -> None:
    assert asta.press("/staff/openings/new", **wrong).status_code == 422
    with database.reads() as session:
        assert len(session.scalars(select(Inbox)).all()) == 1


def test_the_whole_way_from_paper_to_live(asta: Desk, made: str, code: str, database: Database) -> None:
    assert asta.press(f"{made}/kit/live").status_code == 422
    assert asta.press(f"{made}/kit/papers", carried=code).status_code == 200
    typed = asta.press(f"{made}/kit/typed", carried=code, **two_groups(code))
    assert typed.headers["Location"] == f"{made}/kit/test"
    tried = asta.press(f"{made}/kit/test", code=code.replace("-", " ").lower())
    assert tried.headers["Location"] == f"{made}/kit/live"
    refused = asta.press(f"{made}/kit/live")
    assert (refused.status_code, "nobody is on duty tonight" in refused.get_data(as_text=True)) == (422, True)
    with transaction(database) as session:
        session.get_one(Inbox, int(made.rpartition("/")[2])).away_text = "Ring 08-465 004 10"
    assert asta.press(f"{made}/kit/live").headers["Location"] == made
    assert "All is well" in asta.see(made)
    assert "It takes concerns already" in asta.see(f"{made}/kit/live")


def test_the_paper_has_two_pages_with_the_code_in_groups_and_a_neutral_outside(
    asta: Desk, made: str, code: str
) -> None:
    answer = asta.press(f"{made}/kit/print", carried=code)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="reservnyckel.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    pages = text_of(answer.get_data())
    assert len(pages) == 2
    for page in pages:
        assert re.findall(r"\b[2-9A-Z]{4}\b", page)[:8] == code.split("-")
        assert "Barn och unga" in page
        assert not re.search(r"våld|polis|misshandel|orosanmäl|huskurage", page, re.IGNORECASE)
    assert pypdfium2.PdfDocument(answer.get_data()).get_metadata_dict()["Title"] == "Reservnyckel på papper"


def test_the_code_is_in_no_table_and_on_no_page_that_can_be_fetched(
    asta: Desk, made: str, code: str, database: Database
) -> None:
    asta.press(f"{made}/kit/print", carried=code)
    asta.press(f"{made}/kit/typed", carried=code, **two_groups(code))
    with database.reads() as session:
        stored = repr([session.execute(select(table)).all() for table in Base.metadata.sorted_tables])
    seen = "".join(asta.see(path) for path in (made, f"{made}/kit", f"{made}/kit/test", f"{made}/kit/live"))
    for piece in code.split("-")[:2]:
        assert piece not in stored + seen
    assert not CODE.search(stored + seen)
    for path in ("print", "papers", "typed"):
        assert asta.status(f"{made}/kit/{path}?carried={code}") == 405


def test_wrong_groups_are_pointed_out_and_the_code_goes_on(asta: Desk, made: str, code: str) -> None:
    right = two_groups(code)
    for wrong in ({}, right | {"first": "AAAA"}, right | {"second": right["first"]}):
        again = asta.press(f"{made}/kit/typed", carried=code, **wrong)
        assert again.status_code == 422
        assert hidden(again.get_data(as_text=True), "carried") == code


def test_a_code_that_is_not_this_kits_is_neither_printed_nor_compared(
    asta: Desk, made: str, code: str, town: Town
) -> None:
    del code
    for step in ("print", "papers", "typed"):
        for other in (town.kit_code, "1234", ""):
            answer = asta.press(f"{made}/kit/{step}", carried=other)
            assert answer.status_code == 422
            assert town.kit_code not in answer.get_data(as_text=True)


def test_the_same_page_sent_again_does_not_kill_the_paper_just_printed(asta: Desk, made: str) -> None:
    page = hidden(asta.see(f"{made}/kit"), "kit")
    code = hidden(asta.press(f"{made}/kit", kit=page).get_data(as_text=True), "carried")
    assert asta.press(f"{made}/kit", kit=page).status_code == 409
    assert asta.press(f"{made}/kit/test", code=code).status_code == 303


def test_a_new_kit_later_ends_the_old_paper_and_the_inbox_is_red_until_it_was_tried(
    asta: Desk, astrid: Desk, town: Town
) -> None:
    fresh = asta.press(f"{FIRST}/kit", kit=hidden(asta.see(f"{FIRST}/kit"), "kit")).get_data(as_text=True)
    assert "has never been tried" in astrid.see(FIRST)
    assert astrid.press(f"{FIRST}/kit/test", code=town.kit_code).status_code == 422
    assert astrid.press(f"{FIRST}/kit/test", code=hidden(fresh, "carried")).headers["Location"] == FIRST
    assert "All is well" in astrid.see(FIRST)


def test_a_year_after_the_trial_the_page_asks_for_another(asta: Desk, database: Database, town: Town) -> None:
    with database.writes() as session:
        kit = session.get_one(Inbox, 1).kit
        assert kit is not None
        assert kit.test_opened_on is not None
        kit.test_opened_on = kit.test_opened_on.replace(year=2025)
        session.commit()
    assert "All is well" in asta.see(FIRST)
    with database.writes() as session:
        kit = session.get_one(Inbox, 1).kit
        assert kit is not None
        assert kit.test_opened_on is not None
        kit.test_opened_on = kit.test_opened_on.replace(day=22)
        session.commit()
    assert "more than a year" in asta.see(FIRST)
    asta.press(f"{FIRST}/kit/test", code=town.kit_code)
    assert "All is well" in asta.see(FIRST)


def test_who_cannot_open_the_inbox_makes_no_kit_for_it_and_does_not_let_it_live(astrid: Desk, made: str) -> None:
    for path in (f"{made}/kit", f"{made}/kit/live"):
        assert astrid.status(path) == 404
        assert astrid.press(path, kit="0").status_code == 404


def test_every_wrong_code_leaves_a_line(asta: Desk, astrid: Desk, town: Town, database: Database) -> None:
    wrong = town.kit_code[:-1] + ("3" if town.kit_code.endswith("2") else "2")
    with transaction(database) as session:
        me = session.scalars(select(Account.id).where(Account.login == "astrid")).one()
        session.execute(delete(Opening).where(Opening.account_id == me))
    assert asta.press(f"{FIRST}/kit/test", code=wrong).status_code == 422
    assert astrid.press(f"{FIRST}/with-kit", person=str(me), code=wrong).status_code == 422
    with database.reads() as session:
        refused = select(AuditEvent).where(AuditEvent.act == Act.KIT_REFUSED).order_by(AuditEvent.id)
        lines = session.scalars(refused).all()
        assert [(one.account.name, one.object_kind, one.object_id) for one in lines if one.account] == [
            ("Asta", "inbox", "1"), ("Astrid", "inbox", "1"),
        ]  # fmt: skip
    asta.press("/staff/log/")
    assert "Typed a recovery kit code that does not open the inbox" in asta.see("/staff/log/")

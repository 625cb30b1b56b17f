"""The quarantine tray: what stands out comes first with a mark, and chosen reports are moved together."""

import re
from typing import Any

import pytest
from doing import Desk, file, kept
from town import Town

from huskurage.core.concern import Answer
from huskurage.core.lifecycle import State
from huskurage.store.engine import Database

PATH = "/staff/quarantine/"
REAL = "The child upstairs cries and a man shouts"


def fill(database: Database, texts: dict[str, dict[str, Any]]) -> None:
    with database.writes() as session:
        for page, (text, facts) in enumerate(texts.items(), 1):
            file(session, text, page=page, quarantined=True, **facts)
        session.commit()


@pytest.fixture
def flooded(database: Database) -> None:
    """Six of a machine's and two of people; one of these from the flooded house itself."""
    machine = {f"Buy the cheap watches number {n} right now": {"poster_house": "Kyrkogatan 4 A"} for n in range(6)}
    people = {
        REAL: {"typed_house": "Åsvägen 2", "children": Answer.YES},
        "She calls for help at night": {"poster_house": "Kyrkogatan 4 A"},
    }
    fill(database, machine | people)


def rows(desk: Desk) -> list[str]:
    return desk.see(PATH).split("<tr class=")[1:]


def ids(desk: Desk, *, marked: bool) -> list[str]:
    found = [row for row in rows(desk) if ("Unlike the others" in row) is marked]
    return [re.findall(r'name="report" value="([0-9a-f]{32})"', row)[0] for row in found]


@pytest.mark.usefixtures("flooded")
def test_people_stand_first_and_are_marked_whatever_their_house(asta: Desk) -> None:
    marked = ["Unlike the others" in row for row in rows(asta)]
    assert marked == [True] * 2 + [False] * 6
    assert "Åsvägen 2" in rows(asta)[0]
    assert "2 reports are unlike the others" in asta.see(PATH)
    assert "2 unlike the others" in asta.see("/staff/inbox/")
    assert REAL not in asta.see(PATH)


def test_what_was_sent_in_a_hurry_is_not_marked(asta: Desk, database: Database) -> None:
    fill(database, {REAL: {"hurried": True}, "Something else altogether is written here": {}})
    assert len(ids(asta, marked=True)) == 1


def test_where_nothing_is_alike_nothing_stands_out(asta: Desk, database: Database) -> None:
    fill(database, {REAL: {}, "Something else altogether is written here": {}})
    assert ids(asta, marked=True) == []


@pytest.mark.usefixtures("flooded")
def test_chosen_ones_are_moved_and_the_rest_is_closed_together(asta: Desk, database: Database) -> None:
    assert asta.press(PATH, report=ids(asta, marked=True), do="release").status_code == 303
    assert asta.press(PATH, report=ids(asta, marked=False), do="close").status_code == 303
    states = [state for state, _ in kept(database)]
    assert states == [State.CLOSED] * 6 + [State.RECEIVED] * 2
    assert len(asta.reports()) == 2


@pytest.mark.usefixtures("flooded")
def test_all_but_those_that_stand_out_can_be_ticked_without_script(asta: Desk) -> None:
    page = asta.see(f"{PATH}?tick=alike")
    assert page.count(" checked") == 6
    assert asta.see(PATH).count(" checked") == 0


@pytest.mark.usefixtures("flooded")
@pytest.mark.parametrize("fields", [{}, {"do": "release"}, {"do": "burn", "report": "0" * 32}])
def test_nothing_chosen_moves_nothing(asta: Desk, database: Database, fields: dict[str, str]) -> None:
    assert asta.press(PATH, **fields).status_code == 422
    assert {state for state, _ in kept(database)} == {State.QUARANTINED}


@pytest.mark.usefixtures("flooded")
def test_what_a_colleague_has_moved_meanwhile_stays_there(asta: Desk, astrid: Desk, database: Database) -> None:
    chosen = ids(asta, marked=True)
    astrid.press(PATH, report=chosen, do="release")
    assert asta.press(PATH, report=chosen, do="close").status_code == 303
    assert [state for state, _ in kept(database)].count(State.RECEIVED) == 2


@pytest.mark.usefixtures("flooded")
def test_one_foreign_number_among_the_chosen_moves_nothing(asta: Desk, database: Database, town: Town) -> None:
    assert town
    assert asta.press(PATH, report=[*ids(asta, marked=True), "0" * 32], do="close").status_code == 404
    assert {state for state, _ in kept(database)} == {State.QUARANTINED}

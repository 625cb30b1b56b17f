"""Where Bo begins: four steps with true counts, the next one lit, and a kind no to how many reports there are."""

import re

import pytest
from doing import Desk, Neighbour
from flask import Flask
from sqlalchemy import delete, update
from town import Town
from web.test_houses_list import ALL, hang

from huskurage.store.engine import Database
from huskurage.store.houses import Stairwell, Tag
from huskurage.store.printing import JobState, PrintJob

START = "/staff/start/"


def steps(page: str) -> dict[str, str]:
    """Each step's title and how it is marked."""
    found = re.findall(r'<li class="(\w+)-task".*?<h2>(.*?)(?: <small>|</h2>)', page, re.DOTALL)
    return {title: mark for mark, title in found}


def test_bo_begins_here(bo: Desk) -> None:
    assert bo.client.get("/staff/").headers["Location"] == START


def test_without_houses_the_first_step_is_lit_and_nothing_leads_astray(bo: Desk, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(delete(Tag))
        connection.execute(delete(Stairwell))
    page = bo.see(START)
    assert list(steps(page).values()) == ["next", "later", "later", "later"]
    assert "No houses yet." in page
    assert "/staff/prints/new" not in page
    assert bo.status("/staff/houses/") == 200


def test_with_houses_one_looks_at_the_poster_next(bo: Desk) -> None:
    page = bo.see(START)
    assert list(steps(page).values()) == ["done", "next", "later", "later"]
    assert "4 stairwells in the register." in page
    assert page.count('aria-current="step"') == 1


def test_the_counts_follow_what_is_printed_and_hangs(app: Flask, bo: Desk, database: Database, town: Town) -> None:
    with database.writes() as session:
        for address in ALL[:3]:
            hang(app, session, town, address)
        session.commit()
    page = bo.see(START)
    assert "3 of 4 stairwells have a printed poster." in page
    assert "The poster hangs in 0 of 4 stairwells." in page
    assert "3 posters are printed and not up yet" in page
    assert list(steps(page).values()) == ["done", "done", "next", "later"]
    assert "all=1&amp;poster=none" in page
    with database.writes() as session:
        hang(app, session, town, ALL[3])
        session.commit()
    assert list(steps(bo.see(START)).values()) == ["done", "done", "done", "next"]


@pytest.mark.parametrize(
    ("state", "marks"),
    [(JobState.DRAWING, ["done", "done", "next", "later"]), (JobState.FAILED, ["done", "next", "later", "later"])],
)
def test_a_print_under_way_shows(
    bo: Desk, database: Database, monkeypatch: pytest.MonkeyPatch, state: JobState, marks: list[str]
) -> None:
    monkeypatch.setattr("huskurage.web.prints.views.start_drawing", lambda _: None)
    address = bo.press("/staff/prints/", all="1").headers["Location"]
    with database.engine.begin() as connection:
        connection.execute(update(PrintJob).values(state=state))
    page = bo.see(START)
    assert address in page
    assert list(steps(page).values()) == marks


def test_how_many_reports_is_answered_with_a_reason_and_no_number(bo: Desk, neighbour: Neighbour) -> None:
    before = bo.see(START)
    neighbour.send()
    assert re.sub(r'csrf_token" value="[^"]*', "", bo.see(START)) == re.sub(r'csrf_token" value="[^"]*', "", before)
    answer = before.split("How many reports come from our houses?")[1].split("</h2>")[1].split("</section>")[0]
    assert "We do not tell, not even in total" in answer
    assert not re.search(r"\d", re.sub("<.*?>", "", answer))

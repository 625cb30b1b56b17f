"""Asta's inbox: every report in one lane, the soonest deadline first, counts that lead to what they count."""

import re
from itertools import chain
from typing import Any

import pytest
from doing import Desk, Neighbour, code_on, file
from flask import Flask
from sqlalchemy import event, text
from town import Clock, Town

from huskurage.store.engine import Database
from huskurage.web.site import Site


def lanes(page: str) -> dict[str, list[str]]:
    """Heading of each lane -> the reports in it."""
    parts = page.split("<h2>")[1:]
    return {part.split(" <")[0]: re.findall(r"/staff/reports/([0-9a-f]{32})", part) for part in parts}


def file_six(neighbour: Neighbour, asta: Desk) -> dict[str, str]:
    """One report of each sort; answers name -> id."""
    found: dict[str, str] = {}

    def note_new(name: str, **fields: Any) -> str:
        code = code_on(neighbour.send(f"It is {name}", **fields))
        (found[name],) = {one.rsplit("/", 1)[1] for one in asta.reports()} - set(found.values())
        return code

    note_new("child", children="yes")
    note_new("happening", happening="yes", called="1", children="no")
    asked, answered = note_new("asked", children="no"), note_new("answered", children="no")
    note_new("read", children="no")
    note_new("fresh", children="no")
    for name in ("asked", "answered", "read"):
        asta.press(f"/staff/reports/{found[name]}/read")
    for name in ("asked", "answered"):
        asta.press(f"/staff/reports/{found[name]}/ask", text="Which floor?")
    assert asked != answered
    neighbour.come_back(answered, text="Second", say="1")
    return found


@pytest.fixture
def filed(neighbour: Neighbour, asta: Desk) -> dict[str, str]:
    return file_six(neighbour, asta)


def test_every_report_lies_in_exactly_one_lane(filed: dict[str, str], asta: Desk) -> None:
    found = lanes(asta.see("/staff/inbox/"))
    assert list(found) == ["Children and urgent", "Today", "This week", "Waiting for an answer"]
    assert set(found["Children and urgent"]) == {filed["child"], filed["happening"]}
    assert set(found["Today"]) == {filed["fresh"], filed["answered"]}
    assert found["This week"] == [filed["read"]]
    assert found["Waiting for an answer"] == [filed["asked"]]
    assert sorted(chain(*found.values())) == sorted(filed.values())


@pytest.mark.parametrize(
    ("show", "names"),
    [("urgent", {"child", "happening"}), ("new", {"child", "happening", "fresh"}), ("answered", {"answered"}),
     ("overdue", set()), ("", {"child", "happening", "asked", "answered", "read", "fresh"}),
     ("nonsense\x00<b>", {"child", "happening", "asked", "answered", "read", "fresh"})],
)  # fmt: skip
def test_a_filter_shows_what_its_count_says(filed: dict[str, str], asta: Desk, show: str, names: set[str]) -> None:
    page = asta.client.get("/staff/inbox/", query_string={"show": show}).get_data(as_text=True)
    assert set(chain(*lanes(page).values())) == {filed[name] for name in names}
    if show in {"urgent", "new", "answered", "overdue"}:
        count = re.search(r'aria-current="true"><strong>(\d+)</strong>', page)
        assert count is not None
        assert int(count.group(1)) == len(names)


def test_the_soonest_deadline_comes_first(
    neighbour: Neighbour, app: Flask, town: Town, clock: Clock, database: Database
) -> None:
    neighbour.send("Later", children="no")
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE reports SET look_by = '2026-11-27'"))
    neighbour.send("Sooner", children="no")
    asta = Desk(app, town.asta, clock)
    days = re.findall(r"<strong class=\"late\">Today|Nov 27|27 Nov", asta.see("/staff/inbox/"))
    assert len(days) == 2
    assert "Today" in days[0]
    assert "27" in days[1]


def test_what_nobody_read_in_time_is_late_and_counted(
    neighbour: Neighbour, app: Flask, town: Town, clock: Clock
) -> None:
    neighbour.send(children="no")
    clock.move(days=1)
    page = Desk(app, town.asta, clock).see("/staff/inbox/?show=overdue")
    assert "Late:" in page
    assert [len(one) for one in lanes(page).values()] == [1]


def test_the_list_shows_no_text_and_a_house_only_as_it_was_stated(neighbour: Neighbour, asta: Desk) -> None:
    neighbour.send("Kanariefågeln", stated_house="other", typed_house="Storgatan <9>", floor="third")
    page = asta.see("/staff/inbox/")
    assert "Kanariefågeln" not in page
    assert "Storgatan &lt;9&gt;" in page
    assert "Kyrkogatan 4 A, Lindbacka" in page


def test_an_empty_inbox_proves_that_it_was_opened(asta: Desk) -> None:
    assert "looked up and opened with your key just now, at 10:00" in asta.see("/staff/inbox/")


def test_astrid_sees_what_asta_sees(filed: dict[str, str], astrid: Desk) -> None:
    assert {one.rsplit("/", 1)[1] for one in astrid.reports()} == set(filed.values())


def test_the_quarantine_tray_is_counted_and_apart(neighbour: Neighbour, asta: Desk) -> None:
    neighbour.send(website="x")
    assert "Quarantine tray: 1" in asta.see("/staff/inbox/")
    assert asta.reports() == []
    (report,) = asta.reports("/staff/quarantine/")
    assert asta.press(f"{report}/release").status_code == 303
    assert asta.reports() == [report]
    assert asta.reports("/staff/quarantine/") == []


def test_closed_and_withdrawn_reports_lie_apart(neighbour: Neighbour, asta: Desk) -> None:
    code = code_on(neighbour.send())
    (report,) = asta.reports()
    neighbour.come_back(code, withdraw="1")
    assert asta.reports() == []
    assert asta.reports("/staff/closed/") == [report]
    assert "Taken back" in asta.see(report)


def test_a_forgotten_report_is_shown_as_forgotten(neighbour: Neighbour, asta: Desk, database: Database) -> None:
    code = code_on(neighbour.send())
    (report,) = asta.reports()
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM content_keys"))
    assert "Forgotten" in asta.see("/staff/inbox/")
    assert "has been forgotten" in asta.see(report)
    assert asta.press(f"{report}/read").status_code == 200
    assert asta.press(f"{report}/ask", text="Are you there?").status_code == 303
    assert "Are you there?" in neighbour.come_back(code).get_data(as_text=True)


def questions_for(asta: Desk, site: Site) -> int:
    """How often the database is asked while the inbox is shown."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(site.database.engine, "before_cursor_execute", note)
    asta.see("/staff/inbox/")
    event.remove(site.database.engine, "before_cursor_execute", note)
    return len(asked)


def test_many_reports_do_not_ask_the_database_more_often(asta: Desk, site: Site, database: Database) -> None:
    counts = []
    for pages in (range(1, 4), range(4, 30)):
        with database.writes() as session:
            for page in pages:
                file(session, page=page, quarantined=page % 2 == 0)
            session.commit()
        counts.append(questions_for(asta, site))
    assert counts[0] == counts[1] < 25

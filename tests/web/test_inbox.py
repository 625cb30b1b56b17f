"""Asta's inbox: every report in one lane, the soonest deadline first, counts that lead to what they count."""

import re
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from asked import asked_of
from doing import Desk, Neighbour, code_on, file
from flask import Flask
from sqlalchemy import delete, select, text
from teams import stranger
from town import MORNING, Clock, Town

from huskurage.core.lifecycle import State
from huskurage.store.engine import Database
from huskurage.store.inboxes import Opening
from huskurage.store.outbox import Letter, Upkeep
from huskurage.store.people import Absence, account_by_login
from huskurage.store.reports import Entry, Report
from huskurage.web.site import Site

EVERY = {"child", "happening", "asked", "answered", "read", "fresh", "handed", "proposed", "back"}


def lanes(page: str) -> dict[str, list[str]]:
    """Heading of each lane -> the reports in it."""
    parts = page.split("<h2>")[1:]
    return {part.split(" <")[0]: re.findall(r"/staff/reports/([0-9a-f]{32})", part) for part in parts}


def file_one_of_each(neighbour: Neighbour, asta: Desk) -> dict[str, str]:
    """One report of each sort; answers name -> id."""
    found: dict[str, str] = {}

    def note_new(name: str, **fields: Any) -> str:
        code = code_on(neighbour.send(f"It is {name}", **fields))
        (found[name],) = {one.rsplit("/", 1)[1] for one in asta.reports()} - set(found.values())
        return code

    note_new("child", children="yes")
    note_new("happening", happening="yes", called="1", children="no")
    asked, answered = note_new("asked", children="no"), note_new("answered", children="no")
    for name in ("read", "handed", "proposed", "fresh"):
        note_new(name, children="no")
    back = note_new("back", children="no")
    for name in ("asked", "answered", "read", "handed", "proposed"):
        asta.press(f"/staff/reports/{found[name]}/read")
        asta.press(f"/staff/reports/{found[name]}/assess", decision="no_child")
    for name in ("asked", "answered"):
        asta.press(f"/staff/reports/{found[name]}/ask", text="Which floor?")
    assert asked != answered
    neighbour.come_back(answered, text="Second", say="1")
    asta.press(f"/staff/reports/{found['proposed']}/propose", text="Nothing to do")
    neighbour.come_back(back, withdraw="1")
    return found


@pytest.fixture
def filed(neighbour: Neighbour, asta: Desk, database: Database) -> dict[str, str]:
    found = file_one_of_each(neighbour, asta)
    with database.writes() as session:  # as handing over leaves it
        report = session.get_one(Report, found["handed"])
        report.state, report.handed_over_on = State.HANDED_OVER, MORNING.date()
        report.notices.clear()
        session.commit()
    return found


def test_every_report_lies_in_exactly_one_lane(filed: dict[str, str], asta: Desk) -> None:
    found = lanes(asta.see("/staff/inbox/"))
    assert list(found) == [
        "Children and urgent", "Today", "This week and later", "Waiting for an answer", "Handed over", "Taken back",
    ]  # fmt: skip
    assert set(found["Children and urgent"]) == {filed["child"], filed["happening"]}
    assert set(found["Today"]) == {filed["fresh"], filed["answered"], filed["proposed"]}
    assert found["This week and later"] == [filed["read"]]
    assert found["Waiting for an answer"] == [filed["asked"]]
    assert found["Handed over"] == [filed["handed"]]
    assert found["Taken back"] == [filed["back"]]
    assert sorted(chain(*found.values())) == sorted(filed.values())


@pytest.mark.parametrize(
    ("show", "names"),
    [("urgent", {"child", "happening"}), ("new", {"child", "happening", "fresh"}), ("answered", {"answered"}),
     ("overdue", set()), ("second", {"proposed"}), ("", EVERY), ("nonsense\x00<b>", EVERY)],
)  # fmt: skip
def test_a_filter_shows_what_its_count_says(filed: dict[str, str], asta: Desk, show: str, names: set[str]) -> None:
    page = asta.client.get("/staff/inbox/", query_string={"show": show}).get_data(as_text=True)
    assert set(chain(*lanes(page).values())) == {filed[name] for name in names}
    if show in {"urgent", "new", "answered", "overdue", "second"}:
        count = re.search(r'aria-current="true"><strong>(\d+)</strong>', page)
        assert count is not None
        assert int(count.group(1)) == len(names)


def test_the_soonest_deadline_comes_first(
    neighbour: Neighbour, app: Flask, town: Town, clock: Clock, database: Database
) -> None:
    neighbour.send("Later", children="no")
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE reports SET look_by = '2026-11-27', protect_by = '2026-11-27'"))
    neighbour.send("Sooner", children="no")
    asta = Desk(app, town.asta, clock)
    found = lanes(asta.see("/staff/inbox/"))
    assert list(found) == ["Today", "This week and later"]
    assert "Fri 27 Nov 16:00" in asta.see("/staff/inbox/")


@pytest.mark.parametrize(
    ("later", "words"),
    [({}, ["Today 16:00", "5 hours left", "first reading"]), ({"hours": 5, "minutes": 30}, ["29 minutes left"]),
     ({"hours": 6}, ["Today 16:00", "0 minutes late"]), ({"days": 1}, ["Mon 23 Nov 16:00", "18 hours late"]),
     ({"days": 5}, ["4 days late"])],
)  # fmt: skip
def test_a_deadline_is_said_in_words_and_exactly(
    neighbour: Neighbour, app: Flask, town: Town, clock: Clock, later: dict[str, float], words: list[str]
) -> None:
    neighbour.send(children="yes")
    clock.move(**later)
    page = " ".join(Desk(app, town.asta, clock).see("/staff/inbox/").split())
    for word in words:
        assert word in page, word


def test_after_the_first_reading_the_assessment_is_what_is_due(neighbour: Neighbour, asta: Desk) -> None:
    neighbour.send(children="yes")
    (report,) = asta.reports()
    asta.press(f"{report}/read")
    assert "protection assessment</small>" in asta.see("/staff/inbox/")
    asta.press(f"{report}/assess", decision="made", text="Nothing acute")
    page = asta.see("/staff/inbox/")
    assert "preliminary assessment</small>" in page
    assert "Mon 7 Dec 16:00" in page


def test_what_nobody_read_in_time_is_late_and_counted(
    neighbour: Neighbour, app: Flask, town: Town, clock: Clock
) -> None:
    neighbour.send(children="no")
    clock.move(days=1)
    page = Desk(app, town.asta, clock).see("/staff/inbox/?show=overdue")
    assert "hours late" in page
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


def test_what_was_taken_back_is_listed_until_somebody_has_seen_it(neighbour: Neighbour, asta: Desk) -> None:
    code = code_on(neighbour.send(children="no"))
    (report,) = asta.reports()
    neighbour.come_back(code, withdraw="1")
    assert asta.reports() == [report]
    asta.press(f"{report}/assess", decision="no_child")
    assert "Mark as seen" in asta.see(report)
    assert asta.press(f"{report}/seen").status_code == 303
    assert asta.reports() == []
    assert asta.reports("/staff/closed/") == [report]
    assert "Taken back" in asta.see(report)


def test_a_muted_closed_thread_stays_among_the_closed(neighbour: Neighbour, asta: Desk) -> None:
    code = code_on(neighbour.send())
    (report,) = asta.reports()
    for verb in ("read", "mute"):
        asta.press(f"{report}/{verb}")
    asta.press(f"{report}/close", reason="help_given")
    neighbour.come_back(code, text="You are all fools", say="1")
    assert asta.reports() == []
    assert asta.reports("/staff/closed/") == [report]


def test_what_does_not_open_is_listed_first_and_said_plainly(
    neighbour: Neighbour, asta: Desk, database: Database
) -> None:
    neighbour.send(children="no")
    with database.writes() as session:
        for entry in session.scalars(select(Entry)):
            entry.ciphertext = entry.ciphertext[::-1]
        session.commit()
    page = asta.see("/staff/inbox/")
    assert list(lanes(page)) == ["Children and urgent"]
    assert "Does not open with your key" in page
    (report,) = asta.reports()
    assert "Ask a colleague to open it: Astrid" in " ".join(asta.see(report).split())
    answer = asta.press(f"{report}/read")
    assert answer.status_code == 200
    assert "This part does not open" in answer.get_data(as_text=True)
    assert "Could not open the text" in asta.see(report)


def tend(database: Database, **seen: Any) -> None:
    with database.writes() as session:
        session.add(Upkeep(**seen))
        session.commit()


def test_a_healthy_site_says_when_it_checked_and_who_stands_by(asta: Desk, database: Database, clock: Clock) -> None:
    tend(database, checked_at=clock() - timedelta(minutes=15), delivered_at=clock() - timedelta(days=1))
    page = " ".join(asta.see("/staff/inbox/").split())
    assert "Last check: today 09:45. Last letter delivered: 22 Nov 10:00. Deputy tonight: Astrid." in page
    assert 'role="alert"' not in page


@pytest.mark.parametrize(
    ("seen", "words"),
    [({}, "own checks have stopped"), ({"checked_at": MORNING - timedelta(minutes=16)}, "own checks have stopped"),
     ({"checked_at": MORNING, "failing_since": MORNING - timedelta(hours=2)}, "not come through since today 08:00")],
)  # fmt: skip
def test_a_broken_site_turns_red_and_says_what_to_do(
    asta: Desk, database: Database, seen: dict[str, Any], words: str
) -> None:
    tend(database, **seen)
    page = asta.see("/staff/inbox/")
    assert page.count('role="alert"') == 1
    assert words in page
    assert "Look here every hour" in page


def test_a_letter_that_was_given_up_is_told_of_here_and_nothing_of_another_municipalitys(
    asta: Desk, database: Database, clock: Clock
) -> None:
    tend(database, checked_at=clock())
    with database.writes() as session:
        for account in (account_by_login(session, "astrid"), stranger(session)):
            assert account is not None
            session.add(Letter(account_id=account.id, not_before=MORNING, tries=9, dead=True))
        session.commit()
    page = asta.see("/staff/inbox/")
    assert page.count('role="alert"') == 1
    assert "Letters to Astrid were given up" in page


def test_a_deputy_who_cannot_open_the_inbox_does_not_stand_by(asta: Desk, database: Database) -> None:
    with database.writes() as session:
        astrid = account_by_login(session, "astrid")
        assert astrid is not None
        session.execute(delete(Opening).where(Opening.account_id == astrid.id))
        session.commit()
    assert "Deputy tonight: Adam." in asta.see("/staff/inbox/")


def test_an_absent_deputy_is_passed_over(asta: Desk, database: Database, clock: Clock) -> None:
    for name, expected in (("astrid", "Deputy tonight: Adam."), ("adam", "Deputy tonight: nobody.")):
        with database.writes() as session:
            account = account_by_login(session, name)
            assert account is not None
            session.add(Absence(account_id=account.id, first_day=clock().date(), last_day=clock().date()))
            session.commit()
        assert expected in asta.see("/staff/inbox/")


def test_a_forgotten_report_is_shown_as_forgotten(neighbour: Neighbour, asta: Desk, database: Database) -> None:
    code = code_on(neighbour.send())
    (report,) = asta.reports()
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM content_keys"))
    assert "Forgotten" in asta.see("/staff/inbox/")
    assert "has been forgotten" in asta.see(report)
    assert asta.press(f"{report}/read").status_code == 200
    assert asta.press(f"{report}/ask", text="Are you there?").status_code == 409  # nobody has read what it says
    assert asta.press(f"{report}/quarantine").status_code == 303
    assert asta.reports("/staff/quarantine/") == [report]
    assert "Received" in neighbour.come_back(code).get_data(as_text=True)


def questions_for(asta: Desk, site: Site) -> int:
    """How often the database is asked while the inbox is shown."""
    with asked_of(site.database.engine) as asked:
        asta.see("/staff/inbox/")
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

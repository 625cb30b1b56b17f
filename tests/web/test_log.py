"""The log's page: behind a button, narrowed by the address, and each person sees only what is theirs to see."""

import re
from typing import Any

import pytest
from asked import asked_of
from doing import SCREAMS, Desk, Neighbour
from flask import Flask
from othertown import OtherTown, found_other_town
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from town import MORNING, Clock, Town, sign_in

from huskurage.settings import Settings
from huskurage.store.audit import Act, AuditEvent, record
from huskurage.store.engine import Database
from huskurage.store.inboxes import Opening
from huskurage.store.people import account_by_login
from huskurage.store.purges import Purge
from huskurage.store.reports import ContentKey, Entry, Notice, Report
from huskurage.web.log.areas import AREAS

LOG = "/staff/log/"


@pytest.fixture
def report(neighbour: Neighbour, asta: Desk) -> str:
    neighbour.send()
    address = asta.reports()[0]
    assert asta.press(f"{address}/read").status_code == 200
    return address.rpartition("/")[2]


def lines(page: str) -> list[str]:
    """What each line says: who, what, and about what."""
    rows = re.findall(r"<tr><td.*?</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [" | ".join(re.sub(r"<[^>]+>", "", cell) for cell in row[1:]) for row in cells]


def opened(desk: Desk, **sought: str) -> str:
    """The log after pressing its button."""
    assert desk.press(LOG, **sought).status_code == 303
    return desk.see(LOG + "?" + "&".join(f"{name}={value}" for name, value in sought.items()))


def id_of(database: Database, name: str) -> int:
    with database.reads() as session:
        account = account_by_login(session, name)
        assert account is not None
        return account.id


def written(database: Database, act: Act) -> list[tuple[str | None, str]]:
    with database.reads() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.act == act).order_by(AuditEvent.position))
        return [(one.account.name if one.account else None, one.object_id) for one in events]


@pytest.mark.usefixtures("report")
def test_the_log_stays_shut_until_its_button_is_pressed(asta: Desk, database: Database) -> None:
    assert not lines(asta.see(LOG))
    assert written(database, Act.LOG_READ) == []
    assert lines(opened(asta))
    assert written(database, Act.LOG_READ) == [("Asta", "")]


def test_one_reading_an_hour_is_one_line(asta: Desk, astrid: Desk, clock: Clock, database: Database) -> None:
    opened(astrid)
    for minutes in (0, 20, 20, 19):
        clock.move(minutes=minutes)
        asta.press(LOG)
        assert lines(asta.see(LOG))
    clock.move(minutes=2)
    assert not lines(asta.see(LOG))
    opened(asta)
    assert [who for who, _ in written(database, Act.LOG_READ)] == ["Astrid", "Asta", "Asta"]


@pytest.mark.usefixtures("bo")
def test_it_is_narrowed_by_person_kind_report_and_day(report: str, asta: Desk, database: Database) -> None:
    opened(asta)
    by_asta = lines(asta.see(f"{LOG}?person={id_of(database, 'asta')}"))
    assert {one.partition(" | ")[0] for one in by_asta} == {"Asta"}
    assert lines(asta.see(f"{LOG}?kind=report_read")) == [f"Asta | Read the text | Report {report[:8]}"]
    assert lines(asta.see(f"{LOG}?report={report}")) == [f"Asta | Read the text | Report {report[:8]}"]
    assert len(lines(asta.see(f"{LOG}?kind=signing-in&first=2026-11-23&last=2026-11-23"))) == 2
    assert lines(asta.see(f"{LOG}?first=2026-11-24")) == lines(asta.see(f"{LOG}?last=2026-11-22")) == []


def test_a_day_begins_at_midnight_in_sweden(asta: Desk, session: Session) -> None:
    for hour in (22, 23):  # UTC: half an hour before midnight in Sweden, and half an hour after
        record(
            session,
            at=MORNING.replace(hour=hour, minute=30),
            act=Act.KIT_MADE,
            account=None,
            kind="inbox",
            object_id="1",
        )
    session.commit()
    opened(asta)
    assert len(lines(asta.see(f"{LOG}?kind=kit_made&last=2026-11-23"))) == 1
    assert len(lines(asta.see(f"{LOG}?kind=kit_made&first=2026-11-24"))) == 1


@pytest.mark.parametrize("bad", ["person=999999", "person=x", "report=zz", f"report={'0' * 32}", "kind=nothing"])
def test_what_no_page_offers_is_not_found(asta: Desk, bad: str) -> None:
    opened(asta)
    assert asta.status(f"{LOG}?{bad}") == 404


def test_a_day_that_is_none_is_said_and_kept(asta: Desk) -> None:
    opened(asta)
    answer = asta.client.get(f"{LOG}?first=yesterday")
    assert answer.status_code == 422
    assert 'value="yesterday"' in answer.get_data(as_text=True)
    assert asta.press(f"{LOG}file", first="2026-13-01").status_code == 422
    assert asta.status(f"{LOG}?last=9999-12-31") == 200


def test_a_hundred_lines_a_page_the_newest_first(asta: Desk, session: Session) -> None:
    for number in range(120):
        record(session, at=MORNING, act=Act.KIT_MADE, account=None, kind="inbox", object_id="1" if number else "2")
    session.commit()
    opened(asta)
    assert len(lines(asta.see(LOG))) == 100
    assert lines(asta.see(LOG))[0].endswith("Read the log | \N{EN DASH}")
    last = asta.see(f"{LOG}?page=2")
    assert len(lines(last)) == 25
    assert "page 2 of 2" in last
    assert lines(asta.see(f"{LOG}?page=99")) == lines(last)


def test_an_administrator_sees_the_act_and_never_which_report(report: str, adam: Desk) -> None:
    page = opened(adam)
    assert "Asta | Read the text | A report" in lines(page)
    file = adam.press(f"{LOG}file").get_data(as_text=True)
    assert report[:8] not in page + file
    assert adam.status(f"{LOG}?report={report}") == 404
    assert adam.press(f"{LOG}file", report=report).status_code == 404


def test_a_coordinator_without_an_opening_sees_the_act_without_the_report(
    report: str, astrid: Desk, database: Database
) -> None:
    assert report[:8] in opened(astrid)
    with database.writes() as session:
        session.execute(delete(Opening).where(Opening.account_id == id_of(database, "astrid")))
        session.commit()
    page = astrid.see(LOG)
    assert "Asta | Read the text | A report" in lines(page)
    assert report[:8] not in page
    assert astrid.status(f"{LOG}?report={report}") == 404


@pytest.fixture
def storvik(session: Session, settings: Settings) -> OtherTown:
    made = found_other_town(session, settings)
    session.commit()
    return made


@pytest.mark.parametrize("who", ["asta", "adam"])
def test_another_municipalitys_lines_are_never_seen(
    storvik: OtherTown, app: Flask, clock: Clock, request: pytest.FixtureRequest, who: str
) -> None:
    olle = Desk(app, storvik.people["olle"], clock)
    olle.press(f"/staff/reports/{storvik.report_id}/read")
    desk: Desk = request.getfixturevalue(who)
    page, file = opened(desk), desk.press(f"{LOG}file").get_data(as_text=True)
    assert not re.search(r"Olle|Siv\b|Tor\b|Storvik", page + file)
    assert storvik.report_id[:8] not in page + file
    assert desk.status(f"{LOG}?person={storvik.account_id}") == desk.status(f"{LOG}?report={storvik.report_id}") == 404
    seen = opened(olle)
    assert f"Olle | Read the text | Report {storvik.report_id[:8]}" in lines(seen)
    assert not re.search(r"Asta|Bo\b|Adam|Lindbacka", seen)


def test_the_file_says_what_the_page_says_and_is_written_down(report: str, asta: Desk, database: Database) -> None:
    answer = asta.press(f"{LOG}file", kind="report_read")
    assert answer.mimetype == "text/csv"
    assert answer.get_data(as_text=True).splitlines() == [
        "\ufeffWhen;Who;What;About", f"2026-11-23 10:00:40;Asta;Read the text;{report}",
    ]  # fmt: skip
    assert written(database, Act.LOG_READ) == [("Asta", "file")]


def test_a_file_that_cannot_be_written_down_is_not_given(
    asta: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huskurage.web.log.views.csv_bytes", None)
    assert asta.press(f"{LOG}file").status_code == 500
    assert written(database, Act.LOG_READ) == []
    monkeypatch.undo()
    monkeypatch.setattr("huskurage.actions.logbook.MOST_TAKEN", 1)
    assert asta.press(f"{LOG}file").status_code == 422


def test_landlord_staff_have_no_log(bo: Desk) -> None:
    assert bo.status(LOG) == bo.press(LOG).status_code == bo.press(f"{LOG}file").status_code == 404


@pytest.mark.usefixtures("report")
def test_no_word_of_a_concern_is_in_the_log(asta: Desk) -> None:
    assert SCREAMS not in opened(asta)
    assert "Kyrkogatan" not in opened(asta)


def test_a_failed_sign_in_leaves_its_line_with_a_known_name_and_without(
    app: Flask, town: Town, clock: Clock, asta: Desk, database: Database
) -> None:
    for name in ("bo", "nobody at all"):
        assert sign_in(app.test_client(), town.bo, clock, login=name, passphrase="wrong wrong wrong").status_code == 422
    assert written(database, Act.SIGN_IN_FAILED) == [("Bo", ""), (None, "")]
    assert [one for one in lines(opened(asta)) if "failed" in one] == ["Bo | Sign-in failed | \N{EN DASH}"]


def test_a_reading_that_fails_leaves_its_line_and_shows_nothing(
    report: str, asta: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huskurage.web.triage.pages.page", None)
    answer = asta.press(f"/staff/reports/{report}/read")
    assert answer.status_code == 500
    assert SCREAMS not in answer.get_data(as_text=True)
    assert written(database, Act.REPORT_READ) == [("Asta", report)]  # the one that went well before
    assert written(database, Act.REPORT_READ_REFUSED) == [("Asta", report)]


def test_asking_for_anothers_report_and_for_none_leave_alike_lines(
    storvik: OtherTown, asta: Desk, site: Any, database: Database
) -> None:
    seen = []
    for number in (storvik.report_id, "0" * 32):
        with asked_of(site.database.engine) as asked:
            assert asta.press(f"/staff/reports/{number}/read").status_code == 404
        seen.append(asked)
    assert seen[0] == seen[1]
    assert written(database, Act.REPORT_READ_REFUSED) == [("Asta", storvik.report_id), ("Asta", "0" * 32)]
    assert [one for one in lines(opened(asta)) if "Could not" in one] == [
        "Asta | Could not open the text | A report"
    ] * 2


def test_every_act_belongs_to_exactly_one_area() -> None:
    """A new act is put into an area in web/log/areas.py."""
    placed = [act for _, acts in AREAS.values() for act in acts]
    assert sorted(placed, key=str) == sorted(Act, key=str)


def test_a_purged_reports_lines_stay(report: str, asta: Desk, session: Session) -> None:
    found = session.get_one(Report, report)
    session.add(
        Purge(
            report_id=report, inbox_id=found.inbox_id, received_on=found.received_on, closed_on=MORNING.date(),
            registered_on=MORNING.date(), purged_on=MORNING.date(), close_reason=None, entries=1, rule="",
        )
    )  # fmt: skip
    record(session, at=MORNING, act=Act.REPORT_PURGED, account=None, kind="report", object_id=report)
    for table in (ContentKey, Entry, Notice):
        session.execute(delete(table))
    session.execute(delete(Report))
    session.commit()
    opened(asta)
    assert lines(asta.see(f"{LOG}?report={report}")) == [
        f"Nobody signed in | Purged the report | Report {report[:8]}", f"Asta | Read the text | Report {report[:8]}",
    ]  # fmt: skip

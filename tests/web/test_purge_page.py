"""The purge page: what is due in the coming days, the rule, holding back, purging now, and the protocol."""

import pytest
from doing import Desk, Neighbour, code_on
from flask import Flask
from papers import text_of
from sqlalchemy import select
from town import Clock, Town

from huskurage.store.engine import Database
from huskurage.store.places import Municipality
from huskurage.store.reports import Report


@pytest.fixture
def report(neighbour: Neighbour, asta: Desk) -> str:
    """A report that was closed and registered today."""
    assert code_on(neighbour.send())
    (path,) = asta.reports()
    asta.press(f"{path}/read")
    asta.press(f"{path}/close", reason="help_given")
    assert asta.press(f"{path}/registry", reason="advertising").status_code == 303
    return path


def later(app: Flask, town: Town, clock: Clock, **by: float) -> Desk:
    """Asta, signed in anew some time later."""
    clock.move(**by)
    return Desk(app, town.asta, clock)


def test_an_empty_page_says_the_rule_and_that_no_decision_was_named(asta: Desk) -> None:
    page = asta.see("/staff/purge/")
    assert "Nothing is purged in the coming 30 days." in page
    assert "30 days after a report was closed and registered" in page
    assert "No decision has been named yet." in page
    assert "Nothing has been purged yet." in asta.see("/staff/purge/protocol")


def test_what_is_due_in_the_coming_days_is_shown_by_day(asta: Desk, report: str) -> None:
    page = asta.see("/staff/purge/")
    assert "23 Dec" in page
    assert f'href="{report}"' in page
    assert "Purge what is due now" not in page
    assert "Is purged on 23 Dec" in asta.see(f"{report}/registry")


def test_purging_now_takes_what_is_due_and_nothing_else(
    app: Flask, asta: Desk, report: str, town: Town, clock: Clock, database: Database
) -> None:
    asta.press("/staff/purge/")
    with database.reads() as session:
        assert session.scalars(select(Report)).all()
    asta = later(app, town, clock, days=30)
    assert "Purge what is due now" in asta.see("/staff/purge/")
    assert asta.press("/staff/purge/").headers["Location"] == "/staff/purge/protocol"
    with database.reads() as session:
        assert session.scalars(select(Report)).all() == []
    assert asta.status(report) == 404


def test_the_protocol_is_a_page_a_table_and_a_paper_without_content(
    app: Flask, report: str, town: Town, clock: Clock
) -> None:
    asta = later(app, town, clock, days=30)
    asta.press("/staff/purge/")
    number = report.rpartition("/")[2]
    table = asta.client.get("/staff/purge/protocol.csv")
    paper = asta.client.get("/staff/purge/protocol.pdf")
    assert table.get_data().startswith(b"\xef\xbb\xbf")
    assert table.headers["Content-Disposition"] == 'attachment; filename="protokoll-2026-12-23.csv"'
    for said in (asta.see("/staff/purge/protocol"), table.get_data(as_text=True)):
        assert number in said
        assert "Asta" in said
        assert "Screams" not in said
        assert "advertising" not in said
    assert number in "".join("".join(text_of(paper.get_data())).split()).replace("\u200b", "")


def test_a_report_held_back_is_named_and_stays(
    app: Flask, asta: Desk, report: str, town: Town, clock: Clock, database: Database
) -> None:
    assert asta.press(f"{report}/hold").status_code == 422
    assert asta.press(f"{report}/hold", why="Somebody has asked to see it").status_code == 303
    assert "Held back" in asta.see("/staff/purge/")
    assert "Somebody has asked to see it" in asta.press(f"{report}/read").get_data(as_text=True)
    asta = later(app, town, clock, days=40)
    asta.press("/staff/purge/")
    with database.reads() as session:
        assert session.scalars(select(Report)).all()
    asta.press(f"{report}/let-go")
    asta.press("/staff/purge/")
    assert asta.status(report) == 404


def test_the_rule_is_changed_by_those_who_set_up(adam: Desk, asta: Desk, report: str, database: Database) -> None:
    for wrong in ({"days": "-1"}, {"days": "x"}, {"days": "4000"}, {"rule": ""}):
        assert adam.press("/staff/purge/rule", **{"days": "14", "rule": "Document plan § 8"} | wrong).status_code == 422
    assert adam.press("/staff/purge/rule", days="14", rule="Document plan § 8").status_code == 303
    page = asta.see("/staff/purge/")
    assert "Decided by: Document plan § 8" in page
    assert "7 Dec" in page
    assert report in page
    assert 'value="14"' in adam.see("/staff/purge/rule")
    with database.reads() as session:
        assert session.scalars(select(Municipality.retention_days)).one() == 14

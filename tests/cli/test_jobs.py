"""`huskurage jobs` and the server's own rounds: once each, undisturbed by what fails."""

import threading
import time
from datetime import datetime
from pathlib import Path

import pytest
from cli.command_line import huskurage
from doing import file
from flask import Flask
from served import Server
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import Town

from huskurage.actions.upkeep import in_one_transaction
from huskurage.cli import jobs
from huskurage.store.engine import Database
from huskurage.store.outbox import Letter, upkeep
from huskurage.web.site import EXTENSION, Site

PATIENCE = 40.0  # seconds; the first round comes within five


@pytest.fixture
def site(app: Flask, town: Town) -> Site:
    del town
    made: Site = app.extensions[EXTENSION]
    return made


def demo_database(folder: Path) -> Database:
    return Database(f"sqlite:///{folder / 'huskurage.db'}", f"sqlite:///{folder / 'keys.db'}")


def test_the_command_does_what_is_due_once(demo: Path) -> None:
    database = demo_database(demo)
    with database.writes() as session:
        file(session)
        session.commit()
    for _ in range(2):
        said = huskurage(demo, "jobs")
        assert said.exit_code == 0, said.output
        assert "Everything that was due has been done." in said.output
    with database.reads() as session:
        assert len(session.scalars(select(Letter)).all()) >= 1
        assert upkeep(session).checked_at is not None
    database.close()


def test_the_command_names_what_failed(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_session: Session, _now: datetime) -> None:
        raise LookupError("Kyrkogatan 4 A")

    monkeypatch.setattr(jobs, "due_jobs", lambda _site: (in_one_transaction("broken", fail),))
    said = huskurage(demo, "jobs")
    assert said.exit_code == 1
    assert "Failed: broken." in said.output
    assert "Kyrkogatan" not in said.output


def test_the_first_round_comes_soon_and_the_others_about_every_minute() -> None:
    drawn = jobs.waits()
    assert next(drawn) <= 5
    later = [next(drawn) for _ in range(50)]
    assert all(50 <= wait <= 70 for wait in later)
    assert len(set(later)) > 1


def test_a_job_that_failed_is_tried_again_in_the_next_round(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds, stop = [0], threading.Event()

    def work(_session: Session, _now: datetime) -> None:
        rounds[0] += 1
        if rounds[0] == 3:
            stop.set()
        raise LookupError

    monkeypatch.setattr(jobs, "due_jobs", lambda _site: (in_one_transaction("broken", work),))
    monkeypatch.setattr(jobs, "waits", lambda: iter([0.0] * 50))
    jobs.again_and_again(site, stop)
    assert rounds == [3]


def test_a_database_that_is_away_does_not_end_the_rounds(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries, stop = [0], threading.Event()

    def away(_site: Site) -> tuple[str, ...]:
        tries[0] += 1
        if tries[0] == 3:
            stop.set()
        raise ConnectionError("secret")

    monkeypatch.setattr(jobs, "run_due", away)
    monkeypatch.setattr(jobs, "waits", lambda: iter([0.0] * 50))
    jobs.again_and_again(site, stop)
    assert tries == [3]
    assert "jobs: ConnectionError at" in caplog.text
    assert "secret" not in caplog.text


def test_the_server_does_it_by_itself(demo: Path) -> None:
    database = demo_database(demo)
    with database.writes() as session:
        file(session)
        session.commit()
    with Server(demo):
        until = time.monotonic() + PATIENCE
        while not checked(database):
            assert time.monotonic() < until, "the server has run no jobs"
            time.sleep(0.2)
    database.close()


def checked(database: Database) -> bool:
    with database.reads() as session:
        return upkeep(session).checked_at is not None

"""What neighbours and coordinators say, and where they sit, is found nowhere afterwards; what is kept opens for no thief."""

import logging
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from canaries import Canaries, cookie_contents, files_in, open_files, rows_of, search
from flask import Flask
from secret_story import NEIGHBOURS, PHONE, STAFF, Story, over_the_wire, within
from served import SECRET, Server, command
from town import CHEAP, PEPPER, Clock, Person, Town, found_town

from huskurage.core.keys import LockedKey, lock_key, unlock_key
from huskurage.store.engine import Database
from huskurage.store.people import account_by_login


def must_not_be_found(story: Story) -> list[str]:
    """One beginning stands for all the canaries; beside them where people sat, and what they gave away."""
    return [story.sing.stem, NEIGHBOURS, STAFF, PHONE, PHONE.replace(" ", ""), *story.codes]


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everybody logs all they can, also those who are silent in a real installation."""
    for name in ("", "sqlalchemy.engine", "sqlalchemy.pool", "sqlalchemy.orm", "psycopg", "huskurage", "werkzeug"):
        caplog.set_level(logging.DEBUG, logger=name or None)
    return caplog


@pytest.fixture
def told(
    loud: pytest.LogCaptureFixture,
    app: Flask,
    town: Town,
    database: Database,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Story:
    """The afternoon, told within this process on either database."""
    del loud
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    story = Story(
        within(app), lambda seconds: clock.move(seconds=seconds), lambda one: one.code(clock), town, database
    )
    story.tell()
    return story


def test_x(told):
    print(told.statuses)

"""What neighbours and coordinators say, and where they sit, is found nowhere afterwards, in no shape."""

import base64
import io
import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from canaries import Canaries, cookie_contents, files_in, open_files, rows_of, search
from flask import Flask
from secret_staff import STAFF
from secret_story import NEIGHBOURS, PHONE, Story
from secret_wires import over_the_wire, within
from served import Server
from sqlalchemy import text
from town import CHEAP, Clock, Person, Town, found_town

from huskurage.core.keys import LockedKey, lock_key, unlock_key
from huskurage.store.engine import Database
from huskurage.store.people import account_by_login

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda word: word.encode(),
    "capitals": lambda word: word.upper().encode(),
    "UTF-16": lambda word: word.encode("utf-16"),
    "hex": lambda word: word.encode().hex().encode(),
    "Base64": lambda word: base64.b64encode(word.encode()),
    "Base64 within a text": lambda word: base64.b64encode(f"a text: {word}, it says".encode()),
}


@pytest.fixture
def town_folder(tmp_path: Path) -> tuple[Path, Town]:
    """A data folder with the town in it, as a real installation has one: no file with anybody's secrets."""
    database = Database(f"sqlite:///{tmp_path / 'huskurage.db'}", f"sqlite:///{tmp_path / 'keys.db'}")
    database.migrate()
    with database.writes() as session:
        town = found_town(session)
        for person in (town.asta, town.adam):
            account = account_by_login(session, person.name)
            assert account is not None
            pair = unlock_key(LockedKey(account.key_salt, account.key_box), person.passphrase, cost=CHEAP)
            locked = lock_key(pair.private, person.passphrase)  # a real server takes the full cost
            account.key_salt, account.key_box = locked.salt, locked.box
        session.commit()
    database.close()
    return tmp_path, town


@pytest.fixture
def loud() -> Iterator[io.StringIO]:
    """Everybody logs all they can, also those who are silent in a real installation."""
    heard = io.StringIO()
    handler, root = logging.StreamHandler(heard), logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in (None, "sqlalchemy.engine", "sqlalchemy.pool", "psycopg")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield heard
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def must_not_be_found(story: Story) -> list[str]:
    """One beginning stands for all the canaries; beside them where people sat, the number and the codes."""
    assert len(set(story.sing.sung)) > 60
    return [story.sing.stem, NEIGHBOURS, STAFF, PHONE, PHONE.replace(" ", ""), *story.codes]


def test_nothing_that_was_said_to_a_real_server_is_found(town_folder: tuple[Path, Town]) -> None:
    folder, town = town_folder
    database = Database(f"sqlite:///{folder / 'huskurage.db'}", f"sqlite:///{folder / 'keys.db'}")
    with Server(folder) as server:
        story = Story(over_the_wire(server.port), time.sleep, right_now, town, database)
        story.tell()
        while_it_runs = files_in(folder) | open_files(server.processes()) | rows_of(database.engine)
    afterwards = files_in(folder) | cookie_contents(story.every_cookie)
    database.close()

    names = " ".join(while_it_runs)
    assert all(one in names for one in ("huskurage.db", "-wal", "-shm", "stderr.log", "stdout.log", "table entries"))
    assert b"Unsealable at " in afterwards[str(folder / "stderr.log")], "its log does hold what went wrong"
    assert search(while_it_runs, must_not_be_found(story)) == []
    assert search(afterwards, must_not_be_found(story)) == []
    assert not list((folder / "tmp").iterdir())


def test_nothing_that_was_said_is_found_in_tables_or_in_the_loudest_log(
    loud: io.StringIO, app: Flask, town: Town, database: Database, clock: Clock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    story = tell_within(app, town, database, clock)
    printed = capfd.readouterr()
    log = {"log": loud.getvalue().encode(), "stdout": printed.out.encode(), "stderr": printed.err.encode()}
    assert b"Unsealable at " in log["log"]
    assert b"INSERT INTO entries" in log["log"]
    places = log | rows_of(database.engine) | files_in(tmp_path) | cookie_contents(story.every_cookie)
    assert search(places, must_not_be_found(story)) == []


def test_filing_and_coming_back_leave_traces_in_four_tables_only(
    app: Flask, town: Town, database: Database, clock: Clock
) -> None:
    story = within_story(app, town, database, clock)
    before = rows_of(database.engine)
    tickets = [story.ticket() for _ in range(4)]
    story.wait(4)
    story.send_badly(tickets[0])
    story.send_well(tickets)
    story.come_back_lost()
    for code in story.codes[:3]:
        story.post("visit", "/en/code", 200, code=code, open="1")
        story.post("answer", "/en/code", 200, code=code, text="More", say="1")
    after = rows_of(database.engine)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed == {"table reports", "table entries", "table content_keys", "table notices"}


def right_now(person: Person) -> str:
    return pyotp.TOTP(person.totp_secret).now()


def within_story(app: Flask, town: Town, database: Database, clock: Clock) -> Story:
    return Story(within(app), lambda seconds: clock.move(seconds=seconds), lambda one: one.code(clock), town, database)


def tell_within(app: Flask, town: Town, database: Database, clock: Clock) -> Story:
    story = within_story(app, town, database, clock)
    story.tell()
    return story


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_search_finds_what_was_kept(encoding: str, database: Database, tmp_path: Path) -> None:
    """The control: a canary in a table, in a file and in an open file without a name is found in every encoding."""
    word = Canaries()("control")
    kept = ENCODINGS[encoding](word)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE accounts SET key_box = :kept WHERE login = 'bo'"), {"kept": kept})
    (tmp_path / "some.log").write_bytes(b"GET /" + kept + b" 200")
    places = {
        "table": rows_of(database.engine)["table accounts"],
        "file": files_in(tmp_path)[str(tmp_path / "some.log")],
    }
    assert {one.partition(":")[0] for one in search(places, [word])} == {"table", "file"}
    assert search(places, [Canaries()("control")]) == []

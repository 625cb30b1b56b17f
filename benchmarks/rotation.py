"""How long a new key for an inbox with a thousand reports takes, each batch on disk, as when somebody has left.

Run: python benchmarks/rotation.py
"""

import time
from datetime import UTC, date, datetime
from pathlib import Path

from ground import command, folder_of_its_own, print_machine
from sqlalchemy import select

from huskurage.actions.entries import write_entry
from huskurage.actions.people import Unlocked, open_account
from huskurage.actions.rotation import begin_rotation, reseal_batch
from huskurage.actions.triage import reports_awaiting
from huskurage.core.concern import Concern, Words
from huskurage.core.lifecycle import State
from huskurage.core.sealing import new_key_pair
from huskurage.demo.loading import kept_sign_ins
from huskurage.store.base import random_id
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox
from huskurage.store.people import account_by_login
from huskurage.store.reports import EntryKind, Report

REPORTS, ENTRIES = 1000, 3  # a concern, a question and a note each
MOST = 60.0  # seconds
NOW, TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23)


def main() -> None:
    print_machine()
    with folder_of_its_own() as folder:
        command(folder, "demo")
        database = Database(f"sqlite:///{folder}/huskurage.db", f"sqlite:///{folder}/keys.db")
        fill(database)
        unlocked = asta(database, folder)
        seconds, batches = rotate(database, unlocked)
        check(database, unlocked)
        database.close()
    print(f"{REPORTS} reports, {REPORTS * ENTRIES} texts, {batches} batches: {seconds:.1f} s (at most {MOST:.0f})")
    print(f"ratio to the limit: {seconds / MOST:.2f}")
    assert seconds < MOST


def fill(database: Database) -> None:
    with database.writes() as session:
        inbox = session.scalars(select(Inbox)).one()
        for number in range(REPORTS):
            report = Report(
                inbox_id=inbox.id, lookup=number.to_bytes(16, "big"), reporter_key=new_key_pair().public,
                received_on=TODAY, look_by=TODAY, state=State.RECEIVED, id=random_id(),
            )  # fmt: skip
            report.inbox = inbox
            session.add(report)
            for kind in (EntryKind.CONCERN, EntryKind.QUESTION, EntryKind.NOTE):
                content = concern(number) if kind is EntryKind.CONCERN else Words("Which floor?", "en").to_bytes()
                write_entry(report, kind=kind, content=content, day=TODAY)
        session.commit()


def concern(number: int) -> bytes:
    return Concern(text=f"Screams, evening number {number}").to_bytes()


def asta(database: Database, folder: Path) -> Unlocked:
    person = next(one for one in kept_sign_ins(folder) if one.name == "Asta")
    with database.reads() as session:
        account = account_by_login(session, person.login)
        pair = open_account(account, person.passphrase)
        assert account is not None
        assert pair is not None
        return Unlocked(account, pair, b"", NOW)


def rotate(database: Database, unlocked: Unlocked) -> tuple[float, int]:
    """Seconds and batches, from pressing the button until the old key is gone."""
    start, batches, left = time.perf_counter(), 0, 1
    with database.writes() as session:
        begin_rotation(session, unlocked, session.scalars(select(Inbox)).one(), now=NOW)
        session.commit()
    while left:
        with database.writes() as session:
            left = reseal_batch(session, unlocked, session.scalars(select(Inbox)).one(), now=NOW)
            session.commit()
        batches += 1
    return time.perf_counter() - start, batches


def check(database: Database, unlocked: Unlocked) -> None:
    with database.reads() as session:
        listed = reports_awaiting(session, unlocked, frozenset({State.RECEIVED}))
        assert len({one.concern.text for one in listed if one.concern}) == REPORTS
        assert {one.generation for one in session.scalars(select(Inbox)).one().openings} == {2}


if __name__ == "__main__":
    main()

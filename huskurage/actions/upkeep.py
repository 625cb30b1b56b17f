"""Running what is due by itself: each job apart from the others, and on one host at a time."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from huskurage.core.faults import place_of
from huskurage.store.outbox import upkeep

log = logging.getLogger("huskurage")
Transaction = Callable[[], AbstractContextManager[Session]]  # commits when its block ends well


@dataclass(frozen=True)
class Job:
    """Something that is done again and again. It is harmless to do it twice.

    `work` gets the way to transactions and the moment; it answers whether it had its turn.
    """

    name: str
    work: Callable[[Transaction, datetime], bool]


def in_one_transaction(name: str, verb: Callable[[Session, datetime], object]) -> Job:
    """A job that is one verb in one transaction; a host that comes while another is at it leaves it alone."""

    def work(transaction: Transaction, now: datetime) -> bool:
        with transaction() as session:
            mine = claimed(session, name)
            if mine:
                verb(session, now)
        return mine

    return Job(name, work)


def in_many_transactions(name: str, verb: Callable[[Transaction, datetime], object]) -> Job:
    """A job that makes its transactions itself, one for each thing it does, and claims each thing by itself."""

    def work(transaction: Transaction, now: datetime) -> bool:
        verb(transaction, now)
        return True

    return Job(name, work)


def run_jobs(transaction: Transaction, *, now: datetime, jobs: Sequence[Job]) -> tuple[str, ...]:
    """Do every job once; answers the names of those that failed.

    A job that fails is undone and logged by its place in the code, never by what it said, and stops no other. Only when
    all were done here and none failed is it noted that they ran, so that a clock which stands still shows it.
    """
    failed, waited = [], False
    for job in jobs:
        try:
            waited = not job.work(transaction, now) or waited
        except Exception as error:  # noqa: BLE001 - whatever it is, the other jobs have their turn
            log.error("job %s: %s", job.name, place_of(error))  # noqa: TRY400 - the error's own text stays out of the log
            failed.append(job.name)
    if not failed and not waited:
        with transaction() as session:
            if claimed(session, "upkeep"):
                _note_checked(session, now)
    return tuple(failed)


def claimed(session: Session, name: str) -> bool:
    """Whether this transaction alone may do what is called so. On SQLite the write lock says yes."""
    if session.get_bind().dialect.name == "sqlite":
        return True
    key = int.from_bytes(hashlib.blake2b(f"huskurage {name}".encode(), digest_size=8).digest(), signed=True)
    return bool(session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": key}))


def _note_checked(session: Session, now: datetime) -> None:
    row = upkeep(session)
    row.checked_at = max(now, row.checked_at or now)
    session.add(row)

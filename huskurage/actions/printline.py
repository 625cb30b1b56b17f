"""The line of ordered prints: which may begin, which were interrupted, and which files have lain long enough."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from huskurage.actions.prints import MOST_AT_WORK, has_files, is_lost, jobs_dir
from huskurage.store.base import is_random_id
from huskurage.store.printing import AT_WORK, JobState, PrintJob, hold_line, jobs_in

Transaction = Callable[[], AbstractContextManager[Session]]  # commits when its block ends well
Start = Callable[[str], None]  # begins drawing a job in a process of its own
PATIENCE = timedelta(seconds=30)  # the process that was begun with the order has had its chance by then
ID_LENGTH = 32


def begin_print(session: Session, job_id: str, *, now: datetime) -> bool:
    """Take a waiting job out of the line; no when somebody else has it, or two of the landlord's are drawn already."""
    job = session.get(PrintJob, job_id)
    if job is None:
        return False
    hold_line(session, job.landlord_id)
    session.refresh(job)
    if job.state is not JobState.WAITING or not _places(session, job.landlord_id, now):
        return False
    job.state, job.beat_at = JobState.DRAWING, now
    return True


def next_in_line(session: Session, landlord_id: int, *, now: datetime) -> list[str]:
    """The landlord's jobs that have waited longest, as many as may begin now."""
    waiting = jobs_in(session, [JobState.WAITING], landlord_id)
    return [job.id for job in waiting[: _places(session, landlord_id, now)]]


def tidy_prints(transaction: Transaction, *, now: datetime, folder: Path, start: Start) -> None:
    """Say of interrupted prints that they were, begin what still waits, delete files older than seven days.

    Harmless to repeat: a job that is begun twice is drawn once, and a file is deleted only when nobody may fetch it.
    """
    with transaction() as session:
        for job in [one for one in jobs_in(session, AT_WORK) if is_lost(one, now)]:
            hold_line(session, job.landlord_id)
            session.refresh(job)
            if is_lost(job, now):  # it may have said a word, or ended, since we looked
                job.state, job.problem, job.done = JobState.FAILED, "interrupted", 0
    with transaction() as session:
        waiting = [job for job in jobs_in(session, [JobState.WAITING]) if job.ordered_at + PATIENCE < now]
        landlords = dict.fromkeys(job.landlord_id for job in waiting)
        ready = [job_id for one in landlords for job_id in next_in_line(session, one, now=now)]
    for job_id in ready:
        start(job_id)
    with transaction() as session:
        forgotten = list(_forgotten(session, folder, now))
    for path in forgotten:
        _delete(path)


def _places(session: Session, landlord_id: int, now: datetime) -> int:
    """How many more of the landlord's jobs may be drawn at once. A lost one holds no place."""
    at_work = [job for job in jobs_in(session, AT_WORK, landlord_id) if not is_lost(job, now)]
    return max(0, MOST_AT_WORK - len(at_work))


def _forgotten(session: Session, folder: Path, now: datetime) -> Iterator[Path]:
    """What lies in the folder of prints and belongs to none that is drawn now or may be fetched."""
    place = jobs_dir(folder)
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        job_id = path.name[:ID_LENGTH]
        job = session.get(PrintJob, job_id) if is_random_id(job_id) else None
        if is_random_id(job_id) and (job is None or not (job.state in AT_WORK or has_files(job, now))):
            yield path


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

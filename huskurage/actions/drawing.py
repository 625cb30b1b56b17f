"""Drawing an ordered print in a process of its own: it writes down how far it is, and keeps all of it or nothing."""

import errno
import logging
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from huskurage.actions.binding import Drawn, HouseIsGone, Work, make_files
from huskurage.actions.hanging import note_printed, revision_for
from huskurage.actions.printline import Start, begin_print, next_in_line
from huskurage.actions.prints import file_path, jobs_dir, order_of
from huskurage.actions.sheets import Press
from huskurage.core.designs import TRAINING, CannotDraw, PrintOrder
from huskurage.core.faults import place_of
from huskurage.core.pdfobjects import CannotBind
from huskurage.core.poster import TooManySheets, TooMuchText
from huskurage.core.printorder import HANGING
from huskurage.core.proof import WrongCode
from huskurage.core.qr import CodeTooDense
from huskurage.core.revision import Edition
from huskurage.core.swedish_time import local
from huskurage.store.places import Landlord
from huskurage.store.printing import AT_WORK, JobState, PrintJob, hold_line

log = logging.getLogger("huskurage")
Sessions = Callable[[], AbstractContextManager[Session]]
PROBLEMS: dict[type[Exception], str] = {
    CannotDraw: "cannot_draw",
    TooManySheets: "cannot_draw",
    CannotBind: "cannot_draw",
    TooMuchText: "too_much_text",
    WrongCode: "wrong_code",
    CodeTooDense: "code_too_dense",
    HouseIsGone: "house_gone",
}
"""What went wrong, as the job's page says it."""
REFUSALS = tuple(PROBLEMS)
FULL = {errno.ENOSPC, errno.EDQUOT}
OURS_ALONE = 0o700  # a folder that nobody else on the machine looks into
SPARE_BYTES = 50_000_000
SHEET_BYTES = {"pdf": 12_000, "zip": 60_000, "png": 400_000}
"""What a sheet takes on disk at the most, by packing."""


class Stopped(Exception):
    """Nobody wants this print any more: it was cancelled, or counted as interrupted."""


class DiskFull(Exception):
    """There is no room for the files."""


@dataclass(frozen=True)
class Notebook:
    """Where the drawing process writes down how far it is; each note is a sign of life."""

    job_id: str
    transaction: Sessions
    clock: Callable[[], datetime]

    def note(self, state: JobState, done: int) -> None:
        """So many sheets are drawn, or read back. Raises Stopped when the print is not wanted any more."""
        with self.transaction() as session:
            job = _wanted(session, self.job_id)
            job.state, job.done, job.beat_at = state, done, self.clock()

    def end(self, state: JobState, problem: str = "") -> None:
        """The print ends without files, unless it had ended already."""
        with self.transaction() as session:
            job = session.get(PrintJob, self.job_id)
            if job is not None and job.state in AT_WORK:
                job.state, job.problem, job.done = state, problem, 0


def run_print(
    job_id: str,
    *,
    transaction: Sessions,
    reading: Sessions,
    press: Press,
    folder: Path,
    clock: Callable[[], datetime],
    start: Start,
) -> None:
    """Draw, read back and keep an ordered print, then `start` what waits behind it.

    Does nothing when the job is not this process's to draw: taken already, cancelled, or still in line.
    """
    with transaction() as session:
        if not begin_print(session, job_id, now=clock()):
            return
    book = Notebook(job_id, transaction, clock)
    with _ending(book, jobs_dir(folder) / f"{job_id}.draft") as draft:
        work = _work(book, reading, press)
        _make_room(work, draft)
        _keep(book, make_files(work, draft), folder, work)
    _start_next(job_id, transaction, clock(), start)


@contextmanager
def _ending(book: Notebook, draft: Path) -> Iterator[Path]:
    """Whatever happens while it is drawn is written down as the print's end, and the draft is thrown away."""
    try:
        yield draft
    except Stopped:
        book.end(JobState.CANCELLED)
    except Exception as error:  # noqa: BLE001 - whatever it is, the page must not say for ever that it is being drawn
        if problem_of(error) == "broke":
            log.error("draw-print: %s", place_of(error))  # noqa: TRY400 - the error's own text stays out of the log
        book.end(JobState.FAILED, problem_of(error))
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def problem_of(error: Exception) -> str:
    """The name of what went wrong."""
    if isinstance(error, DiskFull) or (isinstance(error, OSError) and error.errno in FULL):
        return "disk_full"
    return next((PROBLEMS[kind] for kind in type(error).__mro__ if kind in PROBLEMS), "broke")


def after_done(session: Session, job: PrintJob, drawn: Mapping[int, Drawn], day: date) -> None:
    """What else is written in the transaction in which a print becomes fetchable."""
    note_drawn(session, drawn, landlord_id=job.landlord_id, order=order_of(job), day=day)


def note_drawn(session: Session, drawn: Mapping[int, Drawn], *, landlord_id: int, order: PrintOrder, day: date) -> None:
    """Note for the rounds which poster waits to be hung where.

    `drawn` says what each stairwell's sheet carries: numbers and tags may have changed since it was drawn. Sheets for
    practice hang nowhere, nor do letters and stickers.
    """
    if order.form not in HANGING or TRAINING in order.options:
        return
    town = session.get_one(Landlord, landlord_id).municipality
    editions: dict[bytes, Edition] = {one.edition.fingerprint: one.edition for one in drawn.values()}
    tags: dict[bytes, dict[int, str]] = defaultdict(dict)
    for stairwell_id, one in drawn.items():
        tags[one.edition.fingerprint][stairwell_id] = one.tag
    for fingerprint, edition in editions.items():
        revision = revision_for(session, town, edition=edition, day=day)
        note_printed(session, tags[fingerprint], revision=revision, day=day)


def _work(book: Notebook, reading: Sessions, press: Press) -> Work:
    with reading() as session:
        job = session.get_one(PrintJob, book.job_id)
        return Work(
            ids=[int(one) for one in job.stairwell_ids],
            order=order_of(job),
            packing=job.packing,
            made_on=local(book.clock()).date(),
            press=press,
            reading=reading,
            note=book.note,
        )


def _make_room(work: Work, draft: Path) -> None:
    """An empty folder for the files; raises DiskFull when they would not fit, before any time is spent on them."""
    draft.parent.mkdir(mode=OURS_ALONE, parents=True, exist_ok=True)
    draft.mkdir(mode=OURS_ALONE, exist_ok=True)
    needed = SPARE_BYTES + len(work.ids) * SHEET_BYTES[work.packing]
    if shutil.disk_usage(draft).free < needed:
        raise DiskFull


def _keep(book: Notebook, made: list[Path], folder: Path, work: Work) -> None:
    """Put the files where they are fetched, and say so, in one go; raises Stopped."""
    with book.transaction() as session:
        job = _wanted(session, book.job_id)
        for number, path in enumerate(made, start=1):
            os.replace(path, file_path(folder, job, number))  # noqa: PTH105 - atomic within the folder
        job.state, job.done = JobState.DONE, job.total
        job.done_at = job.beat_at = book.clock()
        after_done(session, job, work.drawn, work.made_on)


def _wanted(session: Session, job_id: str) -> PrintJob:
    job = session.get(PrintJob, job_id)
    if job is None:
        raise Stopped
    hold_line(session, job.landlord_id)
    session.refresh(job)
    if job.stop or job.state not in AT_WORK:
        raise Stopped
    return job


def _start_next(job_id: str, transaction: Sessions, now: datetime, start: Start) -> None:
    with transaction() as session:
        job = session.get(PrintJob, job_id)
        ready = next_in_line(session, job.landlord_id, now=now) if job else []
    for one in ready:
        start(one)

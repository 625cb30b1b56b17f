"""Ordering, drawing and fetching posters: single sheets at once, estates in a process of their own."""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound, NothingChosen
from huskurage.actions.people import Unlocked
from huskurage.actions.sheets import Press, draw_posters, draw_screens, one_poster, sheet_for
from huskurage.core.designs import CannotDraw, PrintOrder
from huskurage.core.poster import TooManySheets, TooMuchText
from huskurage.core.proof import WrongCode, prove
from huskurage.core.qr import CodeTooDense
from huskurage.store.audit import Act, record
from huskurage.store.base import is_random_id
from huskurage.store.houses import Stairwell
from huskurage.store.printing import RUNNING, JobState, PrintJob, jobs_of

__all__ = ["Press", "draw_posters", "draw_screens", "one_poster", "sheet_for"]  # they live in `sheets`

DESIGN = PrintOrder().design
LOST_AFTER = timedelta(minutes=2)  # a drawing process that has not said a word for so long is gone
PROBLEMS = {
    CannotDraw: "cannot_draw",
    TooMuchText: "too_much_text",
    WrongCode: "wrong_code",
    CodeTooDense: "code_too_dense",
}

Sessions = Callable[[], AbstractContextManager[Session]]


def order_print(
    session: Session,
    unlocked: Unlocked,
    *,
    stairwells: Sequence[Stairwell],
    languages: Sequence[str],
    now: datetime,
) -> PrintJob:
    """Order one PDF of these stairwells of the person's own landlord; raises NothingChosen, NotFound."""
    if not stairwells:
        raise NothingChosen
    if any(one.building.landlord_id != unlocked.account.landlord_id for one in stairwells):
        raise NotFound
    job = PrintJob(
        landlord_id=stairwells[0].building.landlord_id,
        ordered_by_id=unlocked.account.id,
        ordered_at=now,
        beat_at=now,
        stairwell_ids=[one.id for one in stairwells],
        languages=list(languages),
        total=len(stairwells),
    )
    session.add(job)
    session.flush()
    record(session, at=now, act=Act.POSTERS_PRINTED, account=unlocked.account, kind="print", object_id=job.id)
    return job


def job_for(session: Session, unlocked: Unlocked, job_id: str) -> PrintJob:
    """A print job of the person's own landlord; raises NotFound for any other, as for none."""
    job = session.get(PrintJob, job_id) if is_random_id(job_id) else None
    if job is None or job.landlord_id != unlocked.account.landlord_id:
        raise NotFound
    return job


def jobs_for(session: Session, unlocked: Unlocked) -> list[PrintJob]:
    """The landlord's latest print jobs."""
    return jobs_of(session, unlocked.account.landlord_id) if unlocked.account.landlord_id else []


def is_lost(job: PrintJob, now: datetime) -> bool:
    """Whether the drawing process died: the job must be ordered again."""
    return job.state in RUNNING and job.beat_at + LOST_AFTER < now


def run_print(
    job_id: str, *, transaction: Sessions, reading: Sessions, press: Press, folder: Path, clock: Callable[[], datetime]
) -> None:
    """Draw, check and keep an ordered print; runs in a child process and writes down how far it has come."""

    def tell(state: JobState, done: int = 0, problem: str = "") -> None:
        with transaction() as session:
            job = session.get_one(PrintJob, job_id)
            job.state, job.done, job.problem, job.beat_at = state, done, problem, clock()

    tell(JobState.DRAWING)
    try:
        with reading() as session:  # typesetting takes seconds: nobody's concern may wait for it
            job = session.get_one(PrintJob, job_id)
            chosen = [session.get_one(Stairwell, one) for one in job.stairwell_ids]
            total = job.total
            order = order_of(job)
            pdf, expected = draw_posters(chosen, press=press, order=order, made_on=clock().date())
        tell(JobState.CHECKING, total)
        prove(pdf, expected)
        _keep(pdf, job_path(folder, job_id))
    except (CannotDraw, WrongCode, CodeTooDense, TooManySheets) as error:
        tell(JobState.FAILED, problem=PROBLEMS.get(type(error), "cannot_draw"))
    else:
        tell(JobState.DONE, total)


def order_of(job: PrintJob) -> PrintOrder:
    """What the job's row says is wanted."""
    return PrintOrder(design=job.design, form=job.form, options=frozenset(job.options), languages=tuple(job.languages))


def job_path(folder: Path, job_id: str) -> Path:
    """Where a job's PDF lies."""
    return folder / "posters" / "jobs" / f"{job_id}.pdf"


def _keep(pdf: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(pdf)
    os.replace(draft, path)  # noqa: PTH105 - atomic within the folder

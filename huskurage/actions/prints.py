"""Ordering prints of many posters, looking at how far they are, taking an order back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound, NothingChosen, TooManyChosen
from huskurage.actions.people import Unlocked
from huskurage.core.designs import PrintOrder
from huskurage.core.proof import sampled_pages
from huskurage.store.audit import Act, record
from huskurage.store.base import is_random_id
from huskurage.store.choosing import standing
from huskurage.store.printing import AT_WORK, RUNNING, JobState, PrintJob, hold_line, jobs_in, jobs_of

MOST_ORDERED = 20_000
"""Stairwells in one order."""
MOST_AT_WORK = 2
"""Jobs of one landlord that are drawn at once; others wait in line."""
LOST_AFTER = timedelta(minutes=2)  # a drawing process that has not said a word for so long is gone
KEPT = timedelta(days=7)
"""How long the files of a finished print stay."""
FILE_PAGES = 1_000
"""Sheets in one PDF at the most: some 12 MB, which every office printer takes."""
FEW_SHEETS = 20
"""So many sheets are all read back."""
SHARE = 0.1
"""The part of more sheets that is read back before anybody gets the file."""


@dataclass(frozen=True)
class Part:
    """One file of a print: its number from 1, and which places of the order it holds, `first` to before `end`."""

    number: int
    first: int
    end: int


def order_print(
    session: Session,
    unlocked: Unlocked,
    *,
    stairwell_ids: Sequence[int],
    order: PrintOrder,
    packing: str,
    now: datetime,
) -> PrintJob:
    """Order a print of these stairwells, in this order, of the person's own landlord.

    Raises NothingChosen, TooManyChosen above 20,000, NotFound when one is retired or none of theirs.
    """
    job = PrintJob(
        landlord_id=_landlord_of(session, unlocked, stairwell_ids),
        ordered_by_id=unlocked.account.id,
        ordered_at=now,
        beat_at=now,
        stairwell_ids=list(stairwell_ids),
        languages=list(order.languages),
        total=len(stairwell_ids),
        design=order.design,
        form=order.form,
        options=sorted(order.options),
        packing=packing,
    )
    session.add(job)
    session.flush()
    record(session, at=now, act=Act.POSTERS_PRINTED, account=unlocked.account, kind="print", object_id=job.id)
    return job


def _landlord_of(session: Session, unlocked: Unlocked, stairwell_ids: Sequence[int]) -> int:
    """The person's landlord, whose houses these all are; raises what `order_print` raises."""
    landlord_id = unlocked.account.landlord_id
    if landlord_id is None:
        raise NotFound
    if not stairwell_ids:
        raise NothingChosen
    if len(stairwell_ids) > MOST_ORDERED:
        raise TooManyChosen
    if len(standing(session, landlord_id, stairwell_ids)) != len(stairwell_ids):
        raise NotFound
    return landlord_id


def job_for(session: Session, unlocked: Unlocked, job_id: str) -> PrintJob:
    """A print job of the person's own landlord; raises NotFound for any other, as for none."""
    job = session.get(PrintJob, job_id) if is_random_id(job_id) else None
    if job is None or job.landlord_id != unlocked.account.landlord_id:
        raise NotFound
    return job


def jobs_for(session: Session, unlocked: Unlocked) -> list[PrintJob]:
    """The landlord's latest print jobs."""
    return jobs_of(session, unlocked.account.landlord_id) if unlocked.account.landlord_id else []


def cancel_print(session: Session, unlocked: Unlocked, job_id: str, *, now: datetime) -> None:
    """Take an order back: what waits or was interrupted ends at once, what is drawn ends at its next step.

    What is over already stays as it is. Raises NotFound.
    """
    job = job_for(session, unlocked, job_id)
    hold_line(session, job.landlord_id)
    session.refresh(job)
    if job.state is JobState.WAITING or is_lost(job, now):
        job.state, job.done = JobState.CANCELLED, 0
    elif job.state in AT_WORK:
        job.stop = True


def is_lost(job: PrintJob, now: datetime) -> bool:
    """Whether the drawing process died: the job must be ordered again."""
    return job.state in AT_WORK and job.beat_at + LOST_AFTER < now


def ahead_of(session: Session, job: PrintJob, now: datetime) -> int:
    """How many of the landlord's jobs come before a waiting one."""
    others = [one for one in jobs_in(session, RUNNING, job.landlord_id) if one.id != job.id and not is_lost(one, now)]
    return sum(one.state in AT_WORK or (one.ordered_at, one.id) < (job.ordered_at, job.id) for one in others)


def order_of(job: PrintJob) -> PrintOrder:
    """What was ordered."""
    return PrintOrder(design=job.design, form=job.form, options=frozenset(job.options), languages=tuple(job.languages))


def kept_until(job: PrintJob) -> datetime:
    """Until when the files of a finished print stay."""
    return (job.done_at or job.ordered_at) + KEPT


def has_files(job: PrintJob, now: datetime) -> bool:
    """Whether something of the print may be fetched."""
    return job.state is JobState.DONE and now < kept_until(job)


def parts_of(total: int) -> tuple[Part, ...]:
    """The files of one PDF print of so many sheets, about equally long, none over 200 sheets."""
    count = -(-total // FILE_PAGES)
    bounds = [total * place // count for place in range(count + 1)]
    return tuple(Part(number, first, end) for number, (first, end) in enumerate(pairwise(bounds), start=1))


def share_of(total: int) -> float:
    """Which part of so many sheets is read back, 0 to 1."""
    return 1.0 if total <= FEW_SHEETS else SHARE


def looked_at(job: PrintJob) -> int:
    """How many sheets of the print are read back before it may be fetched."""
    share = share_of(job.total)
    if job.packing != "pdf":
        return len(sampled_pages(job.total, share))
    return sum(len(sampled_pages(part.end - part.first, share)) for part in parts_of(job.total))


def job_path(folder: Path, job_id: str, part: int = 1) -> Path:
    """Where a file of a job's lies: its only or first PDF, or another part."""
    return jobs_dir(folder) / (f"{job_id}.pdf" if part == 1 else f"{job_id}-{part}.pdf")


def zip_path(folder: Path, job_id: str) -> Path:
    """Where a job's ZIP file lies."""
    return jobs_dir(folder) / f"{job_id}.zip"


def file_count(job: PrintJob) -> int:
    """How many files the print is."""
    return len(parts_of(job.total)) if job.packing == "pdf" else 1


def file_path(folder: Path, job: PrintJob, part: int) -> Path:
    """Where a file of the print lies; parts are counted from 1."""
    return job_path(folder, job.id, part) if job.packing == "pdf" else zip_path(folder, job.id)


def jobs_dir(folder: Path) -> Path:
    """The folder of all finished prints."""
    return folder / "posters" / "jobs"

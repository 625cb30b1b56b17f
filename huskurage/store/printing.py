"""Print jobs: which stairwells, in which languages, how far the drawing has come, and whether it may be fetched."""

import enum
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from huskurage.store.base import Base, Moment, random_id, words
from huskurage.store.places import Landlord


class JobState(enum.Enum):
    """How far a print job is."""

    WAITING = "waiting"
    DRAWING = "drawing"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


AT_WORK = frozenset({JobState.DRAWING, JobState.CHECKING})
RUNNING = AT_WORK | {JobState.WAITING}


class PrintJob(Base):
    __tablename__ = "print_jobs"

    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlords.id"), index=True)
    ordered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    ordered_at: Mapped[datetime] = mapped_column(Moment)
    beat_at: Mapped[datetime] = mapped_column(Moment)  # the drawing process writes this as long as it lives
    stairwell_ids: Mapped[list[Any]] = mapped_column(JSON)
    languages: Mapped[list[Any]] = mapped_column(JSON)
    total: Mapped[int]
    design: Mapped[str] = mapped_column(String(40), default="calm")
    form: Mapped[str] = mapped_column(String(20), default="a4")
    options: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)  # "toner", "shop", "training", "offline"
    packing: Mapped[str] = mapped_column(String(10), default="pdf")  # "pdf", or a "zip" or "png" of files by address
    stop: Mapped[bool] = mapped_column(default=False)  # somebody wants it cancelled
    done_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default_factory=random_id)
    done: Mapped[int] = mapped_column(default=0)
    state: Mapped[JobState] = mapped_column(words(JobState, "job_state"), default=JobState.WAITING)
    problem: Mapped[str] = mapped_column(String(40), default="")


def jobs_of(session: Session, landlord_id: int) -> list[PrintJob]:
    """A landlord's latest print jobs, the newest first; which stairwells they hold is not fetched along."""
    query = select(PrintJob).where(PrintJob.landlord_id == landlord_id).order_by(PrintJob.ordered_at.desc()).limit(20)
    return list(session.scalars(query.options(defer(PrintJob.stairwell_ids))))


def jobs_in(session: Session, states: Collection[JobState], landlord_id: int | None = None) -> list[PrintJob]:
    """The jobs in one of these states, the oldest first; of one landlord or of all."""
    query = select(PrintJob).where(PrintJob.state.in_(states)).order_by(PrintJob.ordered_at, PrintJob.id)
    if landlord_id is not None:
        query = query.where(PrintJob.landlord_id == landlord_id)
    return list(session.scalars(query.options(defer(PrintJob.stairwell_ids))))


def hold_line(session: Session, landlord_id: int) -> None:
    """Let nobody else decide which of this landlord's jobs begins until this transaction ends."""
    held = select(Landlord.id).where(Landlord.id == landlord_id)
    session.execute(held.with_for_update(key_share=True))

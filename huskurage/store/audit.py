"""The log of what staff did: who, what, which object, when. It carries no content, and nothing neighbours do."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.store.base import Base, Moment, words
from huskurage.store.people import Account


class Act(enum.Enum):
    """What was done."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    REPORT_READ = "report_read"
    REPORT_TAKEN = "report_taken"
    NOTE_WRITTEN = "note_written"
    QUESTION_ASKED = "question_asked"
    REPORT_CLOSED = "report_closed"
    REPORT_RELEASED = "report_released"
    POSTERS_PRINTED = "posters_printed"
    HOUSES_IMPORTED = "houses_imported"
    INBOX_MADE = "inbox_made"
    KIT_MADE = "kit_made"
    KIT_TESTED = "kit_tested"


class AuditEvent(Base):
    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime] = mapped_column(Moment)
    act: Mapped[Act] = mapped_column(words(Act, "act"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    object_kind: Mapped[str] = mapped_column(String(20), default="")
    object_id: Mapped[str] = mapped_column(String(40), default="", index=True)
    account: Mapped[Account | None] = relationship(init=False)


def record(
    session: Session, *, at: datetime, act: Act, account: Account | None, kind: str = "", object_id: str = ""
) -> None:
    """Add a line to the log in the caller's own transaction."""
    session.add(
        AuditEvent(at=at, act=act, account_id=account.id if account else None, object_kind=kind, object_id=object_id)
    )


def events_about(session: Session, kind: str, object_id: str) -> list[AuditEvent]:
    query = select(AuditEvent).where(AuditEvent.object_kind == kind, AuditEvent.object_id == object_id)
    return list(session.scalars(query.order_by(AuditEvent.id)))

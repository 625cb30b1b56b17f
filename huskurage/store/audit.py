"""The log of what staff did: who, what, which object, when; each line bound to all before it. It carries no content."""

import enum
from collections.abc import Generator
from contextlib import closing
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select, type_coerce
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.core.logchain import BEGINNING, Line, chained
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
    IMPORT_UNDONE = "import_undone"
    HOUSE_CHANGED = "house_changed"
    HOUSES_EXPORTED = "houses_exported"
    TAG_CHANGED = "tag_changed"
    POSTERS_HUNG = "posters_hung"
    LETTERS_DELIVERED = "letters_delivered"
    PLAN_CHANGED = "plan_changed"
    LOGO_CHANGED = "logo_changed"
    INBOX_MADE = "inbox_made"
    KIT_MADE = "kit_made"
    KIT_TESTED = "kit_tested"
    KIT_USED = "kit_used"
    KIT_REFUSED = "kit_refused"
    INBOX_LIVE = "inbox_live"
    INBOX_CHANGED = "inbox_changed"
    OPENING_GIVEN = "opening_given"
    OPENING_TAKEN = "opening_taken"
    KEY_ROTATED = "key_rotated"
    KEY_RESEALED = "key_resealed"
    PERSON_INVITED = "person_invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    PERSON_JOINED = "person_joined"
    PERSON_LEFT = "person_left"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105 - what was done, and no passphrase
    NEW_START_OFFERED = "new_start_offered"
    NEW_START_MADE = "new_start_made"
    NEW_FACTOR_OFFERED = "new_factor_offered"
    FACTOR_CHANGED = "factor_changed"
    RECOVERY_CODE_USED = "recovery_code_used"
    SESSION_ENDED = "session_ended"
    ACCOUNT_CHANGED = "account_changed"
    DUTY_CHANGED = "duty_changed"
    ABSENCE_CHANGED = "absence_changed"
    RECEIVERS_CHANGED = "receivers_changed"
    REPORT_FILED_FOR_CALLER = "report_filed_for_caller"
    REPORT_ASSIGNED = "report_assigned"
    REPORT_GIVEN_BACK = "report_given_back"
    WITHDRAWAL_SEEN = "withdrawal_seen"
    PROTECTION_ASSESSED = "protection_assessed"
    NO_ACTION_PROPOSED = "no_action_proposed"
    NO_ACTION_REFUSED = "no_action_refused"
    REPORT_QUARANTINED = "report_quarantined"
    REPORTS_LINKED = "reports_linked"
    REPORT_MUTED = "report_muted"
    REPORT_UNMUTED = "report_unmuted"
    REPORT_HANDED_OVER = "report_handed_over"
    REPORT_REGISTERED = "report_registered"
    REPORT_EXPORTED = "report_exported"
    COPY_REDACTED = "copy_redacted"
    REPORT_PURGED = "report_purged"
    REPORT_HELD_BACK = "report_held_back"
    REPORT_LET_GO = "report_let_go"
    RETENTION_CHANGED = "retention_changed"
    REPORT_READ_REFUSED = "report_read_refused"
    FEED_MADE = "feed_made"
    FEED_ENDED = "feed_ended"
    LETTER_TESTED = "letter_tested"
    LOG_READ = "log_read"
    TEXT_CHANGED = "text_changed"
    CAMPAIGN_CHANGED = "campaign_changed"
    FEEDBACK_REMOVED = "feedback_removed"


class AuditEvent(Base):
    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    position: Mapped[int] = mapped_column(unique=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime] = mapped_column(Moment)
    act: Mapped[Act] = mapped_column(words(Act, "act"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    object_kind: Mapped[str] = mapped_column(String(20), default="")
    object_id: Mapped[str] = mapped_column(String(40), default="", index=True)
    account: Mapped[Account | None] = relationship(init=False)


class AuditHead(Base):
    """The end of the chain: how many lines there are, and the digest of the last."""

    __tablename__ = "audit_heads"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    count: Mapped[int] = mapped_column(default=0)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), default=BEGINNING)


def record(
    session: Session, *, at: datetime, act: Act, account: Account | None, kind: str = "", object_id: str = ""
) -> None:
    """Add a line to the log in the caller's own transaction; whoever adds another waits until that has ended.

    Lock what the line tells of before this, never after: two who wait for each other end in an error page.
    """
    if account is not None:  # before the head: the line's own key would ask for it after
        session.execute(select(Account.id).where(Account.id == account.id).with_for_update(read=True, key_share=True))
    head = _locked_head(session)
    line = Line(head.count + 1, at, act.value, account.id if account else None, kind, object_id)
    head.count, head.digest = line.position, chained(head.digest, line)
    session.add(
        AuditEvent(
            position=line.position, digest=head.digest, at=at, act=act, account_id=line.account_id,
            object_kind=kind, object_id=object_id,
        )
    )  # fmt: skip
    session.flush()


def record_report(session: Session, act: Act, account: Account | None, report_id: str, *, at: datetime) -> None:
    """Add a line about what was done with a report."""
    record(session, at=at, act=act, account=account, kind="report", object_id=report_id)


def _locked_head(session: Session) -> AuditHead:
    head = session.get(AuditHead, 1, with_for_update=True, populate_existing=True)
    if head is not None:
        return head
    try:
        with session.begin_nested():
            session.add(AuditHead())
    except IntegrityError:  # somebody else wrote the very first line at the same time
        pass
    return session.get_one(AuditHead, 1, with_for_update=True, populate_existing=True)


def lines_in_order(session: Session, at_once: int = 1000) -> Generator[tuple[Line, bytes]]:
    """Every line with its kept digest, as the database has it now, so many in memory at a time."""
    query = select(
        AuditEvent.position, AuditEvent.at, type_coerce(AuditEvent.act, String), AuditEvent.account_id,
        AuditEvent.object_kind, AuditEvent.object_id, AuditEvent.digest,
    )  # fmt: skip
    rows = session.execute(query.order_by(AuditEvent.position).execution_options(yield_per=at_once))
    with closing(rows):
        for position, at, act, account_id, kind, object_id, digest in rows:
            yield Line(position, at, act, account_id, kind, object_id), digest


def head_of(session: Session) -> tuple[int, bytes]:
    """How many lines the log says it has, and the digest of the last."""
    found = session.execute(select(AuditHead.count, AuditHead.digest)).first()
    return (found[0], found[1]) if found else (0, BEGINNING)


def events_about(session: Session, kind: str, object_id: str) -> list[AuditEvent]:
    query = select(AuditEvent).where(AuditEvent.object_kind == kind, AuditEvent.object_id == object_id)
    return list(session.scalars(query.order_by(AuditEvent.position)))

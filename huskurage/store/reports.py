"""Reports, their sealed entries, the content keys that open them, and what waits. No column holds clear text."""

import enum
from datetime import date

from sqlalchemy import Date, ForeignKey, LargeBinary, Select, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship, selectinload

from huskurage.core.lifecycle import CloseReason, State
from huskurage.store.base import Base, random_id, words
from huskurage.store.inboxes import Inbox, Opening, keep_key
from huskurage.store.people import Account


class EntryKind(enum.Enum):
    """What an entry is, and so who wrote it: neighbours file, add and answer; the rest is the staff's."""

    CONCERN = "concern"
    ADDITION = "addition"
    ANSWER = "answer"
    QUESTION = "question"
    NOTE = "note"
    HANDOVER = "handover"  # to whom, how, when, reference; and the registry number
    LINK = "link"  # another report about the same


UNREAD = frozenset({State.RECEIVED, State.ANSWERED})  # the neighbour wrote something that nobody has read
FROM_NEIGHBOUR = frozenset({EntryKind.CONCERN, EntryKind.ADDITION, EntryKind.ANSWER})


class Recipient(enum.Enum):
    """Whose key a content key is sealed to."""

    INBOX = "inbox"
    REPORTER = "reporter"


class Report(Base):
    __tablename__ = "reports"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - no row number that would tell the order of arrival

    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"), index=True)
    lookup: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    reporter_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    received_on: Mapped[date] = mapped_column(Date)
    look_by: Mapped[date] = mapped_column(Date)
    state: Mapped[State] = mapped_column(words(State, "state"))
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default_factory=random_id)
    protect_by: Mapped[date | None] = mapped_column(Date, default=None)
    decide_by: Mapped[date | None] = mapped_column(Date, default=None)
    answer_by: Mapped[date | None] = mapped_column(Date, default=None)
    assessed_on: Mapped[date | None] = mapped_column(Date, default=None)
    handed_over_on: Mapped[date | None] = mapped_column(Date, default=None)
    registered_on: Mapped[date | None] = mapped_column(Date, default=None)
    closed_on: Mapped[date | None] = mapped_column(Date, default=None)
    muted: Mapped[bool] = mapped_column(default=False)
    held: Mapped[bool] = mapped_column(default=False)  # not purged, for a reason that a note tells
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None, index=True)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    close_reason: Mapped[CloseReason | None] = mapped_column(words(CloseReason, "close_reason"), default=None)
    inbox: Mapped[Inbox] = relationship(init=False)
    taken_by: Mapped[Account | None] = relationship(init=False, foreign_keys=[taken_by_id])
    proposed_by: Mapped[Account | None] = relationship(init=False, foreign_keys=[proposed_by_id])
    notices: Mapped[list["Notice"]] = relationship(
        back_populates="report", default_factory=list, cascade="all, delete-orphan"
    )
    entries: Mapped[list["Entry"]] = relationship(
        back_populates="report", default_factory=list, order_by="Entry.position"
    )

    def entry(self, entry_id: str) -> "Entry | None":
        return next((entry for entry in self.entries if entry.id == entry_id), None)


class Entry(Base):
    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("report_id", "position"), {"sqlite_with_rowid": False})

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), init=False)
    kind: Mapped[EntryKind] = mapped_column(words(EntryKind, "entry_kind"))
    position: Mapped[int]
    written_on: Mapped[date] = mapped_column(Date)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default_factory=random_id)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    report: Mapped[Report] = relationship(back_populates="entries", init=False)
    author: Mapped[Account | None] = relationship(init=False)
    keys: Mapped[list["ContentKey"]] = relationship(back_populates="entry", default_factory=list)


class ContentKey(Base):
    """An entry's content key, sealed to one recipient. Deleting it is how the entry is forgotten."""

    __tablename__ = "content_keys"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as for reports

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True, init=False)
    recipient: Mapped[Recipient] = mapped_column(words(Recipient, "recipient"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary(120))
    generation: Mapped[int] = mapped_column(default=1)  # which of the inbox's keys opens it
    entry: Mapped[Entry] = relationship(back_populates="keys", init=False)


class NoticeKind(enum.Enum):
    """What has to be done about a report, so that nobody need be told when it was done."""

    LOOK = "look"  # read what the neighbour wrote
    PROTECT = "protect"  # assess the need of protection
    ANSWER = "answer"  # look again: the question was not answered
    DECIDE = "decide"  # hand over or close


class Told(enum.Enum):
    """How far up a notice has gone."""

    NOBODY = "nobody"
    OWNER = "owner"
    DEPUTY = "deputy"
    MANAGER = "manager"


class Notice(Base):
    """Something waits. Written in the transaction of what it tells of, deleted in that of what was done about it.

    It has no clock: the days stand in the report.
    """

    __tablename__ = "notices"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as for reports

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True, init=False)
    kind: Mapped[NoticeKind] = mapped_column(words(NoticeKind, "notice_kind"), primary_key=True)
    told: Mapped[Told] = mapped_column(words(Told, "told"), default=Told.NOBODY)
    told_to: Mapped[str] = mapped_column(String(60), default="")  # the accounts that were told, each once, in order
    report: Mapped[Report] = relationship(back_populates="notices", init=False)

    @property
    def people_told(self) -> list[int]:
        """The accounts that were told of it, the latest last."""
        return [int(one) for one in self.told_to.split()]

    def tell(self, told: Told, account_id: int) -> None:
        """Note that it has gone so far up, and to whom."""
        self.told, self.told_to = told, f"{self.told_to} {account_id}".strip()

    def begin_anew(self) -> None:
        """Nobody has been told of what waits now."""
        self.told, self.told_to = Told.NOBODY, ""


def report_by_lookup(session: Session, lookup: bytes, *, to_change: bool = False) -> Report | None:
    """The report behind a code. `to_change` makes others wait; looking alone leaves no trace in the row."""
    query = select(Report).where(Report.lookup == lookup)
    return session.scalars(query.with_for_update() if to_change else query).first()


def reports_readable_by(session: Session, account_id: int, states: frozenset[State]) -> list[Report]:
    """Reports in these states in every inbox the account holds an opening of, ordered by deadline."""
    query = (
        select(Report)
        .where(Report.inbox_id.in_(opened_by(account_id)), Report.state.in_(states))
        .order_by(Report.look_by, Report.received_on, Report.id)
        .options(  # a few questions, however many reports
            selectinload(Report.entries).selectinload(Entry.keys),
            selectinload(Report.notices),
            selectinload(Report.inbox).selectinload(Inbox.openings),
            selectinload(Report.taken_by),
        )
    )
    return list(session.scalars(query))


def opened_by(account_id: int) -> Select[int]:
    return select(Opening.inbox_id).where(Opening.account_id == account_id)


def report_readable_by(session: Session, account_id: int, report_id: str, *, to_change: bool = False) -> Report | None:
    """The report, if the account holds an opening of its inbox; otherwise the same None as for no such report.

    `to_change` keeps others from changing it, and its inbox's key from being changed, until this transaction ends.
    """
    query = select(Report).where(Report.inbox_id.in_(opened_by(account_id)), Report.id == report_id)
    if to_change:
        query = query.with_for_update(of=Report)
    found = session.scalars(query).first()
    if found is not None and to_change:
        keep_key(session, found.inbox)
    return found


def notices_readable_by(session: Session, account_id: int) -> list[Notice]:
    """What waits in the inboxes that the account holds an opening of, each with its report."""
    query = (
        select(Notice)
        .join(Notice.report)
        .where(Report.inbox_id.in_(opened_by(account_id)))
        .options(contains_eager(Notice.report))
    )
    return list(session.scalars(query))


def count_unlooked(session: Session, inbox_id: int, last_over: date) -> int:
    """Reports with words that nobody has looked at although their day, this one at the latest, is over."""
    query = select(func.count()).where(
        Report.inbox_id == inbox_id, Report.state.in_(UNREAD), Report.look_by <= last_over
    )
    return session.scalar(query) or 0


def open_notices(session: Session) -> list[Notice]:
    """What waits in live inboxes and has not gone all the way up; what somebody is changing right now is left out."""
    query = (
        select(Notice)
        .join(Notice.report)
        .join(Report.inbox)
        .where(Inbox.live, Notice.told != Told.MANAGER)
        .order_by(Report.look_by, Notice.report_id, Notice.kind)
        .options(contains_eager(Notice.report).contains_eager(Report.inbox))
        .with_for_update(skip_locked=True, of=Notice)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(query))

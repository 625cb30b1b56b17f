"""The protocol of what was purged, and the reports whose end has come near."""

from datetime import date

from sqlalchemy import Date, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.core.lifecycle import CloseReason, State
from huskurage.store.base import Base, words
from huskurage.store.inboxes import Inbox
from huskurage.store.people import Account
from huskurage.store.reports import Report, opened_by


class Purge(Base):
    """The protocol of a report that was forgotten: which, when and by which rule, and nothing of what it said."""

    __tablename__ = "purges"

    report_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"), index=True)
    received_on: Mapped[date] = mapped_column(Date)
    closed_on: Mapped[date] = mapped_column(Date)
    registered_on: Mapped[date] = mapped_column(Date)
    purged_on: Mapped[date] = mapped_column(Date)
    close_reason: Mapped[CloseReason | None] = mapped_column(words(CloseReason, "close_reason"))
    entries: Mapped[int]
    rule: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)  # None: by itself, on its day
    forgotten: Mapped[bool] = mapped_column(default=False)  # its key is burnt and no log of the database holds it
    inbox: Mapped[Inbox] = relationship(init=False)
    by: Mapped[Account | None] = relationship(init=False)


def reports_ended(session: Session, account_id: int | None = None) -> list[Report]:
    """Reports that have ended and were registered, of the inboxes the account can open; of all inboxes for None."""
    query = select(Report).where(
        Report.state.in_((State.CLOSED, State.WITHDRAWN)),
        Report.closed_on.is_not(None),
        Report.registered_on.is_not(None),
    )
    if account_id is not None:
        query = query.where(Report.inbox_id.in_(opened_by(account_id)))
    return list(session.scalars(query.order_by(Report.closed_on, Report.id)))


def purges_of(session: Session, municipality_id: int) -> list[Purge]:
    """The protocol of a municipality, the latest day first."""
    query = select(Purge).join(Inbox).where(Inbox.municipality_id == municipality_id)
    return list(session.scalars(query.order_by(Purge.purged_on.desc(), Purge.report_id)))


def purges_unfinished(session: Session) -> list[str]:
    """The reports that are gone from the database, and whose key nobody has yet noted as burnt."""
    return list(session.scalars(select(Purge.report_id).where(Purge.forgotten.is_(False)).order_by(Purge.report_id)))

"""Reading a report: every entry opened for a keyholder, logged with the reading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.entries import Keyring, open_entry
from huskurage.actions.keys import inbox_ring
from huskurage.actions.notices import settle
from huskurage.actions.people import Unlocked
from huskurage.actions.waking import at_rest
from huskurage.core.concern import Concern, Words, read_content
from huskurage.core.handover import HandOver, Registration, read_record
from huskurage.core.lifecycle import State, move
from huskurage.core.links import Link
from huskurage.core.sealing import Unsealable
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record_report
from huskurage.store.reports import Entry, EntryKind, NoticeKind, Recipient, Report

Content = Concern | Words | Link | HandOver | Registration
READERS: dict[EntryKind, Callable[[bytes], Content]] = {
    EntryKind.CONCERN: read_content,
    EntryKind.ADDITION: read_content,
    EntryKind.ANSWER: read_content,
    EntryKind.QUESTION: Words.from_bytes,
    EntryKind.NOTE: Words.from_bytes,
    EntryKind.LINK: Link.from_bytes,
    EntryKind.HANDOVER: read_record,
}


@dataclass(frozen=True)
class Spoken:
    """One entry of a thread with its clear content; None when it does not open."""

    entry: Entry
    content: Content | None

    def __repr__(self) -> str:
        return "<Spoken>"


def read_thread(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> Sequence[Spoken]:
    """Open every entry of the report; what was forgotten is left out. A report with unread words becomes a read one.

    The reading is logged, and so is what does not open. When nothing opens, nothing was read: the report waits on. A
    question whose day has come is looked at by reading.
    """
    thread = opened_in(unlocked, report)
    opened = [one for one in thread if one.content is not None]
    if len(opened) < len(thread) or not opened:
        record_report(session, Act.REPORT_READ_REFUSED, unlocked.account, report.id, at=now)
    if opened:
        record_report(session, Act.REPORT_READ, unlocked.account, report.id, at=now)
        if report.state in {State.RECEIVED, State.ANSWERED}:
            report.state = move(report.state, at_rest(report))
        if report.state is not State.WITHDRAWN:  # that waits to be marked as seen
            settle(report, NoticeKind.LOOK)
        if report.answer_by is not None and report.answer_by <= local(now).date():
            settle(report, NoticeKind.ANSWER)
    return thread


def opened_in(unlocked: Unlocked, report: Report) -> list[Spoken]:
    """Every entry of the report, opened, without what was forgotten. Whoever shows the words logs the reading."""
    ring = ring_of(unlocked, report)
    return [spoken for entry in report.entries if (spoken := _spoken(entry, ring))]


def ring_of(unlocked: Unlocked, report: Report) -> Keyring:
    """The inbox's keys as this person can open them; none at all where their opening is damaged."""
    try:
        return inbox_ring(report.inbox, unlocked.account, unlocked.pair)
    except Unsealable:
        return {}


def _spoken(entry: Entry, ring: Keyring) -> Spoken | None:
    try:
        content = open_entry(entry, Recipient.INBOX, ring)
        return Spoken(entry, READERS[entry.kind](content)) if content is not None else None
    except Unsealable:
        return Spoken(entry, None)

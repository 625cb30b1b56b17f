"""What a coordinator does: see the inbox, read, take, note, ask, close, release from quarantine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.clocks import answer_day, clocks
from huskurage.actions.entries import fetch_keys, open_entry, write_entry
from huskurage.actions.errors import NotFound
from huskurage.actions.keys import inbox_ring
from huskurage.actions.notices import await_anew, begin_notices, settle
from huskurage.actions.people import Unlocked
from huskurage.core.concern import Concern, Words, read_content
from huskurage.core.handover import HandOver, Registration, read_record
from huskurage.core.lifecycle import CloseReason, State, move
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.base import is_random_id
from huskurage.store.reports import (
    FROM_NEIGHBOUR,
    Entry,
    EntryKind,
    NoticeKind,
    Recipient,
    Report,
    report_readable_by,
    reports_readable_by,
)


@dataclass(frozen=True)
class Listed:
    """A line of the inbox: the report, and the facts that tell what it is about."""

    report: Report
    concern: Concern | None

    def __repr__(self) -> str:
        return "<Listed>"


@dataclass(frozen=True)
class Spoken:
    """One entry of a thread with its clear content."""

    entry: Entry
    content: Concern | Words | HandOver | Registration

    def __repr__(self) -> str:
        return "<Spoken>"


def report_for(session: Session, unlocked: Unlocked, report_id: str, *, to_change: bool = False) -> Report:
    """The report, if this person holds an opening of its inbox; raises NotFound otherwise, as for no such report.

    `to_change` makes whoever else wants to change it wait: an answer that comes meanwhile is not written over.
    """
    if not is_random_id(report_id):
        raise NotFound
    report = report_readable_by(session, unlocked.account.id, report_id, to_change=to_change)
    if report is None:
        raise NotFound
    return report


def reports_awaiting(session: Session, unlocked: Unlocked, states: frozenset[State]) -> list[Listed]:
    """The reports of this person's inboxes in these states, by deadline, each with its facts opened."""
    reports = reports_readable_by(session, unlocked.account.id, states)
    fetch_keys(session, reports)
    return [Listed(report, facts(unlocked, report)) for report in reports]


def facts(unlocked: Unlocked, report: Report) -> Concern | None:
    """The concern's facts for the list and the top of its page; None when its key was purged."""
    first = next((entry for entry in report.entries if entry.kind is EntryKind.CONCERN), None)
    ring = inbox_ring(report.inbox, unlocked.account, unlocked.pair)
    content = open_entry(first, Recipient.INBOX, ring) if first else None
    return Concern.from_bytes(content) if content else None


def read_thread(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> Sequence[Spoken]:
    """Open every entry of the report. The reading is logged, and a report with unread words becomes a read one."""
    record(session, at=now, act=Act.REPORT_READ, account=unlocked.account, kind="report", object_id=report.id)
    if report.state in {State.RECEIVED, State.ANSWERED}:
        report.state = move(report.state, State.HANDED_OVER if report.handed_over_on else State.READ)
    settle(report, NoticeKind.LOOK)
    ring = inbox_ring(report.inbox, unlocked.account, unlocked.pair)
    opened = [(entry, open_entry(entry, Recipient.INBOX, ring)) for entry in report.entries]
    return [Spoken(entry, _content(entry, content)) for entry, content in opened if content]


def take(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """Make this person the one who works on the report."""
    report.taken_by_id = unlocked.account.id
    record(session, at=now, act=Act.REPORT_TAKEN, account=unlocked.account, kind="report", object_id=report.id)


def note(session: Session, unlocked: Unlocked, report: Report, *, text: str, now: datetime) -> None:
    """Write an internal note, sealed to the inbox alone: the neighbour never sees it."""
    _write(unlocked, report, EntryKind.NOTE, text, now)
    record(session, at=now, act=Act.NOTE_WRITTEN, account=unlocked.account, kind="report", object_id=report.id)


def ask(session: Session, unlocked: Unlocked, report: Report, *, text: str, language: str, now: datetime) -> None:
    """Ask the neighbour a question, sealed to them and the inbox; raises ForbiddenMove when the report is closed."""
    report.state = move(report.state, State.ASKED)
    report.answer_by = answer_day(report.inbox, now)
    await_anew(report, NoticeKind.ANSWER)
    _write(unlocked, report, EntryKind.QUESTION, text, now, language)
    record(session, at=now, act=Act.QUESTION_ASKED, account=unlocked.account, kind="report", object_id=report.id)


def close(session: Session, unlocked: Unlocked, report: Report, *, reason: CloseReason, now: datetime) -> None:
    """Close the report with a reason; raises ForbiddenMove when nobody has read it."""
    report.state = move(report.state, State.CLOSED)
    report.close_reason, report.closed_on = reason, local(now).date()
    settle(report)
    record(session, at=now, act=Act.REPORT_CLOSED, account=unlocked.account, kind="report", object_id=report.id)


def release(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """Move a report from the quarantine tray to the inbox; raises ForbiddenMove when it is not there.

    Its first look is promised from now on; the other clocks run since it came.
    """
    report.state = move(report.state, State.RECEIVED)
    report.look_by = clocks(report.inbox, now).look_by
    begin_notices(report)
    record(session, at=now, act=Act.REPORT_RELEASED, account=unlocked.account, kind="report", object_id=report.id)


def _write(unlocked: Unlocked, report: Report, kind: EntryKind, text: str, now: datetime, language: str = "sv") -> None:
    content = Words(text=text, language=language).to_bytes()
    write_entry(report, kind=kind, content=content, day=local(now).date(), author_id=unlocked.account.id)


def _content(entry: Entry, content: bytes) -> Concern | Words | HandOver | Registration:
    if entry.kind is EntryKind.HANDOVER:
        return read_record(content)
    return read_content(content) if entry.kind in FROM_NEIGHBOUR else Words.from_bytes(content)

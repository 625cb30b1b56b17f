"""How a report ends: closed with a reason, closed by two, put in the tray and taken out of it, seen as taken back."""

from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.clocks import clocks
from huskurage.actions.notices import await_anew, begin_notices, check_read, settle
from huskurage.actions.people import Unlocked
from huskurage.actions.triage import write_words
from huskurage.actions.waking import at_rest
from huskurage.core.lifecycle import (
    NEEDS_SECOND_PERSON,
    CloseReason,
    SecondPersonNeeded,
    State,
    Verb,
    check,
    move,
)
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record_report
from huskurage.store.reports import EntryKind, NoticeKind, Report


def close(session: Session, unlocked: Unlocked, report: Report, *, reason: CloseReason, now: datetime) -> None:
    """Close the report with a reason; raises ForbiddenMove when nobody has read it, or when two must agree."""
    if reason in NEEDS_SECOND_PERSON:
        raise SecondPersonNeeded("this reason is proposed, and another person agrees")
    _end(report, reason, now)
    record_report(session, Act.REPORT_CLOSED, unlocked.account, report.id, at=now)


def propose_no_action(session: Session, unlocked: Unlocked, report: Report, *, text: str, now: datetime) -> None:
    """Propose to end without action, saying why in a sealed note; the clocks run on. Raises ForbiddenMove."""
    check_read(report)
    report.state = move(report.state, State.CLOSE_PROPOSED)
    report.proposed_by_id = unlocked.account.id
    write_words(unlocked, report, EntryKind.NOTE, text, now)
    record_report(session, Act.NO_ACTION_PROPOSED, unlocked.account, report.id, at=now)


def agree(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """The second person agrees: the report is closed. Raises SecondPersonNeeded for the proposer, ForbiddenMove."""
    check(report.state, Verb.AGREE)
    if report.proposed_by_id in {None, unlocked.account.id}:
        raise SecondPersonNeeded("nobody agrees with their own proposal")
    _end(report, CloseReason.NO_ACTION, now)
    record_report(session, Act.REPORT_CLOSED, unlocked.account, report.id, at=now)


def refuse(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """Do not agree, or take the own proposal back: the work goes on. Raises ForbiddenMove."""
    check(report.state, Verb.REFUSE)
    report.state, report.proposed_by_id = move(report.state, at_rest(report)), None
    record_report(session, Act.NO_ACTION_REFUSED, unlocked.account, report.id, at=now)


def quarantine(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """Move a report to the tray; nobody is told of it until its writer says more.

    Raises ForbiddenMove once its writer was asked.
    """
    report.state = move(report.state, State.QUARANTINED)
    settle(report)
    record_report(session, Act.REPORT_QUARANTINED, unlocked.account, report.id, at=now)


def release(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """Move a report from the quarantine tray to the inbox; raises ForbiddenMove when it is not there.

    Its first look is promised from now on; the other clocks run since it came.
    """
    report.state = move(report.state, State.RECEIVED)
    report.look_by = clocks(report.inbox, now).look_by
    begin_notices(report)
    await_anew(report, NoticeKind.LOOK)
    record_report(session, Act.REPORT_RELEASED, unlocked.account, report.id, at=now)


def mark_seen(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """Somebody has seen that the concern was taken back: nothing waits any more. Raises ForbiddenMove."""
    check(report.state, Verb.MARK_SEEN)
    report.closed_on = report.closed_on or local(now).date()
    settle(report)
    record_report(session, Act.WITHDRAWAL_SEEN, unlocked.account, report.id, at=now)


def _end(report: Report, reason: CloseReason, now: datetime) -> None:
    check_read(report)
    report.state = move(report.state, State.CLOSED)
    report.close_reason, report.closed_on, report.proposed_by_id = reason, local(now).date(), None
    settle(report)

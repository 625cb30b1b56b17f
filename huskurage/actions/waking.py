"""What becomes of a report when the neighbour has written again, and where it rests once that was read."""

from datetime import datetime

from huskurage.actions.clocks import clocks
from huskurage.actions.notices import await_action, begin_notices, settle, waits
from huskurage.core.lifecycle import MOVES, State, move
from huskurage.store.reports import NoticeKind, Report


def wake(report: Report, now: datetime) -> None:
    """Somebody has to read what came: by the next reading day. A closed report begins anew, with all its clocks.

    A muted thread takes the same state, so that its writer is told the same, but wakes nobody and stays closed.
    """
    settle(report, NoticeKind.ANSWER)
    report.answer_by = None
    report.registered_on = None  # what is new has to be registered, too, before anything is purged
    if report.taken_by is not None and report.taken_by.left_on is not None:
        report.taken_by = None
    if State.ANSWERED in MOVES[report.state]:
        closed, report.state = report.state is State.CLOSED, move(report.state, State.ANSWERED)
        report.proposed_by_id = None
        if not report.muted:
            _call(report, now, anew=closed)
    elif report.state is State.QUARANTINED and not report.muted:
        _call(report, now, anew=False)


def unmuted(report: Report, now: datetime) -> None:
    """What came while the thread was muted has to be read now, and an open question looked at again."""
    if report.state is State.ANSWERED:
        _call(report, now, anew=report.closed_on is not None)
    elif report.state is State.ASKED:
        await_action(report, NoticeKind.ANSWER)


def at_rest(report: Report) -> State:
    """Where a report stands when nothing of it is unread, asked or proposed."""
    if report.closed_on is not None:
        return State.CLOSED
    return State.HANDED_OVER if report.handed_over_on else State.READ


def _call(report: Report, now: datetime, *, anew: bool) -> None:
    """More words before the former ones were read do not put off the day by which those are."""
    days = clocks(report.inbox, now)
    if not waits(report, NoticeKind.LOOK):
        report.look_by = days.look_by
    await_action(report, NoticeKind.LOOK)
    if anew:
        report.closed_on = report.close_reason = None
        report.protect_by, report.decide_by, report.assessed_on = days.protect_by, days.decide_by, None
        begin_notices(report)

"""The one obvious next step of a report, which stands first on its page."""

import enum

from huskurage.actions.triage import Listed
from huskurage.core.lifecycle import State, Verb, may_do
from huskurage.store.reports import Report


class Step(enum.Enum):
    """What to do next."""

    CALL_COLLEAGUE = "call_colleague"  # it does not open with this person's key
    LOOK_THROUGH = "look_through"  # it lies in the tray
    READ = "read"
    TAKE = "take"
    ASSESS = "assess"
    SECOND = "second"
    WAIT_FOR_SECOND = "wait_for_second"
    WAIT_FOR_ANSWER = "wait_for_answer"
    REGISTER = "register"
    CLOSE = "close"
    DECIDE = "decide"
    MARK_SEEN = "mark_seen"
    NOTHING = "nothing"


def next_step(one: Listed, account_id: int) -> Step:
    """The first of all that could be done."""
    report = one.report
    if one.shut:
        return Step.CALL_COLLEAGUE
    if report.state is State.QUARANTINED:
        return Step.LOOK_THROUGH
    if report.state is State.RECEIVED or (report.state is State.ANSWERED and not report.muted):
        return Step.READ
    if report.state is State.WITHDRAWN or report.closed_on is not None:
        return _ended(report)
    return _at_work(report, account_id)


def may_assess(report: Report) -> bool:
    """Whether a protection assessment waits here and may be noted."""
    return may_do(report.state, Verb.ASSESS) and report.protect_by is not None and report.assessed_on is None


def _ended(report: Report) -> Step:
    """What has ended is registered, or nothing of it is ever purged; a muted thread is closed but not over."""
    if report.closed_on is None:
        return Step.ASSESS if may_assess(report) else Step.MARK_SEEN
    over = report.state in {State.CLOSED, State.WITHDRAWN}
    return Step.REGISTER if over and report.registered_on is None else Step.NOTHING


def _at_work(report: Report, account_id: int) -> Step:
    if report.state is State.CLOSE_PROPOSED:
        return Step.WAIT_FOR_SECOND if report.proposed_by_id == account_id else Step.SECOND
    if report.taken_by_id is None:
        return Step.TAKE
    if may_assess(report):
        return Step.ASSESS
    if report.state is State.HANDED_OVER:
        return Step.REGISTER if report.registered_on is None else Step.CLOSE
    return Step.WAIT_FOR_ANSWER if report.state is State.ASKED else Step.DECIDE

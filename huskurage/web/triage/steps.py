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
    DECIDE = "decide"
    MARK_SEEN = "mark_seen"
    NOTHING = "nothing"


def next_step(one: Listed, account_id: int) -> Step:
    """The first of all that could be done."""
    report = one.report
    if one.shut or report.state is State.QUARANTINED:
        return Step.CALL_COLLEAGUE if one.shut else Step.LOOK_THROUGH
    if report.state is State.RECEIVED or (report.state is State.ANSWERED and not report.muted):
        return Step.READ
    if report.state is State.WITHDRAWN:
        return _taken_back(report)
    if report.closed_on is not None:
        return Step.NOTHING
    if report.taken_by_id is None:
        return Step.TAKE
    return Step.ASSESS if may_assess(report) else _at_work(report, account_id)


def may_assess(report: Report) -> bool:
    """Whether a protection assessment waits here and may be noted."""
    return may_do(report.state, Verb.ASSESS) and report.protect_by is not None and report.assessed_on is None


def _taken_back(report: Report) -> Step:
    if report.closed_on is not None:
        return Step.NOTHING
    return Step.ASSESS if may_assess(report) else Step.MARK_SEEN


def _at_work(report: Report, account_id: int) -> Step:
    if report.state is State.CLOSE_PROPOSED:
        return Step.WAIT_FOR_SECOND if report.proposed_by_id == account_id else Step.SECOND
    if report.state is State.HANDED_OVER:
        return Step.REGISTER
    return Step.WAIT_FOR_ANSWER if report.state is State.ASKED else Step.DECIDE

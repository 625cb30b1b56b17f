"""What waits, kept with what it is about: written when something must be done, taken away when it was done."""

from datetime import date

from huskurage.core.lifecycle import READ_FIRST, ForbiddenMove, State, Verb, may_do
from huskurage.store.reports import Notice, NoticeKind, Report


def begin_notices(report: Report) -> None:
    """A report has come to the inbox: somebody looks, assesses the need of protection, hands over or closes.

    Which clocks there are depends on the inbox alone, so that it tells nothing about children.
    """
    await_action(report, NoticeKind.LOOK)
    if report.decide_by is not None:
        await_action(report, NoticeKind.DECIDE)
    if report.protect_by is not None and report.assessed_on is None:
        await_action(report, NoticeKind.PROTECT)


def waits(report: Report, kind: NoticeKind) -> bool:
    """Whether that has to be done still."""
    return any(notice.kind is kind for notice in report.notices)


def may_now(report: Report, verb: Verb) -> bool:
    """Whether the table allows it now, and nothing has to be read first. What lies in the tray may just end."""
    unread = verb in READ_FIRST and report.state is not State.QUARANTINED and waits(report, NoticeKind.LOOK)
    return may_do(report.state, verb) and not unread


def check_read(report: Report) -> None:
    """Raise ForbiddenMove while the neighbour has written something that nobody has read: first it is read."""
    if report.state is not State.QUARANTINED and waits(report, NoticeKind.LOOK):
        raise ForbiddenMove("nobody has read the neighbour's latest words")


def await_action(report: Report, *kinds: NoticeKind) -> None:
    """Note that this waits; what waits already keeps how far up it has gone."""
    waiting = {notice.kind for notice in report.notices}
    report.notices.extend(Notice(kind=kind) for kind in kinds if kind not in waiting)


def await_anew(report: Report, kind: NoticeKind) -> None:
    """Note that this waits from the beginning, also when it has waited before: nobody has been told of it."""
    for notice in report.notices:
        if notice.kind is kind:
            notice.begin_anew()
    await_action(report, kind)


def day_of(notice: Notice) -> date | None:
    """The day by which the deed is due; None when the inbox's rules set none."""
    report = notice.report
    return {
        NoticeKind.LOOK: report.look_by,
        NoticeKind.PROTECT: report.protect_by,
        NoticeKind.ANSWER: report.answer_by,
        NoticeKind.DECIDE: report.decide_by,
    }[notice.kind]


def settle(report: Report, *kinds: NoticeKind) -> None:
    """It was done: nobody is told of it any more. Without kinds, of nothing about this report."""
    report.notices[:] = [notice for notice in report.notices if kinds and notice.kind not in kinds]

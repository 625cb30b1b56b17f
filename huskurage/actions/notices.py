"""What waits, kept with what it is about: written when something must be done, taken away when it was done."""

from huskurage.store.inboxes import Receives
from huskurage.store.reports import Notice, NoticeKind, Report


def begin_notices(report: Report) -> None:
    """A report has come to the inbox: somebody looks, assesses the need of protection, hands over or closes.

    Adults' inboxes have no protection clock. It depends on the inbox alone, so that it tells nothing about children.
    """
    protect = () if report.inbox.receives is Receives.ADULTS else (NoticeKind.PROTECT,)
    await_action(report, NoticeKind.LOOK, NoticeKind.DECIDE, *protect)


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


def settle(report: Report, *kinds: NoticeKind) -> None:
    """It was done: nobody is told of it any more. Without kinds, of nothing about this report."""
    report.notices[:] = [notice for notice in report.notices if kinds and notice.kind not in kinds]

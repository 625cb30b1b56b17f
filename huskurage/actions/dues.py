"""Until when what waits about a report has to be done."""

from dataclasses import dataclass
from datetime import date, datetime

from huskurage.actions.clocks import due
from huskurage.store.reports import NoticeKind, Report

_ORDER = {kind: place for place, kind in enumerate(NoticeKind)}


@dataclass(frozen=True)
class Due:
    """One thing that waits, and the moment (UTC) at which its day is over."""

    kind: NoticeKind
    at: datetime


def dues(report: Report) -> list[Due]:
    """What waits about the report, the soonest first; nothing in the tray and nothing that is over."""
    days = ((notice.kind, _day(report, notice.kind)) for notice in report.notices)
    found = [Due(kind, due(report.inbox, day)) for kind, day in days if day is not None]
    return sorted(found, key=lambda one: (one.at, _ORDER[one.kind]))


def _day(report: Report, kind: NoticeKind) -> date | None:
    days = {
        NoticeKind.LOOK: report.look_by,
        NoticeKind.PROTECT: report.protect_by,
        NoticeKind.ANSWER: report.answer_by,
        NoticeKind.DECIDE: report.decide_by,
    }
    return days[kind]

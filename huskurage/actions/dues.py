"""Until when what waits about a report has to be done."""

from dataclasses import dataclass
from datetime import date, datetime

from huskurage.core.deadlines import due_moment
from huskurage.core.hours import hours_from_json
from huskurage.store.reports import NoticeKind, Report

_ORDER = {kind: place for place, kind in enumerate(NoticeKind)}


@dataclass(frozen=True)
class Due:
    """One thing that waits, and the moment (UTC) at which its day is over."""

    kind: NoticeKind
    at: datetime


def dues(report: Report) -> list[Due]:
    """What waits about the report, the soonest first; nothing in the tray and nothing that is over."""
    hours = hours_from_json(report.inbox.hours)
    days = ((notice.kind, _day(report, notice.kind)) for notice in report.notices)
    found = [Due(kind, due_moment(day, hours)) for kind, day in days if day is not None]
    return sorted(found, key=lambda due: (due.at, _ORDER[due.kind]))


def _day(report: Report, kind: NoticeKind) -> date | None:
    days = {
        NoticeKind.LOOK: report.look_by,
        NoticeKind.PROTECT: report.protect_by,
        NoticeKind.ANSWER: report.answer_by,
        NoticeKind.DECIDE: report.decide_by,
    }
    return days[kind]

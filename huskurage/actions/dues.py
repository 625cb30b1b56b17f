"""Until when what waits about a report has to be done."""

from dataclasses import dataclass
from datetime import datetime

from huskurage.actions.clocks import due
from huskurage.actions.notices import day_of
from huskurage.store.reports import NoticeKind, Report

_ORDER = {kind: place for place, kind in enumerate(NoticeKind)}


@dataclass(frozen=True)
class Due:
    """One thing that waits, and the moment (UTC) at which its day is over."""

    kind: NoticeKind
    at: datetime


def dues(report: Report) -> list[Due]:
    """What waits about the report, the soonest first; what lies in the tray waits to be looked at, too."""
    days = ((notice.kind, day_of(notice)) for notice in report.notices)
    found = [Due(kind, due(report.inbox, day)) for kind, day in days if day is not None]
    return sorted(found, key=lambda one: (one.at, _ORDER[one.kind]))

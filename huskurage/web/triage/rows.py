"""What a line of the inbox says: the report, and its next deadline in words and exactly."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from huskurage.actions.dues import Due, dues
from huskurage.actions.triage import Listed
from huskurage.core.concern import Concern
from huskurage.core.lifecycle import State
from huskurage.core.swedish_time import local
from huskurage.store.reports import NoticeKind, Report
from huskurage.web.wording import clock

FIRST_READING = _l("first reading")
FOR_WHAT = {
    NoticeKind.LOOK: _l("to be read"),
    NoticeKind.PROTECT: _l("protection assessment"),
    NoticeKind.ANSWER: _l("look for the answer"),
    NoticeKind.DECIDE: _l("preliminary assessment"),
}
SOON = timedelta(hours=48)  # up to here hours say more than days
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class DueWords:
    """A deadline: what for, when exactly, and how much is left."""

    for_what: str
    when: str
    left: str
    late: bool
    today: bool


@dataclass(frozen=True)
class Row:
    """A report as a line shows it, with its next deadline if anything waits."""

    listed: Listed
    due: DueWords | None
    at: datetime | None
    unlike: bool = False

    def __repr__(self) -> str:
        return "<Row>"

    @property
    def report(self) -> Report:
        return self.listed.report

    @property
    def concern(self) -> Concern | None:
        return self.listed.concern


def row(one: Listed, now: datetime, *, unlike: bool = False) -> Row:
    """The line of a report."""
    waiting = dues(one.report)
    if not waiting:
        return Row(one, None, None, unlike)
    return Row(one, due_words(waiting[0], one.report, now), waiting[0].at, unlike)


def due_words(due: Due, report: Report, now: datetime) -> DueWords:
    """A deadline in words and exactly: "Today 16.00", "2 hours left"."""
    first = due.kind is NoticeKind.LOOK and report.state is State.RECEIVED
    today = local(due.at).date() == local(now).date()
    return DueWords(
        for_what=str(FIRST_READING if first else FOR_WHAT[due.kind]),
        when=_when(due.at, local(now).date()),
        left=_left(due.at - now),
        late=due.at <= now,
        today=today,
    )


def moment_words(at: datetime, now: datetime) -> str:
    """A moment of the past days: "today 14.05"."""
    day = local(at).date()
    if day == local(now).date():
        return str(_("today %(time)s", time=clock(at)))
    return f"{format_date(day, 'd MMM', locale=get_locale() or 'sv')} {clock(at)}"


def _when(at: datetime, today: date) -> str:
    day = local(at).date()
    if day == today:
        return str(_("Today %(time)s", time=clock(at)))
    if day == today + timedelta(days=1):
        return str(_("Tomorrow %(time)s", time=clock(at)))
    return f"{format_date(day, 'EEE d MMM', locale=get_locale() or 'sv')} {clock(at)}"


def _left(span: timedelta) -> str:
    """How much time is left, or by how much it is late; whole units, rounded down."""
    late, size = span <= timedelta(0), abs(span)
    if size < HOUR:
        count = int(size / timedelta(minutes=1))
        return str(
            ngettext("%(num)d minute late", "%(num)d minutes late", count)
            if late
            else ngettext("%(num)d minute left", "%(num)d minutes left", count)
        )
    if size < SOON:
        count = int(size / HOUR)
        return str(
            ngettext("%(num)d hour late", "%(num)d hours late", count)
            if late
            else ngettext("%(num)d hour left", "%(num)d hours left", count)
        )
    return str(
        ngettext("%(num)d day late", "%(num)d days late", size.days)
        if late
        else ngettext("%(num)d day left", "%(num)d days left", size.days)
    )

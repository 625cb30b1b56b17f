"""How the inbox is divided: lanes by what must happen first, and the filters that the counts at the top link to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l

from huskurage.actions.triage import Listed
from huskurage.core.concern import Answer
from huskurage.core.lifecycle import State
from huskurage.core.swedish_time import local
from huskurage.store.reports import NoticeKind
from huskurage.web.triage.rows import Row

NEVER = datetime.max.replace(tzinfo=UTC)
Wanted = Callable[[Row, datetime], bool]


@dataclass(frozen=True)
class Lane:
    """A heading of the inbox and the reports under it, the most urgent first."""

    heading: str
    note: str
    rows: tuple[Row, ...]


def is_over(one: Listed) -> bool:
    """Closed, or taken back and seen; also what came into a closed thread that is muted."""
    report = one.report
    return report.closed_on is not None and report.state in {State.CLOSED, State.WITHDRAWN, State.ANSWERED}


def is_urgent(one: Row, now: datetime) -> bool:
    """Children in it, or said to be happening when it was written; nobody knows of what does not open."""
    del now
    if one.report.state in {State.HANDED_OVER, State.WITHDRAWN}:
        return False
    concern = one.concern
    return one.listed.shut or (concern is not None and (concern.about_children or concern.happening is Answer.YES))


def is_new(one: Row, now: datetime) -> bool:
    """Nobody has read it yet."""
    del now
    return one.report.state is State.RECEIVED


def has_answer(one: Row, now: datetime) -> bool:
    """The neighbour has written something that nobody has read."""
    del now
    return one.report.state is State.ANSWERED and not one.report.muted


def is_overdue(one: Row, now: datetime) -> bool:
    """Something should have been done about it by now."""
    return one.at is not None and one.at <= now


def needs_second(one: Row, now: datetime) -> bool:
    """Somebody has proposed to end it without action."""
    del now
    return one.report.state is State.CLOSE_PROPOSED


FILTERS: dict[str, Wanted] = {
    "urgent": is_urgent,
    "new": is_new,
    "answered": has_answer,
    "overdue": is_overdue,
    "second": needs_second,
}


def lanes(rows: Sequence[Row], now: datetime) -> list[Lane]:
    """Every report in exactly one lane, in the order of its deadline."""
    left = sorted(rows, key=lambda one: one.at or NEVER)
    made = []
    for heading, note, wanted in _LANES:
        chosen = tuple(one for one in left if wanted(one, now))
        left = [one for one in left if not wanted(one, now)]
        if chosen:
            made.append(Lane(heading, note, chosen))
    return made


def _at_work(one: Row, now: datetime) -> bool:
    """What is asked waits for the neighbour, unless a child's protection or an unread word waits for us."""
    del now
    waits = {notice.kind for notice in one.report.notices} & {NoticeKind.LOOK, NoticeKind.PROTECT}
    return one.report.state is not State.ASKED or bool(waits)


def _urgent(one: Row, now: datetime) -> bool:
    return is_urgent(one, now) and _at_work(one, now)


def _today(one: Row, now: datetime) -> bool:
    due = one.at is not None and local(one.at).date() <= local(now).date()
    return one.report.state not in {State.HANDED_OVER, State.WITHDRAWN} and (due or needs_second(one, now))


def _this_week(one: Row, now: datetime) -> bool:
    return one.report.state not in {State.ASKED, State.HANDED_OVER, State.WITHDRAWN} and _at_work(one, now)


_LANES: tuple[tuple[str, str, Wanted], ...] = (
    (_l("Children and urgent"), _l("protection assessment the same day or the day after"), _urgent),
    (_l("Today"), _l("to be read, assessed or decided"), _today),
    (_l("This week and later"), _l("to be decided"), _this_week),
    (_l("Waiting for an answer"), _l("a question has been asked"), lambda one, _: one.report.state is State.ASKED),
    (_l("Handed over"), _l("to be registered, then closed"), lambda one, _: one.report.state is State.HANDED_OVER),
    (_l("Taken back"), _l("to be marked as seen"), lambda *_: True),
)

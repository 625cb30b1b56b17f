"""How the inbox is divided: lanes by what must happen first, and the filters that the counts at the top link to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from huskurage.actions.triage import Listed
from huskurage.core.concern import Answer
from huskurage.core.lifecycle import State

OPEN = frozenset({State.RECEIVED, State.READ, State.ASKED, State.ANSWERED})


Filter = Callable[[Listed, date], bool]


@dataclass(frozen=True)
class Lane:
    """A heading of the inbox and the reports under it, the most urgent first."""

    heading: str
    note: str
    reports: tuple[Listed, ...]


def is_urgent(one: Listed, today: date) -> bool:
    """Children in it, or said to be happening when it was written."""
    del today
    return one.concern is not None and (one.concern.about_children or one.concern.happening is Answer.YES)


def is_new(one: Listed, today: date) -> bool:
    """Nobody has read it yet."""
    del today
    return one.report.state is State.RECEIVED


def has_answer(one: Listed, today: date) -> bool:
    """The neighbour has written something that nobody has read."""
    del today
    return one.report.state is State.ANSWERED


def is_overdue(one: Listed, today: date) -> bool:
    """Nobody has read it although its day has passed."""
    return one.report.state is State.RECEIVED and one.report.look_by < today


FILTERS: dict[str, Filter] = {
    "urgent": is_urgent,
    "new": is_new,
    "answered": has_answer,
    "overdue": is_overdue,
}


def lanes(reports: Sequence[Listed], today: date) -> list[Lane]:
    """Every report in exactly one lane, in the order of its deadline."""
    left = list(reports)
    made = []
    for heading, note, wanted in (
        (_l("Children and urgent"), _l("protection assessment the same day or the day after"), is_urgent),
        (
            _l("Today"),
            _l("to be read or answered"),
            lambda one, day: _unread(one) and one.report.look_by <= day,
        ),
        (
            _l("This week"),
            _l("to be read or answered"),
            lambda one, _: _unread(one) or one.report.state is State.READ,
        ),
        (_l("Waiting for an answer"), _l("a question has been asked"), lambda *_: True),
    ):
        chosen = tuple(one for one in left if wanted(one, today))
        left = [one for one in left if not wanted(one, today)]
        if chosen:
            made.append(Lane(heading, note, chosen))
    return made


def _unread(one: Listed) -> bool:
    return one.report.state in {State.RECEIVED, State.ANSWERED}

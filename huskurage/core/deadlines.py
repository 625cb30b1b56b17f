"""Deadlines of a concern: the day by which it is looked at, assessed and decided, and when that day ends."""

import enum
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from huskurage.core.hours import Hours, clock_time, last_open, next_open
from huskurage.core.swedish_time import local, moment

CHILDRENS_DAYS: Final = range(7, 15)  # days to the decision about a child: the law's 14, or fewer; under 7 nobody
ADULTS_DAYS: Final = range(7, 91)  # could be told in time that it waits
ANSWER_DAYS: Final = range(1, 31)
_ONE_DAY = timedelta(days=1)
_TIMES: Final = frozenset({"late_from", "closed_day_ends"})


class DeadlineKind(enum.StrEnum):
    """What must have been done by the deadline."""

    FIRST_LOOK = "first_look"
    PROTECTION_ASSESSMENT = "protection_assessment"
    PRELIMINARY_ASSESSMENT = "preliminary_assessment"
    ANSWER = "answer"


@dataclass(frozen=True)
class DeadlineRules:
    """The municipality's rules; each can be set, since law and delegation change.

    `late_from`: from this Swedish wall clock time a concern counts as arrived late in the day, and the
    protection assessment may wait for the day after. The preparatory works of the Social Services Act name
    no hour: 15:00 is ours. `preliminary_days`: calendar days to the decision whether to investigate, for
    children (Social Services Act 2025:400, unless there are exceptional reasons).
    `preliminary_days_adults`: the same for adults; we know of no statute, so 14 is ours and None leaves it
    out. `answer_days`: how long a question to the neighbour may stay unanswered before a coordinator looks
    again; ours. `closed_day_ends`: when a day without reading hours counts as over. Raises ValueError, in
    plain words, for days or clock times that cannot be a rule.
    """

    late_from: time = time(15, 0)
    preliminary_days: int = 14
    preliminary_days_adults: int | None = 14
    answer_days: int = 3
    closed_day_ends: time = time(16, 0)

    def __post_init__(self) -> None:
        for name, days, allowed in (
            ("preliminary_days", self.preliminary_days, CHILDRENS_DAYS),
            ("preliminary_days_adults", self.preliminary_days_adults, ADULTS_DAYS),
            ("answer_days", self.answer_days, ANSWER_DAYS),
        ):
            if days not in allowed and not (days is None and name == "preliminary_days_adults"):
                raise ValueError(f"{name} must be from {allowed.start} to {allowed.stop - 1} days")
        if any(clock != clock.replace(second=0, microsecond=0, tzinfo=None) for clock in self._times()):
            raise ValueError("a rule's time of day is a whole minute, without a time zone")

    def _times(self) -> tuple[time, time]:
        return self.late_from, self.closed_day_ends


USUAL_RULES = DeadlineRules()


@dataclass(frozen=True)
class Deadline:
    """Something to do by the end of a Swedish day. Only `day` is stored; `due` (UTC) follows from it."""

    kind: DeadlineKind
    day: date
    due: datetime


def due_moment(day: date, hours: Hours, rules: DeadlineRules = USUAL_RULES) -> datetime:
    """When (UTC) a stored day is over: at the end of its reading hours, at 16:00 in Sweden if it has none."""
    return last_open(hours, day) or moment(day, rules.closed_day_ends)


def _deadline(kind: DeadlineKind, day: date, hours: Hours, rules: DeadlineRules) -> Deadline:
    return Deadline(kind, day, due_moment(day, hours, rules))


def _protection_day(received: datetime, hours: Hours, rules: DeadlineRules) -> date:
    """The day it came, or the day after when it came late; weekends and holidays count like other days."""
    arrived = local(received)
    late = arrived.time() >= rules.late_from or due_moment(arrived.date(), hours, rules) <= received
    return arrived.date() + _ONE_DAY if late else arrived.date()


def deadlines_for(
    *, about_children: bool, received: datetime, hours: Hours, rules: DeadlineRules = USUAL_RULES
) -> tuple[Deadline, ...]:
    """The deadlines of a concern received at a moment (UTC; ValueError without a time zone), soonest first.

    First look: by the end of the day on which somebody next reads: the same day when it comes during or
    before that day's reading hours, else the next reading day. Protection assessment, for children: the
    same day, or the day after when it comes late; that clock runs on weekends and holidays too. Preliminary
    assessment: 14 calendar days. Every deadline lies after `received`. The days are stored in clear, so
    `about_children` must say no more than the choice of inbox does.
    """
    look = local(next_open(hours, received)).date()
    found = [_deadline(DeadlineKind.FIRST_LOOK, look, hours, rules)]
    if about_children:
        protect = _protection_day(received, hours, rules)
        found.append(_deadline(DeadlineKind.PROTECTION_ASSESSMENT, protect, hours, rules))
    days = rules.preliminary_days if about_children else rules.preliminary_days_adults
    if days is not None:
        decide = local(received).date() + days * _ONE_DAY
        found.append(_deadline(DeadlineKind.PRELIMINARY_ASSESSMENT, decide, hours, rules))
    return tuple(sorted(found, key=lambda deadline: deadline.due))


def answer_deadline(*, asked: datetime, hours: Hours, rules: DeadlineRules = USUAL_RULES) -> Deadline:
    """When a question asked at a moment (UTC), if unanswered, comes back to coordinators: in 3 days."""
    return _deadline(DeadlineKind.ANSWER, local(asked).date() + rules.answer_days * _ONE_DAY, hours, rules)


def rules_to_json(rules: DeadlineRules) -> dict[str, object]:
    """What differs from the usual rules, as a small structure for JSON; clock times as HH:MM."""
    own = {field.name: getattr(rules, field.name) for field in fields(rules)}
    return {
        name: f"{value:%H:%M}" if isinstance(value, time) else value
        for name, value in own.items()
        if value != getattr(USUAL_RULES, name)
    }


def rules_from_json(stored: object) -> DeadlineRules:
    """The rules that `rules_to_json` wrote; what is missing is usual. Raises ValueError, in plain words, if wrong."""
    known = {field.name for field in fields(DeadlineRules)}
    if not isinstance(stored, dict) or not stored.keys() <= known:
        raise ValueError(f"deadline rules may hold {', '.join(sorted(known))}, and nothing else")
    own: dict[str, Any] = {name: _rule(name, value) for name, value in stored.items()}
    return DeadlineRules(**own)


def _rule(name: str, value: object) -> time | int | None:
    if name in _TIMES:
        return clock_time(value)
    if type(value) is int or (value is None and name == "preliminary_days_adults"):
        return value
    raise ValueError(f"{name} must be a whole number of days")

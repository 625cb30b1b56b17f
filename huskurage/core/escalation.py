"""Who is told next that something waits, and from when: first its owner, then the deputy, then the manager."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from huskurage.core.deadlines import DeadlineKind, DeadlineRules, due_moment
from huskurage.core.hours import Hours, last_open, next_open
from huskurage.core.swedish_time import local, moment

_ONE_DAY = timedelta(days=1)
_MORNING = time(8, 0)
_LOOK_BACK = 30  # days within which some reading day is looked for; further back calendar days count


class Rung(enum.IntEnum):
    """How far up it has gone."""

    NOBODY = 0
    FIRST = 1
    DEPUTY = 2
    MANAGER = 3


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a deed of this kind by the end of a Swedish day.

    `rung`: how far up it has gone; `told`: the people who were told of it.
    """

    kind: DeadlineKind
    day: date
    rung: Rung
    told: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Step:
    """Whom to tell now, and how far up it has then gone."""

    rung: Rung
    person: int


Ladder = Sequence[Sequence[int]]  # for each rung the people it may be, the likeliest first

# Hours before the day's end (`due_moment`) at which each rung's turn comes; None: at once.
_BEFORE_THE_END: Final[dict[DeadlineKind, tuple[int | None, int, int]]] = {
    DeadlineKind.FIRST_LOOK: (None, 2, 0),
    DeadlineKind.PROTECTION_ASSESSMENT: (3, 2, 0),  # the first person heard of it at once, by the first look
}
# In reading days from the last reading day that ends by the deadline (0) or the first from it on (1): see `turn`.
_READING_DAYS: Final[dict[DeadlineKind, tuple[int, int, int]]] = {
    DeadlineKind.PRELIMINARY_ASSESSMENT: (-3, -1, 0),
    DeadlineKind.ANSWER: (0, 1, 3),
}


def turn(kind: DeadlineKind, day: date, rung: Rung, hours: Hours, rules: DeadlineRules) -> datetime | None:
    """The moment (UTC) from which that rung is told; None: at once. All of it is ours, no law names a step.

    First look: the first person at once, the deputy 2 hours before the day is over, the manager when it is.
    Protection assessment: 3 hours, 2 hours, when it is over; the first look told the first person already.
    Both run on weekends and holidays like their deadlines do. The two slow ones are told in the morning of a day
    on which somebody reads. Decision (14 days): 3 reading days before the last one within the deadline, 1 before
    it, and on it. Question without an answer: on its day or the first reading day after it, 1 and 3 reading days
    later.
    """
    step = rung - Rung.FIRST
    if kind in _BEFORE_THE_END:
        before = _BEFORE_THE_END[kind][step]
        return None if before is None else due_moment(day, hours, rules) - timedelta(hours=before)
    count = _READING_DAYS[kind][step]
    if kind is DeadlineKind.ANSWER:
        return _mornings_on(hours, day, count)
    return _mornings_back(hours, day, -count)


def next_step(waiting: Waiting, ladder: Ladder, *, now: datetime, hours: Hours, rules: DeadlineRules) -> Step | None:
    """Whom to tell now; None while nobody's turn has come, or nobody is left.

    `ladder`: for each of the three rungs the people it may be who are there now. A rung without anybody, or with
    only those who were told already, is passed over. Whoever is told first is told when the first rung's turn has
    come, so that an absent owner costs no time.
    """
    for rung in (one for one in Rung if one > waiting.rung):
        person = next((one for one in ladder[rung - 1] if one not in waiting.told), None)
        if person is None:
            continue
        when = turn(waiting.kind, waiting.day, rung if waiting.rung else Rung.FIRST, hours, rules)
        return Step(rung, person) if when is None or when <= now else None
    return None


def _mornings_on(hours: Hours, day: date, count: int) -> datetime:
    """When reading begins on the day or the first reading day after it, or so many reading days later."""
    opening = next_open(hours, moment(day, time(0)))
    for _ in range(count):
        opening = next_open(hours, moment(local(opening).date() + _ONE_DAY, time(0)))
    return opening


def _mornings_back(hours: Hours, day: date, count: int) -> datetime:
    """When reading begins on the day or the last reading day before it, or so many reading days earlier."""
    back = (day - ago * _ONE_DAY for ago in range(_LOOK_BACK))
    reading = list(islice((one for one in back if last_open(hours, one) is not None), count + 1))
    chosen = reading[count] if len(reading) > count else day - count * _ONE_DAY
    opening = next_open(hours, moment(chosen, time(0)))
    return opening if local(opening).date() == chosen else moment(chosen, _MORNING)

"""Who is told next: the steps of each kind, in order, once each, and nobody who is not there."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.deadlines import USUAL_RULES, DeadlineKind, due_moment
from huskurage.core.escalation import Rung, Step, Waiting, next_step, turn
from huskurage.core.hours import HOLIDAY, WEEKDAYS, Band, Hours
from huskurage.core.swedish_time import STOCKHOLM

OFFICE = Hours((Band(WEEKDAYS, time(8), time(16)),))
LOOK, PROTECT = DeadlineKind.FIRST_LOOK, DeadlineKind.PROTECTION_ASSESSMENT
DECIDE, ANSWER = DeadlineKind.PRELIMINARY_ASSESSMENT, DeadlineKind.ANSWER
ASTA, ASTRID, ADAM = 1, 2, 3
ALL_THERE = ((ASTA,), (ASTRID, ASTA), (ADAM,))


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def told_at(kind: DeadlineKind, day: str) -> list[datetime | None]:
    return [turn(kind, date.fromisoformat(day), rung, OFFICE, USUAL_RULES) for rung in list(Rung)[1:]]


@pytest.mark.parametrize(
    ("kind", "day", "deputy", "manager"),
    [
        (LOOK, "2026-11-23", "2026-11-23 14:00", "2026-11-23 16:00"),
        (LOOK, "2026-03-30", "2026-03-30 14:00", "2026-03-30 16:00"),  # the day after the clock jumped
    ],
)
def test_a_first_look_is_told_at_once_then_two_hours_before_the_end_then_at_it(
    kind: DeadlineKind, day: str, deputy: str, manager: str
) -> None:
    assert told_at(kind, day) == [None, at(deputy), at(manager)]


@pytest.mark.parametrize(
    ("kind", "day", "steps"),
    [
        (PROTECT, "2026-11-21", ["2026-11-21 13:00", "2026-11-21 14:00", "2026-11-21 16:00"]),  # a Saturday, too
        (PROTECT, "2026-10-25", ["2026-10-25 13:00", "2026-10-25 14:00", "2026-10-25 16:00"]),  # the clock went back
        (DECIDE, "2026-12-04", ["2026-12-01 08:00", "2026-12-03 08:00", "2026-12-04 08:00"]),
        (DECIDE, "2026-12-06", ["2026-12-01 08:00", "2026-12-03 08:00", "2026-12-04 08:00"]),  # a Sunday
        (DECIDE, "2026-12-27", ["2026-12-18 08:00", "2026-12-22 08:00", "2026-12-23 08:00"]),  # all of Christmas
        (ANSWER, "2026-11-23", ["2026-11-23 08:00", "2026-11-24 08:00", "2026-11-26 08:00"]),
        (ANSWER, "2026-12-24", ["2026-12-28 08:00", "2026-12-29 08:00", "2027-01-04 08:00"]),
    ],
)
def test_the_other_kinds_are_told_in_these_steps(kind: DeadlineKind, day: str, steps: list[str]) -> None:
    assert told_at(kind, day) == [at(step) for step in steps]


def test_hours_that_never_open_near_the_deadline_count_calendar_days() -> None:
    holidays = Hours((Band(frozenset({HOLIDAY}), time(8), time(16)),))
    assert turn(DECIDE, date(2026, 9, 10), Rung.FIRST, holidays, USUAL_RULES) == at("2026-09-07 08:00")


def step(rung: Rung, told: set[int], ladder: tuple[tuple[int, ...], ...], now: str) -> Step | None:
    waiting = Waiting(LOOK, date(2026, 11, 23), rung, frozenset(told))
    return next_step(waiting, ladder, now=at(now), hours=OFFICE, rules=USUAL_RULES)


def test_the_owner_is_told_at_once_and_the_deputy_waits_for_their_turn() -> None:
    assert step(Rung.NOBODY, set(), ALL_THERE, "2026-11-23 09:00") == Step(Rung.FIRST, ASTA)
    assert step(Rung.FIRST, {ASTA}, ALL_THERE, "2026-11-23 13:59") is None
    assert step(Rung.FIRST, {ASTA}, ALL_THERE, "2026-11-23 14:00") == Step(Rung.DEPUTY, ASTRID)
    assert step(Rung.DEPUTY, {ASTA, ASTRID}, ALL_THERE, "2026-11-23 16:00") == Step(Rung.MANAGER, ADAM)
    assert step(Rung.MANAGER, {ASTA, ASTRID, ADAM}, ALL_THERE, "2026-11-24 16:00") is None


def test_an_absent_owner_costs_no_time() -> None:
    assert step(Rung.NOBODY, set(), ((), (ASTRID,), (ADAM,)), "2026-11-23 09:00") == Step(Rung.DEPUTY, ASTRID)
    assert step(Rung.NOBODY, set(), ((), (), (ADAM,)), "2026-11-23 09:00") == Step(Rung.MANAGER, ADAM)
    assert step(Rung.NOBODY, set(), ((), (), ()), "2026-11-25 09:00") is None


def test_an_absent_deputy_is_passed_over_and_the_manager_still_waits() -> None:
    without = ((ASTA,), (ASTA,), (ADAM,))
    assert step(Rung.FIRST, {ASTA}, without, "2026-11-23 15:00") is None
    assert step(Rung.FIRST, {ASTA}, without, "2026-11-23 16:00") == Step(Rung.MANAGER, ADAM)


def test_when_the_deputy_took_it_the_owner_is_the_next_one() -> None:
    assert step(Rung.FIRST, {ASTRID}, ((ASTRID, ASTA), (ASTRID, ASTA), (ADAM,)), "2026-11-23 14:00") == Step(
        Rung.DEPUTY, ASTA
    )


people = st.lists(st.sampled_from([ASTA, ASTRID, ADAM]), max_size=2, unique=True).map(tuple)
rounds = st.lists(st.tuples(st.integers(0, 3000), people, people, people), max_size=12)


@given(st.sampled_from(DeadlineKind), rounds)
def test_whoever_comes_and_goes_nobody_is_told_twice_and_it_only_goes_up(
    kind: DeadlineKind, seen: list[tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]]]
) -> None:
    waiting, day = Waiting(kind, date(2026, 11, 23), Rung.NOBODY), date(2026, 11, 23)
    for minutes, *ladder in sorted(seen, key=lambda one: one[0]):
        now = at("2026-11-22 16:00") + timedelta(minutes=minutes)
        found = next_step(waiting, ladder, now=now, hours=OFFICE, rules=USUAL_RULES)
        if found is not None:
            assert found.rung > waiting.rung
            assert found.person in ladder[found.rung - 1]
            assert found.person not in waiting.told
            waiting = Waiting(kind, day, found.rung, waiting.told | {found.person})


@given(st.sampled_from([LOOK, PROTECT]), st.integers(0, 730), st.integers(0, 23))
def test_once_the_day_is_over_somebody_who_is_there_is_told(kind: DeadlineKind, ahead: int, late: int) -> None:
    day = date(2026, 1, 1) + timedelta(ahead)
    over = due_moment(day, OFFICE) + timedelta(hours=late)
    for ladder in (ALL_THERE, ((), (ASTRID,), ()), ((), (), (ADAM,))):
        assert next_step(Waiting(kind, day, Rung.NOBODY), ladder, now=over, hours=OFFICE, rules=USUAL_RULES)

"""Cover rounds are drawn by lot: every area within the year, spread, and nobody can tell which is next."""

import random
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from huskurage.core.cover import FEWEST, months_ahead, rounds_to_draw
from huskurage.core.standing import first_of_month

NOVEMBER = date(2026, 11, 3)
MONTHS = months_ahead(NOVEMBER)
AREAS = st.lists(st.integers(1, 500), unique=True, min_size=1, max_size=60)


def test_rounds_are_drawn_for_twelve_months_and_not_for_one_that_is_nearly_over() -> None:
    assert MONTHS[0] == date(2026, 11, 1)
    assert MONTHS[-1] == date(2027, 10, 1)
    assert months_ahead(date(2026, 11, 16))[0] == date(2026, 12, 1)
    assert len(MONTHS) == len(set(MONTHS)) == 12


@given(AREAS, st.integers())
def test_every_area_is_visited_each_once_a_month_and_nothing_is_drawn_twice(areas: list[int], seed: int) -> None:
    drawn = rounds_to_draw(areas, {}, MONTHS, random.Random(seed))  # noqa: S311 - a seed makes the test repeatable
    assert {area for area, _ in drawn} == set(areas)
    assert len(set(drawn)) == len(drawn) >= min(FEWEST, 12)
    assert {month for _, month in drawn} <= set(MONTHS)
    planned = defaultdict(list)
    for area, month in drawn:
        planned[area].append(month)
    assert rounds_to_draw(areas, planned, MONTHS, random.Random(seed)) == []  # noqa: S311 - the same


def test_nowhere_to_go_is_no_round() -> None:
    assert rounds_to_draw([], {}, MONTHS, random.Random(1)) == []  # noqa: S311 - a test


@given(st.integers())
def test_a_hundred_areas_are_spread_over_the_year(seed: int) -> None:
    load = Counter(month for _, month in rounds_to_draw(range(100), {}, MONTHS, random.Random(seed)))  # noqa: S311 - a test
    assert len(load) == 12
    assert max(load.values()) <= 25


@settings(max_examples=20)
@given(st.integers(1, 30), st.integers())
def test_through_three_years_no_area_waits_longer_than_twelve_months(count: int, seed: int) -> None:
    chance, planned, areas = random.Random(seed), defaultdict(list), list(range(count))  # noqa: S311 - a test
    for ahead in range(36):
        for area, month in rounds_to_draw(areas, planned, months_ahead(first_of_month(NOVEMBER, ahead)), chance):
            planned[area].append(month)
    for months in planned.values():
        numbers = sorted(12 * month.year + month.month for month in months)
        assert all(later - earlier <= 12 for earlier, later in pairwise(numbers))
        assert numbers[-1] - numbers[0] >= 24


def test_the_next_month_cannot_be_foretold_from_the_last() -> None:
    """An area that was visited may come again in any of the months that follow."""
    planned = {area: [MONTHS[area % 12]] for area in range(1, 24)}
    after = [
        month
        for seed in range(600)
        for area, month in rounds_to_draw(range(24), planned, MONTHS, random.Random(seed))  # noqa: S311 - a test
        if area == 0
    ]
    assert set(after) == set(MONTHS)
    assert max(Counter(after).values()) < 200


def test_a_single_area_is_not_visited_in_four_months_that_follow_each_other() -> None:
    apart = [
        [MONTHS.index(month) for _, month in rounds_to_draw([1], {}, MONTHS, random.Random(seed))]  # noqa: S311 - a test
        for seed in range(200)
    ]
    assert all(len(one) == FEWEST for one in apart)
    assert sum(max(one) - min(one) == 3 for one in apart) <= 10

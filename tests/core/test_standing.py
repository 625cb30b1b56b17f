"""How a stairwell's poster stands, told from its prints."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.standing import first_of_month, months_before, older_than, standing

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Sheet:
    """A print and its days."""

    name: str
    up_on: date | None = None
    checked_on: date | None = None
    down_on: date | None = None


OLD, NEW = Sheet("old", up_on=MONDAY - timedelta(days=400)), Sheet("new")
SHEETS = st.lists(st.builds(Sheet, st.uuids().map(str), *[st.none() | st.dates()] * 3), max_size=6)


def test_what_was_printed_waits_until_it_is_up() -> None:
    assert standing([]) == standing([Sheet("thrown away", down_on=MONDAY)])
    stands = standing([OLD, NEW])
    assert (stands.hangs, stands.waits, stands.newest) == (OLD, NEW, NEW)
    hung = Sheet("new", up_on=MONDAY)
    assert (standing([OLD, hung]).hangs, standing([OLD, hung]).waits) == (hung, None)


def test_one_that_was_torn_down_is_gone_and_the_one_before_it_does_not_hang_again() -> None:
    torn = Sheet("torn", up_on=MONDAY, down_on=MONDAY)
    stands = standing([OLD, torn])
    assert (stands.hangs, stands.gone, stands.newest) == (None, torn, None)
    assert stands.looked_at() == MONDAY


@given(SHEETS)
def test_nothing_is_two_things_at_once(sheets: list[Sheet]) -> None:
    stands = standing(sheets)
    ever_up = [one for one in sheets if one.up_on]
    assert (stands.hangs or stands.gone) == (ever_up[-1] if ever_up else None)
    assert not (stands.hangs and stands.gone)
    if stands.waits:
        assert stands.waits.up_on is None
        assert stands.waits.down_on is None
        assert sheets.index(stands.waits) > max((sheets.index(one) for one in ever_up), default=-1)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 11, 23), 12, date(2025, 11, 23)), (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)), (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)), (date(2026, 12, 31), -2, date(2027, 2, 28)),
    ],
)  # fmt: skip
def test_months_are_counted_as_people_do(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier


def test_the_first_of_a_month_ahead() -> None:
    assert first_of_month(date(2026, 11, 30), 3) == date(2027, 2, 1)


def test_a_poster_is_old_from_the_day_after() -> None:
    assert not older_than(date(2025, 11, 23), 12, MONDAY)
    assert older_than(date(2025, 11, 22), 12, MONDAY)

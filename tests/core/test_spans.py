"""A choice of many stairwells in few characters: it comes back whole, and nothing large is made of a small text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.spans import HIGHEST, LONGEST, NotSpans, read_spans, spans


@given(st.sets(st.integers(1, HIGHEST), max_size=60) | st.sets(st.integers(1, 400), max_size=400))
def test_a_choice_comes_back_whole(numbers: set[int]) -> None:
    assert read_spans(spans(numbers), most=1000) == tuple(sorted(numbers))


def test_neighbours_become_one_stretch() -> None:
    assert spans([5, 3, 4, 9, 4]) == "3-5,9"
    assert spans([]) == ""
    assert read_spans("", most=5) == ()


def test_an_estate_fits_into_an_address() -> None:
    assert len(spans(range(1, 20_001))) < 10
    every_third = spans(range(1, 1_800, 3))  # 600 houses, none beside another
    assert len(every_third) < LONGEST
    assert len(read_spans(every_third, most=20_000)) == 600


@pytest.mark.parametrize(
    "odd",
    ["x", "-1", "1-", "0", "01", "1,,2", "1, 2", "٣", "\x00", "5-3", "1-2-3", "9" * 40, "2147483648", "1-2147483647",
     "1-101", ",".join(str(2 * one) for one in range(1, 103)), "1," * 3000],
)  # fmt: skip
def test_what_we_did_not_write_is_refused_unread(odd: str) -> None:
    with pytest.raises(NotSpans):
        read_spans(odd, most=100)

"""Covering parts of a text: what is under a bar is gone, and nothing else of the text changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.redaction import CLOSES, OPENS, TextChanged, UnevenMarks, covered, offered

ANNA = "Anna Berg bor på tredje våningen."


def test_what_stands_in_marks_becomes_a_bar() -> None:
    assert covered("⟦Anna Berg⟧ bor på ⟦tredje⟧ våningen.", ANNA) == (None, " bor på ", None, " våningen.")
    assert covered("[[Anna Berg]] bor på tredje våningen.", ANNA) == (None, " bor på tredje våningen.")
    assert covered(ANNA, ANNA) == (ANNA,)


def test_bars_beside_each_other_are_one_so_that_nobody_counts_words() -> None:
    assert covered("⟦Anna⟧ ⟦Berg⟧⟦ bor⟧ på tredje våningen.", ANNA) == (None, " på tredje våningen.")


def test_marks_inside_marks_stay_covered() -> None:
    assert covered("⟦Anna ⟦Berg⟧ bor⟧ på tredje våningen.", ANNA) == (None, " på tredje våningen.")


@pytest.mark.parametrize("uneven", ["⟦Anna Berg bor", "Anna Berg⟧ bor", "⟧Anna Berg⟦ bor", "[[Anna Berg⟧⟧ bor"])
def test_marks_that_do_not_fit_are_refused(uneven: str) -> None:
    with pytest.raises(UnevenMarks):
        covered(f"{uneven} på tredje våningen.", ANNA)


@pytest.mark.parametrize("other", ["", "Anna Berg", f"{ANNA}!", "⟦⟧", ANNA.replace("tredje", "andra")])
def test_a_text_that_was_written_anew_is_refused(other: str) -> None:
    with pytest.raises(TextChanged):
        covered(other, ANNA)


def test_marks_that_the_neighbour_typed_cover_nothing_and_uncover_nothing() -> None:
    text = f"Se [[här]] och {OPENS}där{CLOSES} och [[[x"
    assert covered(offered(text), text) == ("Se [ [här] ] och [där] och [ [ [x",)
    marked = offered(text).replace("och [där]", f"{OPENS}och [där]{CLOSES}")
    assert covered(marked, text) == ("Se [ [här] ] ", None, " och [ [ [x")


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_whatever_is_covered_the_rest_stands_as_it_was(text: str, places: list[int]) -> None:
    plain = offered(text)
    cuts = sorted({min(place, len(plain)) for place in places})
    cuts = cuts[: len(cuts) // 2 * 2]
    marked, hidden, last = "", "", 0
    for begin, end in zip(cuts[::2], cuts[1::2], strict=True):
        marked += f"{plain[last:begin]}{OPENS}{plain[begin:end]}{CLOSES}"
        hidden, last = hidden + plain[begin:end], end
    pieces = covered(marked + plain[last:], text)
    shown = "".join(filter(None, pieces))
    assert len(shown) <= len(plain) - len(hidden)
    assert all(piece is None or piece in plain for piece in pieces)
    assert (None in pieces) == bool(hidden)


@given(st.text(alphabet=f"a[] {OPENS}{CLOSES}\n", max_size=30))
def test_an_offered_text_holds_no_mark(text: str) -> None:
    plain = offered(text)
    assert not any(mark in plain for mark in (OPENS, CLOSES, "[[", "]]"))
    assert offered(plain) == plain

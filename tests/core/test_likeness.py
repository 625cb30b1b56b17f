"""Texts that resemble each other: what a machine varies is still the same, what a person writes stands out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huskurage.core.likeness import echo_of, letters, unlike_the_others

KEY = b"k" * 32
LONG = "I hear somebody scream every single night"


@pytest.mark.parametrize("varied", [LONG.upper(), f"  {LONG} 17!", LONG.replace(" ", ", "), LONG.replace("e", "é")])
def test_a_varied_repetition_has_the_same_echo(varied: str) -> None:
    assert echo_of(varied, KEY) == echo_of(LONG, KEY) is not None


def test_other_words_another_key_and_short_texts_have_no_such_echo() -> None:
    assert echo_of(f"{LONG} again", KEY) != echo_of(LONG, KEY) != echo_of(LONG, b"x" * 32)
    assert echo_of("Skrik varje natt", KEY) is None


def test_what_stands_out_among_many_alike_is_found() -> None:
    machine = [f"Buy the cheap watches number {word} now" for word in ("one", "two", "three", "four")]
    person = "The child upstairs cries and a man shouts"
    assert unlike_the_others([*machine, person]) == [False, False, False, False, True]


def test_two_equal_short_texts_are_alike_and_a_single_one_is_not() -> None:
    assert unlike_the_others(["Skrik", "skrik!", "Slag"]) == [False, False, True]


@given(st.lists(st.text(max_size=40), max_size=8))
@settings(max_examples=60, deadline=None)
def test_every_text_gets_an_answer_and_order_does_not_matter(texts: list[str]) -> None:
    found = unlike_the_others(texts)
    assert len(found) == len(texts)
    assert found[::-1] == unlike_the_others(texts[::-1])
    assert all(letters(letters(text)) == letters(text) for text in texts)

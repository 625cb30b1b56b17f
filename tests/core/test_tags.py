"""Tags: drawn from letters nobody mixes up, read in any letter case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.tags import ALPHABET, TAG_LENGTH, fold_tag, new_tag


def test_alphabet_holds_nothing_that_looks_like_another() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set(ALPHABET) & set("01OIL")


def test_new_tag_is_seven_characters_of_the_alphabet() -> None:
    tags = {new_tag() for _ in range(500)}
    assert len(tags) == 500
    assert {len(tag) for tag in tags} == {TAG_LENGTH}
    assert set("".join(tags)) == set(ALPHABET)


@given(st.text(ALPHABET, min_size=7, max_size=7), st.lists(st.booleans(), min_size=7, max_size=7))
def test_fold_tag_reads_any_letter_case(tag: str, lowered: list[bool]) -> None:
    typed = "".join(letter.lower() if low else letter for letter, low in zip(tag, lowered, strict=True))
    assert fold_tag(typed) == tag


def test_fold_tag_keeps_letters_no_tag_has() -> None:
    assert fold_tag("o0il1uv") == "O0IL1UV"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ABC234",
        "ABC23456",
        "ABC 234",
        "ABC-234",
        "ÅBC2345",
        "\u0131BC2345",
        "\u017fBC2345",
        "ABC234\u0665",
        "ABC234\n",
        "\0BC2345",
    ],
)
def test_fold_tag_refuses_what_cannot_be_a_tag(typed: str) -> None:
    assert fold_tag(typed) is None


@given(st.text(max_size=12))
def test_fold_tag_answers_none_or_seven_plain_characters(typed: str) -> None:
    folded = fold_tag(typed)
    assert folded is None or (len(folded) == 7 and folded.isascii() and folded.isalnum() and folded == folded.upper())

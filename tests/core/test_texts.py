"""Texts that a municipality writes itself: what may be written, and what a reader of another language gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.hours import ContactKind
from huskurage.core.languages import LANGUAGES
from huskurage.core.texts import (
    LONGEST,
    BadWords,
    NumberInWords,
    Rendered,
    Shown,
    Standing,
    UnknownValue,
    check_words,
    paragraphs,
    shown,
    standing,
)

TAGS = st.sampled_from([one.tag for one in LANGUAGES])
RENDERINGS = st.dictionaries(TAGS, st.builds(Rendered, st.text(min_size=1, max_size=9), st.integers(1, 4)))


@given(RENDERINGS, st.integers(1, 4), TAGS)
def test_a_reader_gets_the_newest_words_in_their_own_language_or_swedish_and_is_told_which(
    renderings: dict[str, Rendered], version: int, tag: str
) -> None:
    seen = shown(renderings, version, tag)
    own = renderings.get(tag)
    if own and own.of_version == version:
        assert seen == Shown(own.words, tag)
        assert standing(renderings, version, tag) is Standing.CURRENT
    elif "sv" in renderings:
        assert seen == Shown(renderings["sv"].words, "sv")
        assert standing(renderings, version, tag) is (Standing.STALE if own else Standing.MISSING)
    else:
        assert seen is None


@pytest.mark.parametrize("words", [
    "Ring 08-465 004 10.", "Du når oss på +46 8 465 004 10", "Polisen har 114 14", "Hjälp: 020-50 50 50!",
    "08\N{NON-BREAKING HYPHEN}465 004 10", "08\N{MINUS SIGN}465 004 10", "(08) 465 004 10", "08/465 004 10",
    "08.465.004.10", "08 - 465 004 10", "+46 (0)8 465 004 10", "kl 08-16 på 070-174 06 05", "0846500410",
    "".join(chr(0x0660 + int(one)) for one in "0846500410"), "".join(chr(0xFF10 + int(one)) for one in "0846500410"),
])  # fmt: skip
def test_a_telephone_number_is_refused_and_named(words: str) -> None:
    with pytest.raises(NumberInWords) as refused:
        check_words(words)
    assert refused.value.part in words


@pytest.mark.parametrize("words", [
    "Öppet 08-11 13-16", "08.00-16.30", "mån 08:00\N{EN DASH}17:00 tis 09:00\N{EN DASH}15:00", "01.05.2027",
    "5/12/2026", "2026-11-24", "777 30 Lindbacka", "100 000 kronor", "lagen (2018:1937)", "Rum 12, klockan 08",
])  # fmt: skip
def test_hours_dates_and_other_figures_are_no_telephone_numbers(words: str) -> None:
    assert check_words(words) == words


@pytest.mark.parametrize("words", ["Ring {socialtjänsten}", "{}", "{ police }", "{0}", "{police.number}"])
def test_braces_hold_a_kind_of_contact_and_nothing_else(words: str) -> None:
    with pytest.raises(UnknownValue):
        check_words(words)


def test_words_are_tidied_and_not_too_long() -> None:
    assert check_words("  Vi  svarar \r\n\r\n\r\n\r\nRum 12, den 3 maj 2027, klockan 08.00 till 16.30. \n") == (
        "Vi svarar\n\nRum 12, den 3 maj 2027, klockan 08.00 till 16.30."
    )
    check_words("x" * LONGEST)
    with pytest.raises(BadWords):
        check_words("x" * (LONGEST + 1))


def test_numbers_are_filled_in_where_they_are_asked_for() -> None:
    words = check_words("Ring {social_services} eller, på natten, {out_of_hours}.\n\nDet kostar inget.")
    assert paragraphs(words) == [
        ["Ring ", ContactKind.SOCIAL_SERVICES, " eller, på natten, ", ContactKind.OUT_OF_HOURS, "."],
        ["Det kostar inget."],
    ]


@given(st.text(max_size=60))
def test_whatever_is_kept_is_shown_whole(typed: str) -> None:
    try:
        words = check_words(typed)
    except BadWords:
        return
    assert check_words(words) == words
    said = "\n\n".join("".join("{" + one + "}" if isinstance(one, ContactKind) else one for one in each)
                       for each in paragraphs(words))  # fmt: skip
    assert said == words

"""What an edition of the poster is known by, and which of the numbers on a wall are wrong today."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.revision import DIGITS, LETTERS, Edition, label_for, stale_numbers, words_digest

NOVEMBER = date(2026, 11, 23)
EDITION = Edition(
    design="calm", design_revision=1, languages=("sv", "en"), numbers={"social_services": "08-465 004 00"}, words=b"w"
)
NUMBERS = st.dictionaries(
    st.sampled_from(["social_services", "out_of_hours", "police"]), st.from_regex(r"\A08-[0-9]{6}\Z")
)


def test_the_same_words_and_numbers_are_the_same_edition() -> None:
    assert replace(EDITION).fingerprint == EDITION.fingerprint
    assert len(EDITION.fingerprint) == 16


def test_whatever_changes_on_the_poster_makes_another_edition() -> None:
    others = [
        replace(EDITION, design="large-type"), replace(EDITION, design_revision=2), replace(EDITION, words=b"v"),
        replace(EDITION, languages=("sv", "en", "ar")), replace(EDITION, numbers={"social_services": "08-465 004 99"}),
        replace(EDITION, numbers={"out_of_hours": "08-465 004 00"}), replace(EDITION, numbers={}),
    ]  # fmt: skip
    assert len({one.fingerprint for one in [EDITION, *others]}) == 8


def test_the_label_of_a_number_is_a_word_of_the_poster() -> None:
    assert words_digest([], ["Socialtjänsten"]) != words_digest([], ["Socialkontoret"])


def test_the_corner_can_be_read_out_on_the_telephone() -> None:
    label = label_for(EDITION, NOVEMBER, frozenset())
    assert re.fullmatch(rf"calm 1 · 2026-11 · [{LETTERS}][{DIGITS}]", label)
    assert not set("ILO") & set(LETTERS)
    assert not set("01") & set(DIGITS)


def test_no_two_editions_of_a_municipality_have_the_same_corner() -> None:
    taken: set[str] = set()
    for number in range(400):  # more than there are signs of two
        edition = replace(EDITION, words=number.to_bytes(2, "big"))
        label = label_for(edition, NOVEMBER, frozenset(taken))
        assert label not in taken
        assert len(label) <= 60
        taken.add(label)


def test_a_number_that_is_only_grouped_otherwise_is_right() -> None:
    assert stale_numbers({"police": "08-465 004 00"}, {"police": "0846500400"}) == []


def test_a_changed_number_is_told_with_the_right_one_and_a_retired_one_without() -> None:
    printed = {"social_services": "08-1", "out_of_hours": "08-2 / 08-3"}
    now = {"social_services": "08-9", "police": "08-5"}
    assert stale_numbers(printed, now) == [
        ("social_services", "08-1", "08-9"), ("out_of_hours", "08-2", ""), ("out_of_hours", "08-3", ""),
    ]  # fmt: skip


@given(NUMBERS, NUMBERS)
def test_exactly_what_answers_no_more_is_stale(printed: dict[str, str], now: dict[str, str]) -> None:
    stale = stale_numbers(printed, now)
    assert {(kind, old) for kind, old, _ in stale} == {(k, v) for k, v in printed.items() if now.get(k) != v}
    assert all(right == now.get(kind, "") for kind, _, right in stale)

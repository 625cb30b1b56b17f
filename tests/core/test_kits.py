"""What is kept on paper: recovery kits, and one-time codes for a lost second factor."""

import random

import pytest

from huskurage.core.keys import (
    KIT_ALPHABET,
    NotAKit,
    group_numbers,
    groups_match,
    kit_pair,
    new_kit,
    new_recovery_codes,
    recovery_digest,
)

PEPPER = bytes(range(32))
KIT = "2345-6789-ABCD-EFGH-JKMN-PQRS-TWXY-JT3S"


def test_kit_opens_what_it_was_made_for() -> None:
    kit = new_kit()
    assert kit_pair(kit.code) == kit.pair
    assert kit_pair(kit.code).private == kit.pair.private
    characters = kit.code.replace("-", "")
    assert [len(group) for group in kit.code.split("-")] == [4] * 8
    assert set(characters) <= set(KIT_ALPHABET)


def test_kits_differ_and_use_the_whole_alphabet() -> None:
    kits = [new_kit() for _ in range(200)]
    assert len({kit.code for kit in kits}) == len({kit.pair.public for kit in kits}) == 200
    assert set("".join(kit.code[:34] for kit in kits)) == {*KIT_ALPHABET, "-"}
    assert not set(KIT_ALPHABET) & set("01OILUV")
    assert len(KIT_ALPHABET) ** 28 > 2**128


def test_kit_typed_with_noise_opens() -> None:
    chance = random.Random(3)  # noqa: S311 - noise, not a secret
    pair = kit_pair(KIT)
    for _ in range(500):
        typed = "".join(
            chance.choice((character, character.lower()))
            + chance.choice(("", "", " ", "-", "\u2013", "\u200b", "\n", "\u00a0"))
            for character in KIT.replace("-", "")
        )
        assert kit_pair(typed) == pair


def test_kit_with_any_one_wrong_character_is_noticed() -> None:
    for place, right in enumerate(KIT):
        for wrong in set(KIT_ALPHABET + "0O1ILUV?") - {right}:
            if right != "-":
                with pytest.raises(NotAKit):
                    kit_pair(KIT[:place] + wrong + KIT[place + 1 :])


def test_kit_with_swapped_neighbours_or_groups_is_noticed() -> None:
    characters = KIT.replace("-", "")
    for place in range(31):
        swapped = characters[:place] + characters[place + 1] + characters[place] + characters[place + 2 :]
        with pytest.raises(NotAKit):
            kit_pair(swapped)
    parts = KIT.split("-")
    for place in range(7):
        parts[place], parts[place + 1] = parts[place + 1], parts[place]
        with pytest.raises(NotAKit):
            kit_pair("-".join(parts))
        parts[place], parts[place + 1] = parts[place + 1], parts[place]


@pytest.mark.parametrize(
    "typed", ["", KIT[:-1], KIT + "2", "ß" * 16, "\u017f" * 32, "\0" * 32, "\ud800" * 32, KIT * 300_000]
)
def test_kit_pair_refuses_anything_else_and_never_repeats_it(typed: str) -> None:
    with pytest.raises(NotAKit) as refusal:
        kit_pair(typed)
    assert "2345" not in str(refusal.value)


def test_recovery_codes_are_ten_readable_and_different() -> None:
    drawn = new_recovery_codes()
    assert len(set(drawn)) == 10
    assert all(len(group) == 4 and set(group) <= set(KIT_ALPHABET) for code in drawn for group in code.split("-"))
    assert len(KIT_ALPHABET) ** 12 > 2**50
    assert len(new_recovery_codes(3)) == 3


def test_recovery_digest_passes_over_case_spaces_and_dashes() -> None:
    (code,) = new_recovery_codes(1)
    digest = recovery_digest(code, PEPPER)
    for typed in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        f"  {code}\n",
        "\u2013".join(code),
    ):
        assert recovery_digest(typed, PEPPER) == digest


def test_recovery_digest_differs_for_another_code_or_pepper() -> None:
    drawn = new_recovery_codes(50)
    assert len({recovery_digest(code, PEPPER) for code in drawn}) == 50
    assert recovery_digest(drawn[0], PEPPER) != recovery_digest(drawn[0], PEPPER[::-1])


@pytest.mark.parametrize("typed", ["", "\ud800", "\0", "åäö", "A" * 10_000_000])
def test_recovery_digest_takes_anything_typed(typed: str) -> None:
    assert len(recovery_digest(typed, PEPPER)) == 32


def test_recovery_digest_refuses_a_weak_pepper() -> None:
    with pytest.raises(ValueError, match="16 to 64 bytes"):
        recovery_digest("2345-6789-ABCD", b"pepper")


def test_two_groups_of_a_kit_are_read_back_one_from_each_half() -> None:
    asked = set()
    for code in (new_kit().code for _ in range(200)):
        first, second = group_numbers(code)
        asked |= {first, second}
        assert group_numbers(code) == (first, second)
        assert 1 <= first <= 4 < second <= 8
        groups = code.split("-")
        for number in (first, second):
            assert groups_match(code, number, f" {groups[number - 1].lower()}")
            assert groups_match(code, number, groups[number % 8]) is (groups[number % 8] == groups[number - 1])
            assert not groups_match(code, number, "ÅÄÖ\ud800" * 40)
    assert asked == set(range(1, 9))

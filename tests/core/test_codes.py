"""Receipt codes: read however they are typed, and of no use to whoever has not got one."""

import random
import sys
import time
import unicodedata
from collections import Counter
from secrets import token_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huskurage.core.codes import (
    LONGEST_TYPED,
    NotACode,
    check_digits,
    code_keys,
    groups,
    read_code,
    receipt_code,
)
from huskurage.core.derivation import Cost
from huskurage.core.sealing import Unsealable, seal_to, unseal

PEPPER = bytes(range(32))
TICKET = b"one ticket of one form.........."
CODE = receipt_code(TICKET, PEPPER)
CHEAP = Cost(passes=1, memory=8192)  # the least Argon2id takes

tickets = st.binary(min_size=16, max_size=64)
codes = st.builds(receipt_code, tickets, st.just(PEPPER))

# Every script's ten decimal digits: Arabic-Indic, extended Arabic-Indic, Devanagari, Bengali, full-width ...
SCRIPTS = [
    "".join(chr(zero + digit) for digit in range(10))
    for zero in range(sys.maxunicode)
    if unicodedata.decimal(chr(zero), None) == 0
]
SPACES = [chr(point) for point in range(sys.maxunicode) if chr(point).isspace()]
DASHES = [chr(point) for point in range(0x10000) if unicodedata.category(chr(point)) == "Pd"]
INVISIBLE = list(
    "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
)
MARKS = [*"./\\_,;:|·•", "\u2212", "\u0640", "\u066b", "\u06d4", "\u2044", "\uff0f", "\ufe0f"]
NOISE = SPACES + DASHES + INVISIBLE + MARKS


@given(st.integers(0, 10**18 - 1))
def test_check_digits_leave_one_modulo_97(number: int) -> None:
    body = f"{number:018d}"
    assert int(body + check_digits(body)) % 97 == 1


@given(tickets)
def test_receipt_code_is_the_same_for_the_same_ticket(ticket: bytes) -> None:
    code = receipt_code(ticket, PEPPER)
    assert code == receipt_code(ticket, PEPPER) == read_code(code)
    assert len(code) == 20
    assert code.isascii()
    assert code.isdigit()


@given(tickets, tickets)
def test_receipt_code_differs_for_another_ticket_or_deployment(one: bytes, other: bytes) -> None:
    assert (receipt_code(one, PEPPER) == receipt_code(other, PEPPER)) == (one == other)
    assert receipt_code(one, PEPPER) != receipt_code(one, PEPPER[::-1])


def test_receipt_code_favours_no_digit_in_any_place() -> None:
    drawn = [receipt_code(token_bytes(16), PEPPER) for _ in range(5000)]
    for place in range(18):
        counts = Counter(code[place] for code in drawn)
        # 500 expected, deviation 21; six deviations either way for 180 counts
        assert all(370 < counts[digit] < 630 for digit in "0123456789")


def test_receipt_code_refuses_a_guessable_ticket() -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        receipt_code(bytes(15), PEPPER)


@pytest.mark.parametrize("length", [0, 15, 65])
def test_pepper_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="16 to 64 bytes"):
        receipt_code(TICKET, bytes(length))
    with pytest.raises(ValueError, match="16 to 64 bytes"):
        code_keys(CODE, bytes(length))


def test_groups_are_five_of_four() -> None:
    assert groups("01234567890123456789") == ("0123", "4567", "8901", "2345", "6789")


def mistyped(code: str, chance: random.Random) -> str:
    """Type a code as people and phones do: a script or several, and anything between the digits."""
    one_script = chance.choice(SCRIPTS)
    typed = []
    for digit in code:
        script = one_script if chance.random() < 0.8 else chance.choice(SCRIPTS)
        typed += chance.choices(NOISE, k=chance.choice((0, 0, 0, 1, 2, 5)))
        typed.append(script[int(digit)])
    return "".join(typed + chance.choices(NOISE, k=chance.randrange(4)))


def test_read_code_accepts_ten_thousand_mistypings() -> None:
    chance = random.Random(2)  # noqa: S311 - noise, not a secret
    assert len(SCRIPTS) > 50
    for _ in range(10_000):
        code = receipt_code(chance.randbytes(16), PEPPER)
        assert read_code(mistyped(code, chance)) == code


@pytest.mark.parametrize("noise", sorted(set(NOISE)))
def test_read_code_passes_over_every_kind_of_noise(noise: str) -> None:
    assert read_code(noise + noise.join(CODE) + noise) == CODE


@pytest.mark.parametrize("script", SCRIPTS)
def test_read_code_reads_digits_of_every_script(script: str) -> None:
    assert read_code("".join(script[int(digit)] for digit in CODE)) == CODE


def test_read_code_reads_ethiopic_digits_and_keycaps() -> None:
    ethiopic = CODE.translate({ord("1") + step: chr(0x1369 + step) for step in range(9)})
    assert read_code(ethiopic) == CODE
    assert read_code("".join(digit + "\ufe0f\u20e3" for digit in CODE)) == CODE


@given(codes)
def test_read_code_refuses_every_single_wrong_digit(code: str) -> None:
    for place in range(20):
        for wrong in set("0123456789") - {code[place]}:
            with pytest.raises(NotACode):
                read_code(code[:place] + wrong + code[place + 1 :])


@given(codes)
def test_read_code_refuses_swapped_neighbours(code: str) -> None:
    for place in range(19):
        if code[place] != code[place + 1]:
            with pytest.raises(NotACode):
                read_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " - ",
        CODE[:-1],
        CODE + "0",
        CODE[:19] + "O",
        CODE + "x",
        CODE + "\0",
        CODE + "\ud800",
        CODE + "½",
        CODE + "٪",
        CODE[:10] + "⑩" + CODE[10:],
        "+" + CODE,
        "四" * 20,
        CODE + "\u0301",
    ],
)
def test_read_code_refuses_anything_else(typed: str) -> None:
    with pytest.raises(NotACode):
        read_code(typed)


@given(st.text(max_size=60))
def test_read_code_answers_a_code_or_says_it_is_none(typed: str) -> None:
    try:
        code = read_code(typed)
    except NotACode:
        return
    assert len(code) == 20
    assert code.isascii()


def test_read_code_refuses_ten_megabytes_without_reading_them() -> None:
    flood = CODE + " " * 10_000_000
    began = time.perf_counter()
    with pytest.raises(NotACode, match="too long"):
        read_code(flood)
    assert time.perf_counter() - began < 0.2


def test_read_code_takes_generous_noise() -> None:
    assert read_code(CODE + " " * (LONGEST_TYPED - 20)) == CODE
    with pytest.raises(NotACode):
        read_code(CODE + " " * (LONGEST_TYPED - 19))


def test_refusal_never_repeats_what_was_typed() -> None:
    for typed in (CODE[:-1], CODE[:-1] + "x", CODE[::-1], CODE * 20):
        with pytest.raises(NotACode) as refusal:
            read_code(typed)
        assert not any(character.isdigit() for character in str(refusal.value))


def test_no_two_codes_share_a_lookup_or_a_key() -> None:
    drawn = {receipt_code(token_bytes(16), PEPPER) for _ in range(5000)}
    found = [code_keys(code, PEPPER, cost=CHEAP) for code in drawn]
    assert len({keys.lookup for keys in found}) == len({keys.pair.public for keys in found}) == len(drawn) == 5000


@given(codes, codes)
@settings(max_examples=50)
def test_wrong_code_finds_and_opens_nothing(right: str, wrong: str) -> None:
    mine, theirs = code_keys(right, PEPPER, cost=CHEAP), code_keys(wrong, PEPPER, cost=CHEAP)
    question = seal_to(mine.pair.public, b"How many times a week?")
    assert unseal(mine.pair, question) == b"How many times a week?"
    if right != wrong:
        assert mine.lookup != theirs.lookup
        with pytest.raises(Unsealable):
            unseal(theirs.pair, question)


def test_wrong_code_finds_nothing_at_full_cost() -> None:
    drawn = [receipt_code(bytes([number]) * 16, PEPPER) for number in range(6)]
    assert len({code_keys(code, PEPPER).lookup for code in drawn}) == 6


def test_code_keys_depend_on_pepper_and_cost_but_not_on_typing() -> None:
    keys = code_keys(CODE, PEPPER, cost=CHEAP)
    assert code_keys("-".join(groups(CODE)), PEPPER, cost=CHEAP) == keys
    assert code_keys(CODE, PEPPER[::-1], cost=CHEAP).lookup != keys.lookup
    assert code_keys(CODE, PEPPER, cost=Cost(passes=2, memory=8192)).lookup != keys.lookup
    with pytest.raises(NotACode):
        code_keys(CODE[::-1], PEPPER, cost=CHEAP)


def test_repr_reveals_nothing() -> None:
    keys = code_keys(CODE, PEPPER, cost=CHEAP)
    assert repr(keys) == "CodeKeys()"
    assert len(keys.lookup) == 16

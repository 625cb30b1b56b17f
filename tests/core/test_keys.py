"""Keys: locked by passphrases, lent to sessions, and shut to everything else."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huskurage.core.derivation import Cost
from huskurage.core.keys import (
    LONGEST_PASSPHRASE,
    LockedKey,
    WeakPassphrase,
    check_passphrase,
    lock_for_session,
    lock_key,
    new_kit,
    unlock_from_session,
    unlock_key,
)
from huskurage.core.sealing import Unsealable, new_key_pair

PEPPER = bytes(range(32))
ASTA = new_key_pair()
ASTAS = "tre äpplen på köksbordet"
CHEAP = Cost(passes=1, memory=8192)  # the least Argon2id takes
KIT = "2345-6789-ABCD-EFGH-JKMN-PQRS-TWXY-JT3S"

privates = st.binary(min_size=32, max_size=32)


def test_key_locked_at_full_cost_opens_with_its_passphrase_alone() -> None:
    locked = lock_key(ASTA.private, ASTAS)
    assert unlock_key(locked, ASTAS) == ASTA
    with pytest.raises(Unsealable):
        unlock_key(locked, ASTAS + " ")


def test_lock_key_uses_the_full_cost_unless_told_otherwise() -> None:
    with pytest.raises(Unsealable):
        unlock_key(lock_key(ASTA.private, ASTAS), ASTAS, cost=CHEAP)


@given(privates, st.text(st.characters(codec="utf-8"), max_size=30))
@settings(max_examples=50)
def test_locked_key_opens_with_its_passphrase(private: bytes, words: str) -> None:
    locked = lock_key(private, "Lindbacka 7b!" + words, cost=CHEAP)
    assert unlock_key(locked, "Lindbacka 7b!" + words, cost=CHEAP).private == private
    with pytest.raises(Unsealable):
        unlock_key(locked, "lindbacka 7b!" + words, cost=CHEAP)


def test_passphrase_typed_on_another_keyboard_still_opens() -> None:
    locked = lock_key(ASTA.private, "tre a\u0308pplen på köket", cost=CHEAP)
    assert unlock_key(locked, "tre \u00e4pplen pa\u030a ko\u0308ket", cost=CHEAP) == ASTA


def test_locking_twice_gives_other_bytes() -> None:
    one, other = (lock_key(ASTA.private, ASTAS, cost=CHEAP) for _ in range(2))
    assert one.salt != other.salt
    assert one.box != other.box
    assert (len(one.salt), len(one.box)) == (16, 72)


def test_locked_key_changed_in_any_byte_stays_shut() -> None:
    locked = lock_key(ASTA.private, ASTAS, cost=CHEAP)
    for place in range(len(locked.box)):
        changed = bytearray(locked.box)
        changed[place] ^= 1
        with pytest.raises(Unsealable):
            unlock_key(replace(locked, box=bytes(changed)), ASTAS, cost=CHEAP)
    with pytest.raises(Unsealable):
        unlock_key(replace(locked, salt=locked.salt[::-1]), ASTAS, cost=CHEAP)


@pytest.mark.parametrize("broken", [LockedKey(b"", b""), LockedKey(bytes(16), b""), LockedKey(bytes(16), bytes(39))])
def test_broken_row_stays_shut(broken: LockedKey) -> None:
    with pytest.raises(Unsealable):
        unlock_key(broken, ASTAS, cost=CHEAP)


@pytest.mark.parametrize("typed", ["", "fel", "\ud800", "\0", "a" * 10_000_000])
def test_wrong_passphrase_of_any_kind_stays_shut(typed: str) -> None:
    with pytest.raises(Unsealable):
        unlock_key(lock_key(ASTA.private, ASTAS, cost=CHEAP), typed, cost=CHEAP)


def test_lock_key_refuses_a_weak_passphrase_and_a_short_key() -> None:
    with pytest.raises(WeakPassphrase):
        lock_key(ASTA.private, "kort", cost=CHEAP)
    with pytest.raises(ValueError, match="32 bytes"):
        lock_key(bytes(31), ASTAS, cost=CHEAP)


@pytest.mark.parametrize(
    "good",
    [
        ASTAS,
        "korrekt häst batteri",
        "Xk9#mQ2$vL7!",
        "самый тихий подъезд",
        "ثلاث تفاحات على الطاولة",
        "ሦስት ፖም በጠረጴዛ ላይ",
    ],
)
def test_check_passphrase_lets_good_ones_pass(good: str) -> None:
    check_passphrase(good)


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("", "too short"),
        ("Xk9#mQ2$vL7", "too short"),
        ("\ufdfa", "too short"),  # one character that NFKC writes as eighteen
        ("aaaaaaaaaaaa", "too regular"),
        ("            ", "too regular"),
        ("abababababab", "too regular"),
        ("azazazazazaz", "too regular"),
        ("abcdefghijkl", "too regular"),
        ("lkjihgfedcba", "too regular"),
        ("123456789012", "too regular"),
        ("qwertyuiopåq", "too regular"),
        ("ASDFghjklöä1", "too regular"),
        ("aaaaaaaaaaaab", "too regular"),
        ("111122223333", "too regular"),
        ("a" * (LONGEST_PASSPHRASE + 1), "too long"),
    ],
)
def test_check_passphrase_says_what_is_wrong(weak: str, why: str) -> None:
    with pytest.raises(WeakPassphrase, match=why):
        check_passphrase(weak)


@given(privates)
def test_session_opens_with_cookie_and_row_together(private: bytes) -> None:
    cookie_key, box = lock_for_session(private)
    assert (len(cookie_key), len(box)) == (32, 72)
    assert private not in box
    assert unlock_from_session(cookie_key, box).private == private


def test_session_of_another_cookie_or_row_stays_shut() -> None:
    astas_key, astas_box = lock_for_session(ASTA.private)
    bos_key, bos_box = lock_for_session(new_key_pair().private)
    for cookie_key, box in ((bos_key, astas_box), (astas_key, bos_box), (b"", astas_box), (astas_key, b"")):
        with pytest.raises(Unsealable):
            unlock_from_session(cookie_key, box)


def test_sessions_of_one_person_share_nothing() -> None:
    one, other = lock_for_session(ASTA.private), lock_for_session(ASTA.private)
    assert one[0] != other[0]
    assert one[1] != other[1]


def test_repr_reveals_nothing() -> None:
    assert repr(new_kit()) == "RecoveryKit()"
    assert repr(lock_key(ASTA.private, ASTAS, cost=CHEAP)) == "LockedKey()"

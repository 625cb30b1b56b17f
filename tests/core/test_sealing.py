"""Sealing: what opens, what does not, and what a ciphertext gives away."""

from dataclasses import replace
from hashlib import sha512

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import (
    crypto_box_seed_keypair,
    crypto_scalarmult_base,
)

from huskurage.core.sealing import (
    BUCKETS,
    LONGEST_CONTENT,
    KeyPair,
    Place,
    SealedEntry,
    Unsealable,
    key_pair_from_seed,
    key_pair_of,
    new_key_pair,
    reseal_key,
    seal_entry,
    seal_to,
    unseal,
    unseal_entry,
)

INBOX = key_pair_from_seed(b"the inbox of Lindbacka kommun...")
NEIGHBOUR = key_pair_from_seed(b"a neighbour on the second floor.")
ASTA = key_pair_from_seed(b"Asta the coordinator, her own...")
STRANGER = key_pair_from_seed(b"Bo of one landlord, who may not.")
PLACE = Place(table="entries", row="0190a7", field="content")
WORDS = "Jag hör skrik genom väggen.".encode()


def sealed(content: bytes = WORDS, place: Place = PLACE) -> SealedEntry:
    return seal_entry(content, place=place, recipients=(INBOX.public, NEIGHBOUR.public))


def opened(entry: SealedEntry, place: Place = PLACE, pair: KeyPair = INBOX) -> bytes:
    return unseal_entry(entry.ciphertext, sealed_key=entry.keys[0], place=place, pair=pair)


def flipped(original: bytes, bit: int) -> bytes:
    changed = bytearray(original)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)


@given(st.binary(min_size=32, max_size=32))
def test_key_pair_from_seed_is_libsodiums_seed_keypair(seed: bytes) -> None:
    pair = key_pair_from_seed(seed)
    assert (pair.public, pair.private) == crypto_box_seed_keypair(seed)
    assert pair.private == sha512(seed).digest()[:32]
    assert pair.public == crypto_scalarmult_base(pair.private)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_keys_of_another_length_are_refused(length: int) -> None:
    for refuse in (key_pair_from_seed, key_pair_of):
        with pytest.raises(ValueError, match="32 bytes"):
            refuse(bytes(length))
    with pytest.raises(ValueError, match="32 bytes"):
        seal_to(bytes(length), b"secret")


def test_seal_to_refuses_a_public_key_that_everybody_could_open() -> None:
    with pytest.raises(ValueError, match="usable"):
        seal_to(bytes(32), b"secret")


@given(st.binary(max_size=200))
def test_unseal_gives_back_what_was_sealed_to_this_pair_alone(secret: bytes) -> None:
    box = seal_to(ASTA.public, secret)
    assert len(box) == len(secret) + 48
    assert unseal(ASTA, box) == secret
    with pytest.raises(Unsealable):
        unseal(STRANGER, box)


@given(st.binary(max_size=100))
def test_unseal_refuses_any_bytes_from_elsewhere(box: bytes) -> None:
    with pytest.raises(Unsealable):
        unseal(ASTA, box)


def test_unseal_refuses_every_flipped_bit() -> None:
    box = seal_to(ASTA.public, bytes(32))
    for bit in range(len(box) * 8):
        with pytest.raises(Unsealable):
            unseal(ASTA, flipped(box, bit))


@given(st.binary(max_size=3000))
@settings(max_examples=60)
def test_entry_opens_for_each_recipient_and_for_nobody_else(content: bytes) -> None:
    entry = sealed(content)
    for pair, key in zip((INBOX, NEIGHBOUR), entry.keys, strict=True):
        assert unseal_entry(entry.ciphertext, sealed_key=key, place=PLACE, pair=pair) == content
    for pair, key in ((NEIGHBOUR, entry.keys[0]), (INBOX, entry.keys[1]), (STRANGER, entry.keys[0])):
        with pytest.raises(Unsealable):
            unseal_entry(entry.ciphertext, sealed_key=key, place=PLACE, pair=pair)


def test_entry_sealed_twice_shares_nothing() -> None:
    one, other = sealed(), sealed()
    assert one.ciphertext[:24] != other.ciphertext[:24]
    assert one.ciphertext[24:] != other.ciphertext[24:]
    assert unseal(INBOX, one.keys[0]) != unseal(INBOX, other.keys[0])
    assert WORDS not in one.ciphertext


def test_entry_with_another_entrys_key_refuses() -> None:
    one, other = sealed(), sealed()
    with pytest.raises(Unsealable):
        opened(replace(one, keys=other.keys))


names = st.text(st.characters(codec="utf-8"), max_size=12)
places = st.builds(Place, table=names, row=names, field=names)


@given(places, places)
def test_place_is_encoded_unambiguously(one: Place, other: Place) -> None:
    assert (one.encoded() == other.encoded()) == (one == other)


def test_place_keeps_its_parts_apart() -> None:
    assert Place("entries", "1", "2content").encoded() != Place("entries", "12", "content").encoded()
    assert Place("", "entries", "x").encoded() != Place("entries", "", "x").encoded()


@given(places)
@settings(max_examples=50)
def test_entry_moved_anywhere_refuses(elsewhere: Place) -> None:
    entry = sealed()
    if elsewhere != PLACE:
        with pytest.raises(Unsealable):
            opened(entry, place=elsewhere)


@pytest.mark.parametrize(
    "elsewhere",
    [replace(PLACE, table="notes"), replace(PLACE, row="0190a8"), replace(PLACE, field="subject")],
)
def test_entry_moved_to_another_table_row_or_field_refuses(elsewhere: Place) -> None:
    entry = sealed()
    assert opened(entry) == WORDS
    with pytest.raises(Unsealable):
        opened(entry, place=elsewhere)


def test_entry_refuses_every_flipped_bit() -> None:
    entry = sealed()
    for bit in range(len(entry.ciphertext) * 8):
        with pytest.raises(Unsealable):
            opened(replace(entry, ciphertext=flipped(entry.ciphertext, bit)))


@pytest.mark.parametrize("length", [0, 1, 23, 24, 39, 40, 551])
def test_entry_cut_short_refuses(length: int) -> None:
    entry = sealed()
    with pytest.raises(Unsealable):
        opened(replace(entry, ciphertext=entry.ciphertext[:length]))


def test_entry_with_bytes_added_refuses() -> None:
    entry = sealed()
    with pytest.raises(Unsealable):
        opened(replace(entry, ciphertext=entry.ciphertext + b"\0"))


@given(st.integers(0, 6), st.data())
@settings(max_examples=60)
def test_contents_of_one_bucket_have_one_size(index: int, data: st.DataObject) -> None:
    smallest = BUCKETS[index - 1] if index else 0
    length = data.draw(st.integers(smallest, BUCKETS[index] - 1))
    entry = sealed(b"x" * length)
    assert len(entry.ciphertext) == 24 + BUCKETS[index] + 16
    assert opened(entry) == b"x" * length


@pytest.mark.parametrize("content", [b"", b"\x80", b"\x80\0\0", b"\0" * 511, b"\x80" * 512, b"\0" * 1025])
def test_content_that_looks_like_padding_comes_back_whole(content: bytes) -> None:
    assert opened(sealed(content)) == content


def test_entry_too_long_for_the_largest_bucket_is_refused() -> None:
    assert opened(sealed(bytes(LONGEST_CONTENT))) == bytes(LONGEST_CONTENT)
    with pytest.raises(ValueError, match="at most 32767 bytes"):
        sealed(bytes(LONGEST_CONTENT + 1))


def test_longest_concern_fits_in_any_script() -> None:
    assert opened(sealed(("\U0001f198" * 4000).encode())) == ("\U0001f198" * 4000).encode()


def test_entry_nobody_could_open_is_refused() -> None:
    with pytest.raises(ValueError, match="never be opened"):
        seal_entry(WORDS, place=PLACE, recipients=())


def test_resealed_key_opens_the_same_ciphertext_for_the_new_recipient() -> None:
    entry = sealed()
    passed_on = reseal_key(entry.keys[0], opened_by=INBOX, to=ASTA.public)
    assert unseal_entry(entry.ciphertext, sealed_key=passed_on, place=PLACE, pair=ASTA) == WORDS
    assert opened(entry) == WORDS
    with pytest.raises(Unsealable):
        unseal_entry(entry.ciphertext, sealed_key=passed_on, place=PLACE, pair=INBOX)


def test_reseal_key_refuses_whoever_cannot_open_it() -> None:
    with pytest.raises(Unsealable):
        reseal_key(sealed().keys[0], opened_by=STRANGER, to=STRANGER.public)


def test_reseal_key_passes_on_nothing_but_content_keys() -> None:
    with pytest.raises(Unsealable):
        reseal_key(seal_to(INBOX.public, b"not a key"), opened_by=INBOX, to=ASTA.public)


def test_repr_reveals_nothing() -> None:
    pair, entry = new_key_pair(), sealed()
    for shown in (repr(pair), str(pair), f"{pair!r:>10}"):
        assert repr(pair.private)[2:-1] not in shown
        assert pair.private.hex() not in shown
        assert "private" not in shown
    assert repr(entry) == "SealedEntry()"


def test_new_key_pairs_differ() -> None:
    assert len({new_key_pair().private for _ in range(100)}) == 100

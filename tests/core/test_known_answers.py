"""Known answers: published vectors of the primitives, and our own values that must never change."""

import pytest
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_pwhash_str_verify,
)

from huskurage.core.codes import check_digits, code_keys, receipt_code
from huskurage.core.derivation import Cost, argon2id, keyed_digest
from huskurage.core.keys import kit_pair, recovery_digest
from huskurage.core.sealing import key_pair_from_seed, key_pair_of, unseal

PEPPER = bytes(range(32))
KIT = "2345-6789-ABCD-EFGH-JKMN-PQRS-TWXY-JT3S"


def test_xchacha20poly1305_gives_the_published_vector() -> None:
    """draft-irtf-cfrg-xchacha-03, appendix A.3.1."""
    text = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        b"sunscreen would be it."
    )
    data, key, nonce = (
        bytes.fromhex("50515253c0c1c2c3c4c5c6c7"),
        bytes(range(0x80, 0xA0)),
        bytes(range(0x40, 0x58)),
    )
    expected = bytes.fromhex(
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c670"
        "8c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9"
        "768812f615c68b13b52e"
        "c0875924c1c7987947deafd8780acf49"
    )
    assert crypto_aead_xchacha20poly1305_ietf_encrypt(text, data, nonce, key) == expected
    assert crypto_aead_xchacha20poly1305_ietf_decrypt(expected, data, nonce, key) == text


def test_key_pair_of_gives_the_published_x25519_keys() -> None:
    """RFC 7748, section 6.1: Alice and Bob."""
    for private, public in (
        (
            "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
        ),
        (
            "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
        ),
    ):
        assert key_pair_of(bytes.fromhex(private)).public.hex() == public


def test_key_pair_from_seed_gives_libsodiums_vector() -> None:
    """libsodium, test/default/box_seed."""
    pair = key_pair_from_seed(bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"))
    assert pair.public.hex() == "ed7749b4d989f6957f3bfde6c56767e988e21c9f8784d91d610011cd553f9b06"


def test_unseal_opens_a_sealed_box_made_elsewhere() -> None:
    """The reference vector of PyNaCl's own test data, made with libsodium's C interface."""
    pair = key_pair_of(bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"))
    box = bytes.fromhex(
        "199c808806a62c1be56951023ad3396b0ce0ef2c5b9ca688ac96d2d06ca43f65d314400cc9bbefb23dd26f824c9cb553f81e8c89"
        "4ea9a553f4d777c77b66d5a6925da3f5961c5f7147172db5597ac14210066ee3ee13e6230a9a9610e9cddbf24094f54fbbf6694c"
        "08a436cec39ff5a373656d9584f4df9dd8c817e2e597540628d0ee21a6524a3fcf3eabdc0968390bd260a47366ead7f71cc2e774"
        "d411d96f3497c7e10291937bc16dc46a111686b85a8c86"
    )
    assert unseal(pair, box).hex() == (
        "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c61296cdc3c01"
        "233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde048977eb48f59ffd"
        "4924ca1c60902e52f0a089bc76897040e082f937763848645e0705"
    )


def test_argon2id_gives_libsodiums_vectors() -> None:
    """libsodium, test/default/pwhash_argon2id: the fifth and the seventh."""
    fifth = argon2id(
        bytes.fromhex(
            "4a857e2ee8aa9b6056f2424e84d24a72473378906ee04a46cb05311502d5250b82ad86b83c8f20a23dbb74f6da60b0b6ecffd671"
            "34d45946ac8ebfb3064294bc097d43ced68642bfb8bbbdd0f50b30118f5e"
        ),
        salt=bytes.fromhex("39d82eef32010b8b79cc5ba88ed539fb"),
        size=190,
        cost=Cost(passes=3, memory=1432947),
    )
    assert fifth.hex() == (
        "08d8cd330c57e1b4643241d05bb468ba4ee4e932cd0858816be9ef15360b27bbd06a87130ee92222be267a29b81f5ae8"
        "fe8613324cfc4832dc49387fd0602f1c57b4d0f3855db94fb7e12eb05f9a484aed4a4307abf586cd3d55c809bc081541"
        "e00b682772fb2066504ff935b8ebc551a2083882f874bc0fae68e56848ae34c91097c3bf0cca8e75c0797eef3efde3f7"
        "5e005815018db3cf7c109a812264c4de69dcb22322dbbcfa447f5b00ecd1b04a7be1569c8e556adb7bba48adf81d"
    )
    seventh = argon2id(
        bytes.fromhex("b540beb016a5366524d4605156493f9874514a5aa58818cd0c6dfffaa9e90205f17b"),
        salt=bytes.fromhex("44071f6d181561670bda728d43fb79b4"),
        size=231,
        cost=Cost(passes=1, memory=1631659),
    )
    assert seventh.hex() == (
        "7fb72409b0987f8190c3729710e98c3f80c5a8727d425fdcde7f3644d467fe973f5b5fee683bd3fce812cb9ae5e9921a"
        "2d06c2f1905e4e839692f2b934b682f11a2fe2b90482ea5dd234863516dba6f52dc0702d324ec77d860c2e181f84472b"
        "d7104fedce071ffa93c5309494ad51623d214447a7b2b1462dc7d5d55a1f6fd5b54ce024118d86f0c6489d16545aaa87"
        "b6689dad9f2fb47fda9894f8e12b87d978b483ccd4cc5fd9595cdc7a818452f915ce2f7df95ec12b1c72e3788d473441"
        "d884f9748eb14703c21b45d82fd667b85f5b2d98c13303b3fe76285531a826b6fc0fe8e3dddecf"
    )


def test_argon2id_agrees_with_the_reference_implementation() -> None:
    """phc-winner-argon2, src/test.c: t=2, m=64 MiB, p=1, "password", "somesalt"."""
    known = b"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
    assert crypto_pwhash_str_verify(known, b"password")


def test_keyed_digest_gives_the_published_vector() -> None:
    """BLAKE2's blake2b keyed test vectors: key 00..3f, empty input and one zero byte."""
    key = bytes(range(64))
    assert keyed_digest(b"", key=key, use=b"", size=64).hex() == (
        "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786"
        "b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568"
    )
    one_byte = keyed_digest(b"\0", key=key, use=b"", size=64)
    assert one_byte.hex().startswith("961f6dd1e4dd30f63901690c512e78e4")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("794", "44"),  # the example of ISO 7064
        ("5390075470342715", "18"),  # creditor reference RF18 5390 0754 7034 (ISO 11649)
        ("32142829123456987654321611", "82"),  # IBAN GB82 WEST 1234 5698 7654 32 (ISO 13616)
        ("370400440532013000" + "1314", "89"),  # IBAN DE89 3704 0044 0532 0130 00
        ("000000000000000000", "98"),
    ],
)
def test_check_digits_give_known_values(body: str, expected: str) -> None:
    assert check_digits(body) == expected


def test_receipt_code_and_keys_never_change() -> None:
    """Our own values: a change here would lock every neighbour out of what they have filed."""
    assert receipt_code(bytes(16), PEPPER) == "09816557246369610241"
    keys = code_keys("09816557246369610241", PEPPER)
    assert keys.lookup.hex() == "4044bd596a97ecd81ba214e6eef9c8be"
    assert keys.pair.public.hex() == "4fd735f759ff59d1071117ab531d77c243b345906d2afe883da1e8930ae80e19"


def test_kit_on_paper_opens_for_ever() -> None:
    """Our own value: a change here would make every printed kit worthless."""
    assert kit_pair(KIT).public.hex() == "daa56c3dbb2be5a476908ecfd066d0d5e985edff7e6bfb28564221ab9035e801"


def test_recovery_digest_never_changes() -> None:
    """Our own value: a change here would void every code that was handed out."""
    digest = recovery_digest("2345-6789-ABCD", PEPPER)
    assert digest.hex() == "007b0c21da90812587dd4e9b36b6b0785491792d8f56ee5c65c4deabf2c6a445"

"""Authenticator codes: the standard's own numbers, drift, and a secret that lies nowhere."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.authenticator import STEP, offered_secret, otpauth_address, step_of

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890", RFC 6238 appendix B, the last six digits
RFC_CODES = {59: "287082", 1111111109: "081804", 1234567890: "005924", 2000000000: "279037"}
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PEPPER = bytes(range(32))


@pytest.mark.parametrize(("second", "code"), RFC_CODES.items())
def test_the_standards_codes_are_codes(second: int, code: str) -> None:
    assert step_of(RFC_SECRET, code, datetime.fromtimestamp(second, UTC)) == second // STEP


@given(drift=st.integers(-200, 200))
def test_a_code_counts_one_step_early_and_late(drift: int) -> None:
    here = int(NOON.timestamp()) // STEP
    code = pyotp.TOTP(RFC_SECRET).at(NOON + timedelta(seconds=drift))
    found = step_of(RFC_SECRET, code, NOON)
    theirs = (int(NOON.timestamp()) + drift) // STEP
    assert found == (theirs if abs(theirs - here) <= 1 else None)


def test_a_spent_step_is_spent() -> None:
    code, here = pyotp.TOTP(RFC_SECRET).at(NOON), int(NOON.timestamp()) // STEP
    assert step_of(RFC_SECRET, f"{code[:3]} {code[3:]}", NOON, after=here - 1) == here
    assert step_of(RFC_SECRET, code, NOON, after=here) is None


@given(typed=st.text(max_size=30).filter(lambda text: not text.strip().isdigit()))
def test_anything_typed_is_answered(typed: str) -> None:
    assert step_of(RFC_SECRET, typed, NOON) is None


@given(one=st.binary(min_size=16, max_size=16), other=st.binary(min_size=16, max_size=16))
def test_an_offer_is_the_same_each_time_and_anothers_is_another(one: bytes, other: bytes) -> None:
    assert offered_secret(one, PEPPER) == offered_secret(one, PEPPER)
    assert (offered_secret(one, PEPPER) == offered_secret(other, PEPPER)) == (one == other)
    assert offered_secret(one, bytes(32)) != offered_secret(one, PEPPER)
    assert len(offered_secret(one, PEPPER)) == 32


def test_the_address_names_the_person_and_the_municipality() -> None:
    address = otpauth_address(RFC_SECRET, login="karin@x.example", issuer="Lindbacka kommun")
    parsed = pyotp.parse_uri(address)
    assert (parsed.name, parsed.issuer, parsed.secret) == ("karin@x.example", "Lindbacka kommun", RFC_SECRET)

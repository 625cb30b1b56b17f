"""Passkeys: what is asked, and that only the right answer passes."""

import html
import json

import pytest
from authenticator import Authenticator
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.passkeys import (
    Asked,
    NotAPasskey,
    Place,
    asking_options,
    check_answer,
    credential_in,
    making_options,
    new_challenge,
    passkey_owner,
    read_new,
)

HERE = Place("huskurage.example", "https://huskurage.example")
PEPPER = bytes(range(32))
ASKED = bytes(range(32))


def page(options: str) -> str:
    return f'data-options="{html.escape(options)}"'


def making(challenge: bytes = ASKED) -> str:
    return making_options(
        HERE, challenge=challenge, issuer="Lindbacka", login="karin", name="Karin", owner=b"o" * 32, known=[b"old"]
    )


def device() -> Authenticator:
    return Authenticator(origin=HERE.address)


def test_what_is_asked_names_the_host_and_wants_no_attestation() -> None:
    options = json.loads(making())
    assert options["rp"] == {"id": "huskurage.example", "name": "Lindbacka"}
    assert options["attestation"] == "none"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "preferred"
    assert [one["id"] for one in options["excludeCredentials"]] == ["b2xk"]
    assert json.loads(asking_options(HERE, challenge=ASKED))["allowCredentials"] == []


def test_a_passkey_is_made_and_signs() -> None:
    phone = device()
    made = read_new(Asked(HERE, ASKED, phone.make(page(making()))))
    assert made.credential == phone.credential
    answer = Asked(HERE, ASKED, phone.sign(page(asking_options(HERE, challenge=ASKED))))
    assert credential_in(answer) == phone.credential
    assert check_answer(answer, public_key=made.public_key, sign_count=0) == 1
    with pytest.raises(NotAPasskey):
        check_answer(answer, public_key=made.public_key, sign_count=1)


def test_another_challenge_host_or_origin_does_not_pass() -> None:
    written = device().make(page(making()))
    for wrong in (
        Asked(HERE, new_challenge(), written),
        Asked(Place("other.example", HERE.address), ASKED, written),
        Asked(Place(HERE.host, "https://huskurage.example:8443"), ASKED, written),
    ):
        with pytest.raises(NotAPasskey):
            read_new(wrong)


def test_making_is_not_signing() -> None:
    phone = device()
    made = read_new(Asked(HERE, ASKED, phone.make(page(making()))))
    with pytest.raises(NotAPasskey):
        check_answer(Asked(HERE, ASKED, phone.make(page(making()))), public_key=made.public_key, sign_count=0)


@given(changed=st.integers(0, 400), to=st.sampled_from("AZaz09-_"))
def test_an_answer_that_was_changed_anywhere_does_not_pass_or_says_the_same(changed: int, to: str) -> None:
    phone = device()
    made = read_new(Asked(HERE, ASKED, phone.make(page(making()))))
    said = json.loads(phone.sign(page(asking_options(HERE, challenge=ASKED))))
    part = ("signature", "authenticatorData", "clientDataJSON")[changed % 3]
    whole = said["response"][part]
    place = changed % (len(whole) - 2)  # the last sign may carry unused bits
    said["response"][part] = whole[:place] + to + whole[place + 1 :]
    answer = Asked(HERE, ASKED, json.dumps(said))
    if said["response"][part] == whole:
        assert check_answer(answer, public_key=made.public_key, sign_count=0) == 1
        return
    with pytest.raises(NotAPasskey):
        check_answer(answer, public_key=made.public_key, sign_count=0)


@given(written=st.text(max_size=200) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_anything_sent_is_answered(written: str) -> None:
    asked = Asked(HERE, ASKED, written)
    for verb in (read_new, credential_in, lambda one: check_answer(one, public_key=b"", sign_count=0)):
        with pytest.raises(NotAPasskey):
            verb(asked)


def test_an_owner_is_the_same_each_time_and_says_nothing() -> None:
    assert passkey_owner("karin", PEPPER) == passkey_owner("karin", PEPPER)
    assert len({passkey_owner(name, PEPPER) for name in ("karin", "asta", "")}) == 3
    assert b"karin" not in passkey_owner("karin", PEPPER)

"""Records of hand-overs and registrations as they are sealed, and who may be the first receiver."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.handover import HandOver, Registration, Way, read_record
from huskurage.core.receivers import NEVER_FIRST, OPENS_A_FILE, ReceiverKind, may_receive

HANDED = HandOver(
    sender="Lindbacka kommun", receiver="Mottagningsgruppen", receiver_kind=ReceiverKind.INTAKE_CHILDREN,
    way=Way.TELEPHONE, day=date(2026, 11, 23), reference="SOC-7", registry_number="", facts=True,
    entries=("a" * 32,), digest="0" * 64,
)  # fmt: skip


@given(st.text(max_size=60), st.sampled_from(Way), st.sampled_from(ReceiverKind), st.dates(), st.booleans())
def test_a_hand_over_comes_back_as_it_was(name: str, way: Way, kind: ReceiverKind, day: date, facts: bool) -> None:
    made = replace(HANDED, receiver=name, reference=name, way=way, receiver_kind=kind, day=day, facts=facts)
    assert read_record(made.to_bytes()) == HandOver.from_bytes(made.to_bytes()) == made


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_registration_comes_back_as_it_was(number: str, reason: str) -> None:
    made = Registration(number, reason)
    assert read_record(made.to_bytes()) == Registration.from_bytes(made.to_bytes()) == made


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"version": 2, "kind": "handover"}', b'{"kind": "words"}'])
def test_other_content_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_record(content)


def test_records_say_nothing_when_they_are_printed() -> None:
    assert "SOC" not in repr(HANDED)
    assert "SN" not in repr(Registration("SN 1", ""))


@pytest.mark.parametrize("kind", ReceiverKind)
def test_who_starts_from_a_report_to_the_police_or_an_open_case_is_never_first(kind: ReceiverKind) -> None:
    assert may_receive(kind, []) == (kind not in NEVER_FIRST)
    assert may_receive(kind, [ReceiverKind.WOMENS_SHELTER]) == (kind not in NEVER_FIRST)
    assert all(may_receive(kind, [ReceiverKind.WOMENS_SHELTER, before]) for before in OPENS_A_FILE)

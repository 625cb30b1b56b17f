"""The document that leaves the house: the same bytes for the same report, and the shape that is published."""

import json
from pathlib import Path

import pytest
from papers import ARABIC, CONCERN, handed_over, masked, part
from schema import faults

from huskurage.core.concern import Concern
from huskurage.core.documents import BadDocument, Fact, canonical, digest_of, facts_of, read_document

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "handover.schema.json").read_text(encoding="utf-8"))
MASKED = part(("He shouts at ", None, " at night"))


@pytest.mark.parametrize("content", [
    handed_over(), handed_over(concern=None), handed_over(concern=Concern(text="x")), masked(MASKED), masked(),
    masked(shown=frozenset()), handed_over(part("Called", kind="note", author="Asta", language="sv")),
])  # fmt: skip
def test_every_document_is_what_the_published_schema_says(content: bytes) -> None:
    assert faults(read_document(content), SCHEMA) == []


@pytest.mark.parametrize("change", [
    {"kind": "letter"}, {"version": 2}, {"report": "x"}, {"unconfirmed": False}, {"writer": "Anna"},
    {"facts": {"about": "child"}}, {"entries": [{"kind": "concern"}]}, {"made_on": "tomorrow"},
])  # fmt: skip
def test_the_schema_sees_what_is_no_document(change: dict[str, object]) -> None:
    assert faults(read_document(handed_over()) | change, SCHEMA)


def test_the_same_report_gives_the_same_digest_and_another_word_another() -> None:
    assert digest_of(handed_over()) == digest_of(handed_over())
    assert digest_of(handed_over(part(f"{ARABIC}!"))) != digest_of(handed_over())
    assert digest_of(handed_over(reference="SOC-8")) != digest_of(handed_over())


def test_the_form_of_the_bytes_never_changes() -> None:
    assert canonical({"b": "å\n\x01/", "a": [None, True, 1]}) == b'{"a":[null,true,1],"b":"\xc3\xa5\\n\\u0001/"}'
    assert digest_of(handed_over()) == "3cda030a891e90b096f92e7c30f8205ce340f8a57afc7a7dd361fcf01e3cef51"


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"format": "huskurage-hand-over", "version": 1}'])
def test_what_is_no_document_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(BadDocument):
        read_document(content)


def test_a_document_that_was_only_reformatted_is_refused() -> None:
    with pytest.raises(BadDocument):
        read_document(json.dumps(json.loads(handed_over())).encode())


def test_covered_facts_are_covered_whether_or_not_they_were_stated() -> None:
    facts = read_document(masked(MASKED))["facts"]
    assert [name for name, value in facts.items() if value is None] == [
        "floor", "house", "language", "poster_house", "source_protection",
    ]  # fmt: skip
    assert read_document(masked(MASKED, shown=frozenset({Fact.FLOOR})))["facts"]["floor"] == "3 tr"


def test_a_house_that_was_not_stated_is_not_taken_from_the_poster() -> None:
    assert facts_of(CONCERN)["house"] == CONCERN.poster_house
    assert facts_of(Concern(text="x", poster_house="Gatan 1"))["house"] == ""
    assert facts_of(Concern(text="x", poster_house="Gatan 1", typed_house="Gatan 2"))["house"] == "Gatan 2"

"""Checking a file: one changed byte is found, wherever it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import POSTERS, WORDS, drawn, handed_over, masked, part

from huskurage.core.documents import BadDocument, digest_of
from huskurage.core.paper import layout_of
from huskurage.core.verifying import Looks, Verdict, verify

CONTENT = handed_over()
PDF = drawn(CONTENT)
HERE = layout_of(WORDS, POSTERS)


def verdict(file: bytes, layout: str = HERE) -> Verdict:
    return verify(file, draw=drawn, layout=layout)


@pytest.mark.parametrize("content", [CONTENT, masked(part(("a", None), language="sv"))])
def test_a_file_as_it_was_handed_over_holds(content: bytes) -> None:
    assert verdict(drawn(content)) == Verdict(digest_of(content), printed_fits=True, looks=Looks.SAME)
    assert verdict(content) == Verdict(digest_of(content), printed_fits=None, looks=Looks.NOT_COMPARED)
    assert verdict(drawn(content)).holds


def test_a_file_of_another_version_is_not_drawn_again_but_its_number_is_compared() -> None:
    old = verdict(PDF, "0" * 12)
    assert (old.printed_fits, old.looks, old.holds) == (True, Looks.NOT_COMPARED, True)


def test_pages_that_the_document_inside_does_not_give_do_not_hold() -> None:
    found = verify(PDF, draw=lambda _: drawn(handed_over(reference="SOC-8")), layout=HERE)
    assert (found.printed_fits, found.looks, found.holds) == (True, Looks.OTHER, False)


@given(st.integers(0, len(PDF) - 1), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_is_found(place: int, change: int) -> None:
    changed = PDF[:place] + bytes([PDF[place] ^ change]) + PDF[place + 1 :]
    try:
        found = verdict(changed)
    except BadDocument:
        return
    assert found.looks is not Looks.SAME
    assert not found.holds or found.looks is Looks.NOT_COMPARED  # the mark of the version itself was hit


@pytest.mark.parametrize("place", range(0, len(CONTENT), 97))
def test_a_changed_byte_of_the_json_gives_another_number(place: int) -> None:
    changed = CONTENT[:place] + bytes([CONTENT[place] ^ 1]) + CONTENT[place + 1 :]
    try:
        assert verdict(changed).digest != digest_of(CONTENT)
    except BadDocument:
        assert changed != CONTENT


@pytest.mark.parametrize("file", [b"", b"%PDF-", PDF[:2000], b"%PDF-1.7\nhello", PDF[:-400]])
def test_what_is_no_whole_file_is_refused(file: bytes) -> None:
    with pytest.raises(BadDocument):
        verdict(file)

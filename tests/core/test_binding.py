"""Binding: parts of an estate become one tagged file, in which every page's tags still speak of that page."""

import re
from dataclasses import replace

import pypdfium2
import pytest
from prints import DAY, POSTERS, text_of
from sheets import sheet
from tagged import tags_of

from huskurage.core.binding import bind
from huskurage.core.designs import TEMPLATE, PrintOrder, read_design
from huskurage.core.pdfobjects import CannotBind, objects_of, renumbered
from huskurage.core.plates import plates
from huskurage.core.sheet import Sheet
from huskurage.core.typesetting import typeset


def unbound(*sheets: Sheet) -> bytes:
    """What one compile gives."""
    order = PrintOrder()
    form = read_design(POSTERS, order.design).form(order.form)
    inputs = plates(sheets, form_name=order.form, form=form, options=order.options, size=form.sizes - 1)
    return typeset(POSTERS / order.design / TEMPLATE, inputs, made_on=DAY, root=POSTERS)


STREET = [sheet("en", "ar", address=f"Kyrkogatan {number} A", tag=f"K7MX4{number}") for number in range(20, 27)]


def test_parts_become_one_file_whose_pages_keep_their_words_and_tags() -> None:
    whole = bind([unbound(*STREET)])
    parts = [unbound(*STREET[:3]), unbound(*STREET[3:4]), unbound(*STREET[4:])]
    bound = bind(parts)
    documents = [pypdfium2.PdfDocument(one) for one in (whole, bound)]
    assert [len(one) for one in documents] == [7, 7]
    for page, stairwell in enumerate(STREET):
        before, after = (tags_of(one[page]) for one in documents)
        assert before == after
        assert f"{stairwell.street_address}, Lindbacka" in after[0].text
        assert text_of(bound, page) == text_of(whole, page)
    for one in documents:
        one.close()


def test_a_bound_file_is_small_says_how_long_it_is_and_is_the_same_every_time() -> None:
    parts = [unbound(*STREET[:4]), unbound(*STREET[4:])]
    bound = bind(parts)
    assert bind(parts) == bound
    assert len(bound) < 0.65 * sum(map(len, parts))
    assert b"<xmpTPg:NPages>7</xmpTPg:NPages>" in bound
    assert len(re.findall(rb"/Length1 |/FontFile2", bound)) <= len(re.findall(rb"/FontFile2", parts[0]))


def test_what_looks_like_a_reference_in_a_text_is_left_alone() -> None:
    odd = "Gatan (5 0 R) 7 0 R"
    bound = bind([unbound(STREET[0]), unbound(replace(sheet("en", address=odd), short_address="a.se/(9 0 R)"))])
    assert odd in text_of(bound, 1)
    document = pypdfium2.PdfDocument(bound)
    assert "QR a.se/(9 0 R)" in [tag.alt for tag in tags_of(document[1])]
    document.close()


@pytest.mark.parametrize(
    ("body", "moved"),
    [
        (b"<</A 1 0 R/B[2 0 R 1 0 R]>>", b"<</A 11 0 R/B[12 0 R 11 0 R]>>"),
        (b"<</T(1 0 R)/A 1 0 R>>", b"<</T(1 0 R)/A 11 0 R>>"),
        (rb"<</T(\) 1 0 R)/A 1 0 R>>", rb"<</T(\) 1 0 R)/A 11 0 R>>"),
        (b"<</T(a(1 0 R)b)/A 2 0 R>>", b"<</T(a(1 0 R)b)/A 12 0 R>>"),
        (b"<</L 2 0 R>>\nstream\n1 0 R\nendstream", b"<</L 12 0 R>>\nstream\n1 0 R\nendstream"),
        (b"[0 1.2 0 R]", b"[0 1.2 0 R]"),
    ],
)
def test_references_move_and_nothing_else(body: bytes, moved: bytes) -> None:
    assert renumbered(body, {1: 11, 2: 12}) == moved


@pytest.mark.parametrize(
    "file", [b"", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"%PDF-1.7\nstartxref\n99999\n%%EOF\n"]
)
def test_a_file_of_another_make_is_refused(file: bytes) -> None:
    with pytest.raises(CannotBind):
        list(objects_of(file))


def test_a_bound_file_is_not_bound_again() -> None:
    with pytest.raises(CannotBind):
        bind([bind([unbound(STREET[0])])])
